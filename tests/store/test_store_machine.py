"""Any changes, accidents and openings in any order, against a plain list."""

from __future__ import annotations

import errno
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from letsconnect_tui.errors import NotSaved, StoreError
from letsconnect_tui.store.event_file import EventFile
from letsconnect_tui.store.layout import RESERVED
from tests.crash.judge import PATH, Documents, open_file
from tests.crash.simulated_disk import Failure, Killed, SimulatedDisk

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
documents = st.dictionaries(st.text(max_size=6).filter(lambda name: name not in RESERVED), values, max_size=4)
failures: st.SearchStrategy[Failure] = st.sampled_from(
    [errno.ENOSPC, errno.EIO, "short", "partial", "kill", "kill"]
)


class Store(RuleBasedStateMachine):
    """`known` is the list that the file must equal; after an accident it may also be `wanted`."""

    @initialize()
    def start(self) -> None:
        self.disk = SimulatedDisk()
        self.known: Documents = []
        self.open()
        self.looker = EventFile.open(PATH, fs=self.disk, read_only=True)

    def open(self) -> None:
        try:
            self.file = open_file(self.disk)
        except (StoreError, Killed):
            self.disk.fail_at = None
            self.file = open_file(self.disk)

    def look_after(self, wanted: Documents) -> None:
        """The outcome of an accident is unknown: both are right, what is found then counts."""
        self.disk.fail_at = None
        self.open()
        found = list(self.file.documents())
        assert found in (self.known, wanted)
        self.known = found

    def change(self, wanted: Documents, work: Any) -> None:
        try:
            work()
        except Killed:
            self.look_after(wanted)
        except NotSaved:
            pass  # nothing changed, and the next change may work
        else:
            self.known = wanted

    @rule(document=documents)
    def append(self, document: dict[str, Any]) -> None:
        self.change([*self.known, document], lambda: self.file.append(document))

    @rule(erase=st.booleans())
    def rewrite(self, erase: bool) -> None:
        self.change(self.known, lambda: self.file.rewrite(erase=erase))

    @rule(wanted=st.lists(documents, max_size=3), erase=st.booleans())
    def replace(self, wanted: Documents, erase: bool) -> None:
        self.change(wanted, lambda: self.file.rewrite(wanted, erase=erase))

    @rule()
    def reopen(self) -> None:
        self.file.close()
        self.open()

    @rule(seed=st.integers(0, 2**32))
    def power_cut(self, seed: int) -> None:
        random = Random(seed)
        self.disk = SimulatedDisk(random.choice(list(self.disk.after_power_cut(random, every_byte=False))))
        self.open()
        self.looker = EventFile.open(PATH, fs=self.disk, read_only=True)

    @rule(calls=st.integers(1, 6), failure=failures)
    def fail_soon(self, calls: int, failure: Failure) -> None:
        self.disk.fail_at, self.disk.failure = self.disk.calls + calls, failure

    @rule()
    def look_over_the_shoulder(self) -> None:
        before, generation = list(self.looker.documents()), self.looker.generation
        new = self.looker.poll()
        assert list(self.looker.documents()) == self.known
        if self.looker.generation == generation:
            assert before + new == self.known

    @invariant()
    def the_file_is_what_was_acknowledged(self) -> None:
        if hasattr(self, "file"):
            assert list(self.file.documents()) == self.known

    def teardown(self) -> None:
        if hasattr(self, "file"):
            self.look_after(self.known)


def run(examples: int, steps: int) -> None:
    checks = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Store, settings=checks)


def test_any_order_of_changes_and_accidents_keeps_what_was_acknowledged() -> None:
    run(40, 20)


@pytest.mark.full
def test_any_long_order_of_changes_and_accidents_keeps_what_was_acknowledged() -> None:
    run(3000, 50)
