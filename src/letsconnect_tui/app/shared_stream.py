"""What a facilitator does to the stream of a shared session as a whole: rewrite it, or end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.errors import CommandRefused
from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.events import MachineJoined
from letsconnect_tui.together.engine import EngineRefused, StaleExpectation, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from letsconnect_tui.app.shared_recorder import SharedRecorder
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.record import Record
    from letsconnect_tui.together.link import Link
    from letsconnect_tui.together.shared_log import SharedLog

ATTEMPTS = 20
ARRIVES_S = 10.0
"""How long the rewritten log may take to come back to this machine."""


def rewrite_shared_log(recorder: SharedRecorder, rewrite: Callable[[SessionLog], Sequence[Record]]) -> None:
    """Put another log in the place of a session's on every machine, as when somebody is forgotten.

    Args:
        recorder: A facilitator's.
        rewrite: Makes the records, with the same numbers; called again where others act meanwhile.

    Raises:
        CommandRefused: The engine cannot be reached, or something waits; then nothing changed.
    """
    link = _link(recorder)
    for _ in range(ATTEMPTS):
        log, after = recorder.in_order()
        if recorder.waiting:
            break
        try:
            link.publish_whole_log(f"{recorder.machine}-retold-{after}", rewrite(log), after)
        except StaleExpectation:
            continue
        except (Unreachable, EngineRefused):
            break
        if recorder.wait(_is_behind(after), ARRIVES_S):
            return
    raise CommandRefused(message("refused-retell"))


def end_stream(recorder: SharedRecorder, *, codes_replaced: bool = False) -> None:
    """Take a session from the engine, and tell everybody; CommandRefused where that cannot be."""
    link = _link(recorder)
    try:
        link.end_stream(f"{recorder.machine}-end-{recorder.last_seq}", codes_replaced=codes_replaced)
    except (Unreachable, EngineRefused) as error:
        raise CommandRefused(error.message) from None


def machines_behind(recorder: SharedRecorder) -> list[str]:
    """The other machines of the session that have not said that they have all of it.

    Whoever took part before codes were replaced or a handover file was shared cannot come back as the same
    machine, and is waited for only where it was heard under these codes.
    """
    link = _link(recorder)
    before, last = _joined_before(recorder.in_order()[0].records), recorder.last_seq
    others = {
        machine: link.reached(machine) for machine in recorder.state.team if machine != recorder.machine
    }
    return [
        machine
        for machine, seq in others.items()
        if (seq is None and machine not in before) or (seq is not None and seq < last)
    ]


def _joined_before(records: Sequence[Record]) -> set[str]:
    """The machines that joined before the stream began; none where it was rewritten since."""
    begins = next((place for place, record in enumerate(records) if record.seq), None)
    if begins is None or records[begins].seq > 1:
        return set()
    events = (event for record in records[: begins + 1] for event in record.events)
    return {event.machine for event in events if isinstance(event, MachineJoined)}


def _is_behind(seq: int) -> Callable[[SharedLog], bool]:
    """Whether more than that has arrived."""
    return lambda shared: shared.order.last_seq > seq


def _link(recorder: SharedRecorder) -> Link:
    if recorder.link is None or not recorder.is_connected:
        raise CommandRefused(message("refused-retell"))
    return recorder.link
