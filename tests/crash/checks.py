"""Each check does its work and is True when it finds something wrong."""

from __future__ import annotations

import errno
import json
from contextlib import suppress

from letsconnect_tui.errors import NotSaved, StoreError
from tests.crash.judge import PATH, Ledger, PowerCuts, fixed_work, open_file
from tests.crash.simulated_disk import SimulatedDisk
from tests.crash.test_power_cuts import cut_during, killed_then_cut


def power_cuts_find_it() -> bool:
    try:
        return bool(cut_during(None, until_first=True).broken)
    except Exception:  # a fault so bad that the work itself fails
        return True


def kill_then_power_cut_finds_it() -> bool:
    return any(_killed_then_cut_breaks(work, call) for work in range(4) for call in range(1, 40))


def _killed_then_cut_breaks(work: int, call: int) -> bool:
    try:
        return bool(killed_then_cut(work, call))
    except AssertionError:
        return True


def failed_flush_then_power_cut_finds_it() -> bool:
    """A flush fails, the window goes on as far as it may, then the power goes."""
    for call in range(1, 60):
        disk, ledger = SimulatedDisk(), Ledger()
        disk.fail_at, disk.failure = call, errno.EIO
        with suppress(StoreError):
            fixed_work(disk, ledger)
        cuts = PowerCuts(disk, ledger)
        cuts.until_first = True
        cuts.look("end")
        if cuts.broken:
            return True
    return False


def failed_flush_then_opening_finds_it() -> bool:
    """The disk fails for good at a flush; what the file shows when opened later must survive a power cut."""
    disk, ledger = SimulatedDisk(), Ledger()
    file = open_file(disk)
    ledger.append(file, {"n": 1})
    disk.fail_at, disk.failure, disk.fails_on = disk.calls + 2, errno.EIO, True
    with suppress(NotSaved):
        ledger.append(file, {"n": 2})
    file.close()
    disk.fail_at = None
    ledger.saved, ledger.maybe = list(open_file(disk).documents()), None
    cuts = PowerCuts(disk, ledger)
    cuts.look("opened")
    return bool(cuts.broken)


def a_flipped_bit_finds_it() -> bool:
    """Every flipped bit gives the same documents, or a notice, or a refusal."""
    disk = SimulatedDisk()
    file = open_file(disk)
    for number in range(4):
        file.append({"n": number, "text": "abc"})
    file.close()
    raw, wanted = disk.read(PATH), list(file.documents())
    for place in range(len(raw)):
        flipped = raw[:place] + bytes([raw[place] ^ 2]) + raw[place + 1 :]
        try:
            again = open_file(SimulatedDisk({str(PATH): flipped}))
        except StoreError:
            continue
        except Exception:  # the user would see a traceback
            return True
        if list(again.documents()) != wanted and not again.notices:
            return True
    return False


def a_reader_after_a_full_disk_finds_it() -> bool:
    disk = SimulatedDisk()
    file = open_file(disk)
    disk.fail_at, disk.failure = disk.calls + 1, "partial"
    with suppress(NotSaved):
        file.append({"n": 1, "text": "x" * 100})
    try:
        json.loads(disk.read(PATH))
    except ValueError:
        return True
    return False


def another_writer_finds_it() -> bool:
    disk = SimulatedDisk()
    file = open_file(disk)
    file.append({"n": 1})
    inode = disk.inodes[disk.names_now[str(PATH)]]
    inode.memory = inode.disk = b'{"events": {"1": {"n": 1}, "2": {"n": 2}}}'
    file.append({"n": 3})
    return file.moved is None or inode.disk != b'{"events": {"1": {"n": 1}, "2": {"n": 2}}}'
