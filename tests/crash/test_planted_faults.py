"""Faults planted on purpose: a check that cannot fail proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from letsconnect_tui.store import backups, event_file, layout, reading, writer
from letsconnect_tui.store.writer import Writer
from tests.crash.checks import (
    a_flipped_bit_finds_it,
    a_reader_after_a_full_disk_finds_it,
    another_writer_finds_it,
    failed_flush_then_opening_finds_it,
    failed_flush_then_power_cut_finds_it,
    kill_then_power_cut_finds_it,
    power_cuts_find_it,
)
from tests.crash.judge import PATH, Ledger, fixed_work, judge
from tests.crash.simulated_disk import SimulatedDisk

if TYPE_CHECKING:
    from pathlib import Path

    from letsconnect_tui.store.documents import Documents
    from letsconnect_tui.store.filesystem import FileSystem

Plant = Callable[[pytest.MonkeyPatch], None]
Check = Callable[[], bool]


# -- the faults


def no_flush(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SimulatedDisk, "sync", lambda self, descriptor: None)


def no_folder_flush(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SimulatedDisk, "sync_folder", lambda self, folder: None)


def _at_opening_without(patch: pytest.MonkeyPatch, call: str) -> None:
    real = Writer.take_up

    def take_up(self: Writer, size: int, last: bytes, start: int, *, torn: bool) -> None:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(SimulatedDisk, call, lambda self, place: None)
            real(self, size, last, start, torn=torn)

    patch.setattr(Writer, "take_up", take_up)
    # the daily backup flushes the folder as well, and would hide the fault
    patch.setattr(backups.Keeper, "back_up_when_due", lambda self, data, now: False)


def no_flush_at_opening(patch: pytest.MonkeyPatch) -> None:
    _at_opening_without(patch, "sync")


def no_folder_flush_at_opening(patch: pytest.MonkeyPatch) -> None:
    _at_opening_without(patch, "sync_folder")


def acknowledged_before_the_flush(patch: pytest.MonkeyPatch) -> None:
    """Each append is flushed by the next one."""
    real = Writer.append

    def append(self: Writer, line: bytes, end: int) -> None:
        disk: Any = self._filesystem
        with suppress(KeyError, TypeError):
            disk.sync(self._descriptor)
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(SimulatedDisk, "sync", lambda self, descriptor: None)
            real(self, line, end)

    patch.setattr(Writer, "append", append)


def no_hash_check(patch: pytest.MonkeyPatch) -> None:
    """A line counts as whole when it looks like one."""

    def believed(raw: bytes, begin: int, stop: int, chain: bytes) -> bytes | None:
        line = raw[begin:stop]
        return line[-14:-2] if line.endswith(b'"}') and b',"_h":"' in line else None

    patch.setattr(reading, "chain_after", believed)


def trailing_comma(patch: pytest.MonkeyPatch) -> None:
    """The comma stands at the end of the line before, which is already acknowledged."""

    def joined(line: bytes, number: int) -> bytes:
        return (b",\n" if number > 1 else b"\n") + line

    def follow(raw: bytes, start: int, chain: bytes, documents: Documents) -> tuple[int, bytes]:
        end = start
        for line in raw[start:].split(b"\n")[1:]:
            begin, whole = end + 1, line.removesuffix(b",")
            after = layout.chain_after(raw, begin, begin + len(whole), chain)
            if after is None:
                break
            documents.mark(*reading._checked(raw, begin, begin + len(whole)))
            comma = line.endswith(b",")
            chain, end = after, end + 1 + len(line)
        else:
            return end, chain
        return (end - 1 if end > start and comma else end), chain

    patch.setattr(layout, "joined", joined)
    patch.setattr(event_file, "joined", joined)
    patch.setattr(reading, "_follow", follow)


def renamed_before_the_flush(patch: pytest.MonkeyPatch) -> None:
    def write_new(filesystem: FileSystem, path: Path, data: bytes) -> None:
        descriptor = filesystem.create(path)
        filesystem.write_at(descriptor, data, 0)
        filesystem.close(descriptor)

    patch.setattr(writer, "write_new", write_new)


def retried_after_a_failed_flush(patch: pytest.MonkeyPatch) -> None:
    real = SimulatedDisk.sync

    def sync(self: SimulatedDisk, descriptor: int) -> None:
        try:
            real(self, descriptor)
        except OSError:
            real(self, descriptor)

    patch.setattr(SimulatedDisk, "sync", sync)


def old_end_not_put_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Writer, "_take_back", lambda self, descriptor, end: None)


def torn_end_not_cut(patch: pytest.MonkeyPatch) -> None:
    real = Writer.take_up

    def take_up(self: Writer, size: int, last: bytes, start: int, *, torn: bool) -> None:
        real(self, size, last, start, torn=False)

    patch.setattr(Writer, "take_up", take_up)


def last_line_not_written_again(patch: pytest.MonkeyPatch) -> None:
    real = Writer.take_up

    def take_up(self: Writer, size: int, last: bytes, start: int, *, torn: bool) -> None:
        real(self, size, b"" if not torn else last, start, torn=torn)

    patch.setattr(Writer, "take_up", take_up)


def no_look_at_other_writers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Writer, "condition", lambda self, is_ours: "ours")


def erased_in_the_file_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(backups.Keeper, "remove_all", lambda self: None)


FAULTS: list[tuple[Plant, Check]] = [
    (no_flush, power_cuts_find_it),
    (no_folder_flush, power_cuts_find_it),
    (no_flush_at_opening, kill_then_power_cut_finds_it),
    (no_folder_flush_at_opening, kill_then_power_cut_finds_it),
    (acknowledged_before_the_flush, power_cuts_find_it),
    (no_hash_check, a_flipped_bit_finds_it),
    (trailing_comma, power_cuts_find_it),
    (renamed_before_the_flush, power_cuts_find_it),
    (retried_after_a_failed_flush, failed_flush_then_power_cut_finds_it),
    (last_line_not_written_again, failed_flush_then_opening_finds_it),
    (old_end_not_put_back, a_reader_after_a_full_disk_finds_it),
    (torn_end_not_cut, power_cuts_find_it),
    (no_look_at_other_writers, another_writer_finds_it),
    (erased_in_the_file_only, power_cuts_find_it),
]


@pytest.mark.parametrize(("plant", "check"), FAULTS, ids=[plant.__name__ for plant, _ in FAULTS])
def test_a_planted_fault_is_found(plant: Plant, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)

    assert check()


@pytest.mark.parametrize(
    "check",
    [
        failed_flush_then_power_cut_finds_it,
        failed_flush_then_opening_finds_it,
        a_flipped_bit_finds_it,
        a_reader_after_a_full_disk_finds_it,
        another_writer_finds_it,
    ],
)
def test_without_a_planted_fault_nothing_is_found(check: Check) -> None:
    """The other two checks are tests of their own, in test_power_cuts."""
    assert not check()


def test_the_judge_misses_no_lost_document() -> None:
    disk, ledger = SimulatedDisk(), Ledger()
    fixed_work(disk, ledger)
    ledger.saved.append({"never": "written"})

    with pytest.raises(AssertionError):
        judge(disk.files(), ledger)


def test_the_simulated_disk_keeps_nothing_that_was_not_flushed() -> None:
    disk = SimulatedDisk()
    disk.close(disk.create(PATH))

    assert {} in list(disk.after_power_cut(Random(0), every_byte=False))
