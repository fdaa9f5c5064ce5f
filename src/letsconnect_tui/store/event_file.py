"""The file with a session's events: open, append, follow, rewrite."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from letsconnect_tui.errors import ExternallyChanged, NotSaved, ReadOnlyFile, StoreError
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.store.backups import FileHealth, Keeper, file_health, save_beside
from letsconnect_tui.store.durable import reason
from letsconnect_tui.store.filesystem import FileSystem
from letsconnect_tui.store.layout import (
    Tables,
    encode_document,
    event_line,
    joined,
    render,
)
from letsconnect_tui.store.lock import holder
from letsconnect_tui.store.opening import (
    Opened,
    back_up,
    cannot_open,
    look_again,
    open_file,
    refuse_irregular,
)
from letsconnect_tui.store.reading import parse
from letsconnect_tui.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


class EventFile:
    """One TinyDB file whose last table, `events`, is an append-only log.

    `append` and `rewrite` may be called from any thread, one after the other; `documents` and `poll` never
    wait for their disk.
    """

    path: Path
    read_only: bool
    generation: int
    """Counts how often what was already read has been replaced: whoever folded it folds again."""

    moved: Message | None
    """Where the file is kept since another program changed or removed it; None: where it was opened."""

    def __init__(
        self,
        keeper: Keeper,
        writer: Writer | None,
        opened: Opened,
        now: Callable[[], float],
        rescue: Path | None,
    ) -> None:
        self.path = keeper.path
        self.moved = None
        self._now = now
        self._rescue = rescue
        self.read_only = writer is None
        self.generation = 0
        self._keeper = keeper
        self._writer = writer
        self._contents = opened.contents
        self._notices = opened.notices
        self._mark = opened.mark
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
        rescue: Path | None = None,
    ) -> Self:
        """Open to write (making folder and file when absent) or to look; a missing file reads as empty.

        Args:
            path: The file.
            read_only: Take no lock and change nothing.
            fs: The disk.
            now: Seconds since 1970.
            rescue: A folder for the copy of a file whose own folder is gone and cannot be made again.

        Raises:
            StoreError: FileLocked, NewerFormat, FileDamaged, or what the system refuses.
        """
        filesystem = fs or FileSystem()
        writer: Writer | None = None
        try:
            keeper = Keeper(filesystem.resolve(path), filesystem)
            refuse_irregular(keeper)
            writer = None if read_only else Writer.start(keeper, now)
            file = cls(keeper, writer, open_file(keeper, writer, now()), now, rescue)
        except BaseException as error:
            if writer is not None:
                writer.close()
            if isinstance(error, OSError):
                raise cannot_open(path, error) from error
            raise
        return file

    @property
    def notices(self) -> tuple[Message, ...]:
        """What the opening repaired or found."""
        return tuple(self._notices)

    def documents(self) -> Sequence[dict[str, Any]]:
        """All acknowledged documents in order, each decoded anew."""
        return tuple(self._contents.documents)

    def texts(self, start: int = 0) -> Iterator[bytes]:
        """The JSON of all acknowledged documents in order from the one at ``start``, which counts from 0."""
        return (b"{%b}" % inner for inner in self._contents.documents.inner(start))

    def text(self, place: int) -> bytes:
        """The JSON of the document at that place, which counts from 0."""
        return b"{%b}" % self._contents.documents.inner_at(place)

    def tables(self) -> Tables:
        """The other tables in the file, if a program put any there; nobody changes them."""
        return self._contents.tables

    def append(self, document: Mapping[str, Any]) -> int:
        """Add a document; durable when this returns its number, counted from 1.

        Where another program changed or removed the file, a copy beside it is gone on with and ``moved`` says
        so. Raises NotSaved (nothing changed; the next one may work), ReadOnlyFile; ValueError or TypeError
        for what JSON cannot hold.
        """
        inner = encode_document(document)
        with self._disk:
            writer = self._settled()
            contents = self._contents
            number = len(contents.documents) + 1
            line, chain = event_line(number, inner, contents.chain)
            line = joined(line, number)
            writer.append(line, contents.end)
            contents.end += len(line)
            contents.chain = chain
            contents.documents.append(inner)
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
        Raises as `append` does; and ExternallyChanged for an erasure in a file that another program changed.
        """
        with self._disk:
            writer = self._settled(may_move=not erase)
            data = self._as_bytes(documents)
            contents = parse(data)
            try:
                writer.replace(data, backup=self._as_bytes, erase=erase)
            except NotSaved:
                with suppress(StoreError):  # what was refused must not stay under the file's name
                    self._settled()
                raise
            self._contents = contents
            self.generation += documents is not None
            if erase:
                back_up(lambda: self._keeper.back_up(data), self._notices)

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
        doubtful = self._writer is not None and self._writer.doubtful
        return file_health(self._keeper, len(self._contents.documents), doubtful=doubtful)

    # -- steps

    def _settled(self, *, may_move: bool = True) -> Writer:
        """The writer, with a file under it that is whole and ours; raises NotSaved and its kin."""
        writer = self._the_writer()
        condition = "ours" if writer.closed is not None else writer.condition(self._is_ours)
        if condition == "doubtful":
            data = self._as_bytes()
            writer.replace(data, backup=None)
            self._contents = parse(data)
        elif condition != "ours":
            if not may_move:
                raise ExternallyChanged(
                    message("store-changed", self.path.name), message("store-changed-hint")
                )
            self._move_beside(writer, there_is_theirs=condition == "changed")
        return writer

    def _is_ours(self, raw: bytes) -> bool:
        """Whether bytes hold just what this window knows."""
        try:
            contents = parse(raw)
        except ValueError:
            return False
        return contents.condition == "whole" and contents.documents == self._contents.documents

    def _move_beside(self, writer: Writer, *, there_is_theirs: bool) -> None:
        """Go on in a copy of all that this window knows; raises NotSaved, and then nothing changed."""
        data, left = self._as_bytes(), self.path
        try:
            keeper = save_beside(self._keeper, data, self._now(), rescue=self._rescue)
            if there_is_theirs:
                self._keeper.keep(self._keeper.filesystem.read(left), "changed", self._now())
            writer.move_to(keeper, len(data), self._now())
        except OSError as error:
            raise NotSaved(
                message("store-not-saved", reason(error)), message("store-not-saved-hint")
            ) from error
        self._keeper, self._contents, self.path = keeper, parse(data), keeper.path
        key = "store-moved-changed" if there_is_theirs else "store-moved-removed"
        self.moved = message(key, str(left), str(keeper.path))
        self._notices.append(self.moved)

    def _the_writer(self) -> Writer:
        if self._writer is None:
            raise ReadOnlyFile(message("store-read-only", self.path.name), message("store-read-only-hint"))
        return self._writer

    def _as_bytes(self, documents: Iterable[Mapping[str, Any]] | None = None) -> bytes:
        """The whole file as this window knows it, or with other documents."""
        known = self._contents.documents.inner()
        wanted = known if documents is None else map(encode_document, documents)
        return render(wanted, self._contents.tables, os.urandom(6).hex())
