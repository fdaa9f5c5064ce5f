"""Every call to the system fails once, in every way."""

from __future__ import annotations

import errno
import json
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from letsconnect_tui.errors import NotSaved, StoreError
from letsconnect_tui.store.event_file import EventFile
from tests.crash.judge import PATH, Ledger, judge, open_file, random_work
from tests.crash.simulated_disk import FAILURES, Failure, SimulatedDisk

if TYPE_CHECKING:
    from pathlib import Path


def broken_by(work: int, call: int, failure: Failure) -> str | None:
    """What went wrong besides the error itself: nothing acknowledged may be missing after a new start."""
    disk, ledger = SimulatedDisk(), Ledger()
    disk.fail_at, disk.failure = call, failure
    try:
        random_work(disk, ledger, work)
    except StoreError:
        pass
    except Exception as error:  # anything but a StoreError would reach the user as a traceback
        return f"{call} {failure}: {type(error).__name__} {error}"
    disk.fail_at = None
    try:
        judge(disk.files(), ledger)
    except Exception as error:  # as above, at the next start
        return f"{call} {failure}: {type(error).__name__} {error}"
    return None


def all_broken(work: int) -> list[str]:
    disk = SimulatedDisk()
    random_work(disk, Ledger(), work)
    found = (broken_by(work, call, way) for call in range(1, disk.calls + 1) for way in FAILURES)
    return [broken for broken in found if broken is not None]


@pytest.mark.parametrize("work", range(6))
def test_no_failing_call_loses_what_was_acknowledged(work: int) -> None:
    assert all_broken(work) == []


@pytest.mark.full
@pytest.mark.parametrize("work", range(6, 60))
def test_no_failing_call_in_much_work_loses_what_was_acknowledged(work: int) -> None:
    assert all_broken(work) == []


def with_failure(disk: SimulatedDisk, file: EventFile, failure: Failure, call: int = 1) -> NotSaved | None:
    disk.fail_at, disk.failure = disk.calls + call, failure
    try:
        file.append({"n": "x" * 50})
    except NotSaved as error:
        return error
    finally:
        disk.fail_at = None
    return None


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EIO, "partial"])
def test_after_a_failed_write_the_file_is_as_before_and_the_next_append_works(failure: Failure) -> None:
    disk = SimulatedDisk()
    file = open_file(disk)
    file.append({"n": 1})
    before = disk.read(PATH)

    assert with_failure(disk, file, failure) is not None
    assert disk.read(PATH) == before
    assert list(file.documents()) == [{"n": 1}]
    assert file.append({"n": 2}) == 2


def test_a_short_write_goes_on_until_everything_is_written() -> None:
    disk = SimulatedDisk()
    file = open_file(disk)

    assert with_failure(disk, file, "short") is None
    assert len(json.loads(disk.read(PATH))["events"]) == 1


def test_after_a_failed_flush_the_action_is_gone_and_the_next_one_writes_everything_anew() -> None:
    disk = SimulatedDisk()
    file = open_file(disk)
    file.append({"n": 1})

    error = with_failure(disk, file, errno.EIO, call=2)

    assert error is not None
    assert error.message.key == "store-disk-failed"
    assert file.health().doubtful
    assert list(open_file(SimulatedDisk(disk.files())).documents()) == [{"n": 1}]
    file.append({"n": 2})
    assert not file.health().doubtful
    assert list(file.documents()) == [{"n": 1}, {"n": 2}]
    file.close()
    assert list(open_file(disk).documents()) == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", range(1, 12))
def test_what_was_refused_never_comes_back(call: int, failure: Failure) -> None:
    """What was answered with NotSaved is in the file neither then nor later."""
    disk = SimulatedDisk()
    file = open_file(disk)
    file.append({"n": 1})
    saved = [{"n": 1}]
    disk.fail_at, disk.failure = disk.calls + call, failure
    for number in range(2, 6):
        try:
            file.append({"n": number})
            saved.append({"n": number})
        except NotSaved:
            assert list(file.documents()) == saved
        assert list(open_file(SimulatedDisk(disk.files())).documents()) == saved
    disk.fail_at = None
    file.close()
    assert list(open_file(disk).documents()) == saved


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", range(1, 6))
@pytest.mark.parametrize("dead_for", range(1, 12))
def test_a_disk_that_comes_back_goes_on_without_what_was_refused(
    call: int, failure: Failure, dead_for: int
) -> None:
    disk = SimulatedDisk()
    file = open_file(disk)
    disk.fail_at, disk.failure, disk.fails_on = disk.calls + call, failure, True
    saved = []
    for number in range(8):
        if disk.fail_at is not None and disk.calls >= disk.fail_at + dead_for:
            disk.fail_at = None
        with suppress(NotSaved):
            file.append({"n": number})
            saved.append({"n": number})
    disk.fail_at = None
    file.append({"n": "last"})
    file.close()
    assert list(open_file(disk).documents()) == [*saved, {"n": "last"}]


@pytest.mark.parametrize("call", range(1, 8))
def test_a_rewrite_that_fails_leaves_a_file_that_goes_on(call: int) -> None:
    """Until the new file has taken the name, the old one is whole and still open for appending."""
    disk = SimulatedDisk()
    file = open_file(disk)
    file.append({"n": 1})
    disk.fail_at, disk.failure = disk.calls + call, errno.ENOSPC
    outcome = Counter[str]()
    try:
        file.rewrite([{"n": 5}])
    except NotSaved as error:
        outcome[error.message.key] += 1
    disk.fail_at = None

    file.append({"n": 2})
    expected = [{"n": 1 if outcome else 5}, {"n": 2}]
    assert list(file.documents()) == expected
    file.close()
    assert list(open_file(disk).documents()) == expected


def test_a_real_disk_that_is_full_keeps_everything_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit on file sizes")
    file = EventFile.open(tmp_path / "lc.json")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    saved = 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with suppress(NotSaved):
            while saved < 1000:
                file.append({"n": saved, "text": "x" * 100})
                saved += 1
        assert len(json.loads((tmp_path / "lc.json").read_bytes())["events"]) == saved
        assert 50 < saved < 1000
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    file.append({"n": saved})
    file.close()

    again = EventFile.open(tmp_path / "lc.json")
    assert [document["n"] for document in again.documents()] == list(range(saved + 1))
    assert again.notices == ()
    again.close()
