"""The file with a session's events: open, append, follow, rewrite."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from letsconnect_tui.errors import ReadOnlyFile, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.store.backups import Evidence, Keeper
from letsconnect_tui.store.durable import reason
from letsconnect_tui.store.filesystem import FileMark, FileSystem
from letsconnect_tui.store.follower import look_again
from letsconnect_tui.store.health import FileHealth, look
from letsconnect_tui.store.layout import (
    CLOSING,
    Tables,
    decode_document,
    encode_document,
    event_line,
    joined,
    render,
)
from letsconnect_tui.store.lock import holder
from letsconnect_tui.store.reading import Contents, parse
from letsconnect_tui.store.recovery import examine, leftover
from letsconnect_tui.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


class EventFile:
    """One TinyDB file whose last table, `events`, is an append-only log.

    `append` and `rewrite` may be called from any thread, one after the other; `documents` and `poll` never
    wait for their disk. Documents handed out are shared: nobody changes them.
    """

    path: Path
    read_only: bool
    generation: int
    """Counts how often what was already read has been replaced: whoever folded it folds again."""

    def __init__(self, keeper: Keeper, writer: Writer | None) -> None:
        self.path = keeper.path
        self.read_only = writer is None
        self.generation = 0
        self._keeper = keeper
        self._writer = writer
        self._contents = Contents()
        self._notices: list[Message] = []
        self._mark: FileMark | None = None
        """For an onlooker: the file at the last look."""
        self._disk = threading.Lock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        fs: FileSystem | None = None,
        now: Callable[[], float] = time.time,
    ) -> Self:
        """Open to write (making folder and file when absent) or to look; a missing file reads as empty.

        Raises FileLocked, NewerFormat, FileDamaged, and StoreError for what the system refuses.
        """
        filesystem = fs or FileSystem()
        writer: Writer | None = None
        try:
            keeper = Keeper(filesystem.resolve(path), filesystem)
            _refuse_irregular(keeper)
            writer = None if read_only else Writer.start(keeper, now)
            file = cls(keeper, writer)
            file._read(now)
        except BaseException as error:
            if writer is not None:
                writer.close()
            if isinstance(error, OSError):
                raise _cannot_open(path, error) from error
            raise
        return file

    @property
    def notices(self) -> tuple[Message, ...]:
        """What the opening repaired or found."""
        return tuple(self._notices)

    def documents(self) -> Sequence[dict[str, Any]]:
        """All acknowledged documents in order."""
        return tuple(self._contents.documents)

    def tables(self) -> Tables:
        """The other tables in the file, if a program put any there; nobody changes them."""
        return self._contents.tables

    def append(self, document: Mapping[str, Any]) -> int:
        """Add a document; durable when this returns its number, counted from 1.

        Raises NotSaved (nothing changed; the next one may work), ExternallyChanged, ReadOnlyFile; ValueError
        or TypeError for what JSON cannot hold.
        """
        inner = encode_document(document)
        with self._disk:
            writer, contents = self._the_writer(), self._contents
            number = len(contents.documents) + 1
            line, chain = event_line(number, inner, contents.chain)
            line = joined(line, number)
            writer.append(line, contents.end, self._as_bytes)
            contents.end += len(line)
            contents.chain = chain
            contents.documents.append(decode_document(inner))
            return number

    def poll(self) -> list[dict[str, Any]]:
        """For an onlooker: the documents that the writer added since the last look.

        When the writer replaced what was already read, `generation` has changed and `documents` is the new
        truth.
        """
        if not self.read_only:
            return []
        before = len(self._contents.documents)
        try:
            seen = look_again(self._keeper, self._contents, self._mark)
        except (OSError, StoreError):
            return []  # the writer is at work on it; the next look will tell
        if seen is None:
            return []
        if seen.replaced:
            self.generation += 1
        self._contents, self._mark = seen.contents, seen.mark
        return seen.contents.documents[before:]

    def rewrite(self, documents: Iterable[Mapping[str, Any]] | None = None, *, erase: bool = False) -> None:
        """Replace the whole file in one step by these documents (None: the same), with the old one as backup.

        With ``erase`` nothing old stays: backups and evidence copies go too, and one new backup is made.
        Raises as `append` does.
        """
        with self._disk:
            writer = self._the_writer()
            data = self._as_bytes(documents)
            contents = parse(data)
            writer.replace(data, self._as_bytes, erase=erase)
            self._contents = contents
            self.generation += documents is not None
            if erase:
                self._back_up(lambda: self._keeper.back_up(data))

    def holder(self) -> tuple[Any, Any] | None:
        """For an onlooker: who writes the file and since when, in words; None: nobody. Raises OSError."""
        return holder(self.path, self._keeper.filesystem)

    def close(self) -> None:
        """Let the next window write; nothing is left to be saved. May be called twice."""
        with self._disk:
            if self._writer is not None:
                self._writer.close()

    def health(self) -> FileHealth:
        """Size, copies, permissions and room on the drive; raises OSError."""
        stopped = self._writer is not None and self._writer.stopped is not None
        return look(self._keeper, len(self._contents.documents), stopped=stopped)

    # -- steps

    def _read(self, now: Callable[[], float]) -> None:
        """The first look, and for the writer whatever must be repaired."""
        keeper = self._keeper
        self._mark = keeper.filesystem.mark(self.path)
        raw = b"" if self._mark is None else keeper.filesystem.read(self.path)
        finding = examine(raw, keeper)
        self._notices += finding.notices
        self._contents = finding.contents
        if self._writer is None:
            return
        if not self._writer.locked:
            self._notices.append(message("store-no-lock", self.path.name))
        if finding.evidence is not None and raw:
            self._put_aside(raw, finding.evidence, now)
        if finding.must_rewrite:
            data = self._as_bytes()
            self._contents = parse(data)
            self._writer.replace(data, None)
        else:
            self._take_up(self._writer, raw, now)

    def _take_up(self, writer: Writer, raw: bytes, now: Callable[[], float]) -> None:
        """Go on with a file that is whole but perhaps for its end."""
        end, torn = self._contents.end, self._contents.condition == "torn"
        if torn:
            self._notices.append(message("store-unfinished", self.path.name))
            rest = leftover(raw, self._contents)
            if rest is not None:
                self._put_aside(rest, "unfinished", now)
        start = raw.rfind(b"\n", 0, end)
        writer.take_up(len(raw), raw[start:end] + CLOSING, start, torn=torn)
        if self._contents.documents and not torn:
            self._back_up(lambda: self._keeper.back_up_when_due(raw, now()))

    def _put_aside(self, data: bytes, word: Evidence, now: Callable[[], float]) -> None:
        self._notices.append(message("store-kept-copy", self._keeper.keep(data, word, now())))

    def _back_up(self, make: Callable[[], object]) -> None:
        """A missing backup stops nobody's work, but is told."""
        try:
            make()
        except OSError as error:
            self._notices.append(message("store-no-backup", reason(error)))

    def _the_writer(self) -> Writer:
        if self._writer is None:
            raise ReadOnlyFile(message("store-read-only", self.path.name), message("store-read-only-hint"))
        return self._writer

    def _as_bytes(self, documents: Iterable[Mapping[str, Any]] | None = None) -> bytes:
        """The whole file as this window knows it, or with other documents."""
        wanted = self._contents.documents if documents is None else documents
        return render(wanted, self._contents.tables, os.urandom(6).hex())


def _cannot_open(path: Path, error: OSError) -> StoreError:
    return StoreError(
        message("store-cannot-open", str(path), reason(error)), message("store-cannot-open-hint")
    )


def _refuse_irregular(keeper: Keeper) -> None:
    """A pipe would be waited for without end, and a device replaced by a file; raises StoreError, OSError."""
    kind = keeper.filesystem.kind(keeper.path)
    if kind is not None:
        raise StoreError(
            message("store-no-regular-file", str(keeper.path), message(f"store-kind-{kind}")),
            message("store-no-regular-file-hint"),
        )
