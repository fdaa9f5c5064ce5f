"""The power goes at every call: nothing acknowledged is lost, whatever the disk had written by then."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from tests.crash.judge import Ledger, PowerCuts, fixed_work, judge, open_file, random_work
from tests.crash.simulated_disk import Files, Killed, SimulatedDisk


def cut_during(work: int | None, *, every_byte: bool = False, until_first: bool = False) -> PowerCuts:
    """Random work by number; None is the fixed work."""
    disk, ledger = SimulatedDisk(), Ledger()
    cuts = PowerCuts(disk, ledger, seed=work or 0, every_byte=every_byte)
    cuts.until_first = until_first
    if work is None:
        fixed_work(disk, ledger)
    else:
        random_work(disk, ledger, work)
    return cuts


def test_every_power_cut_keeps_what_was_acknowledged() -> None:
    cuts = cut_during(None)

    assert cuts.broken == []
    assert cuts.states > 1000


@pytest.mark.full
def test_every_power_cut_at_every_byte_keeps_what_was_acknowledged() -> None:
    cuts = cut_during(None, every_byte=True)

    assert cuts.broken == []
    assert cuts.states > 5000


@pytest.mark.parametrize("work", range(2))
def test_power_cuts_in_random_work_keep_what_was_acknowledged(work: int) -> None:
    assert cut_during(work).broken == []


@pytest.mark.full
@pytest.mark.parametrize("work", range(100, 200))
def test_power_cuts_in_much_random_work_keep_what_was_acknowledged(work: int) -> None:
    assert cut_during(work).broken == []


def killed_then_cut(work: int, call: int) -> list[str]:
    """kill -9 at a call, a new start, one acknowledged document, then the power goes."""
    disk, ledger = SimulatedDisk(), Ledger()
    disk.fail_at, disk.failure = call, "kill"
    with suppress(Killed):
        random_work(disk, ledger, work)
    disk.fail_at = None
    file = open_file(disk)
    found = list(file.documents())
    assert ledger.allows(found)
    ledger.saved, ledger.maybe = found, None  # what was shown once counts as acknowledged
    cuts = PowerCuts(disk, ledger, seed=call)
    cuts.look("opened")
    ledger.append(file, {"kind": "later"})
    return cuts.broken


def calls_of(work: int) -> int:
    disk = SimulatedDisk()
    random_work(disk, Ledger(), work)
    return disk.calls


@pytest.mark.parametrize("work", range(3))
def test_a_kill_at_every_call_and_then_a_power_cut_keep_what_was_acknowledged(work: int) -> None:
    broken = [found for call in range(1, calls_of(work) + 1) for found in killed_then_cut(work, call)]

    assert broken == []


@pytest.mark.full
@pytest.mark.parametrize("work", range(3, 60))
def test_many_kills_and_then_a_power_cut_keep_what_was_acknowledged(work: int) -> None:
    broken = [found for call in range(1, calls_of(work) + 1) for found in killed_then_cut(work, call)]

    assert broken == []


def cut_again_during_recovery(work: int, share: float) -> tuple[int, list[str]]:
    """The power goes, the next start repairs, the power goes at every step of the repair."""
    random = Random(work)
    left: list[tuple[Files, Ledger]] = []
    disk, ledger = SimulatedDisk(), Ledger()

    def remember(_call: str) -> None:
        for files in disk.after_power_cut(random, every_byte=False):
            if random.random() < share:
                then = Ledger()
                then.saved, then.maybe = list(ledger.saved), ledger.maybe
                left.append((files, then))

    disk.after_call = remember
    random_work(disk, ledger, work)
    states, broken = 0, []
    for files, then in left:
        again = SimulatedDisk(files)
        cuts = PowerCuts(again, then)
        open_file(again).close()
        judge(again.files(), then)
        states += cuts.states
        broken += cuts.broken
    return states, broken


def test_a_power_cut_during_recovery_keeps_what_was_acknowledged() -> None:
    states, broken = cut_again_during_recovery(3, share=0.02)

    assert broken == []
    assert states > 100


@pytest.mark.full
@pytest.mark.parametrize("work", range(4, 12))
def test_many_power_cuts_during_recovery_keep_what_was_acknowledged(work: int) -> None:
    assert cut_again_during_recovery(work, share=0.3)[1] == []
