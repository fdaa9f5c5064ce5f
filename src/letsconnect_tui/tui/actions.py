"""The one table of keys: bindings, footer, help, palette and the documentation are all made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letsconnect_tui.tui.snapshot import Snapshot

BEFORE, LIVE, ENDED = "before", "live", "after"
"""The places of a session: before the start, running or paused, and after the end."""


def _always(snapshot: Snapshot) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key does.

    Its label of at most 12 characters is the word ``tui-key-<id>``, its sentence ``tui-does-<id>``.
    """

    id: str
    key: str
    word: str | None
    """The typed command with the same effect, a name of ``commands.table``; None: only a look."""
    places: tuple[str, ...] = (LIVE,)
    says: str | None = None
    """The typed line it gives at once."""
    asks: bool = False
    """Whether it asks for the rest of the line first."""
    panel: bool = False
    """Whether it opens the panel of the same id under the clock."""
    when: Callable[[Snapshot], bool] = _always
    """Whether it makes sense now; footer and palette offer it only then."""
    in_palette: bool = True


def _live(snapshot: Snapshot) -> bool:
    return snapshot.state.phase == "live"


def _paused(snapshot: Snapshot) -> bool:
    return snapshot.state.phase == "paused"


def _more_to_come(snapshot: Snapshot) -> bool:
    return snapshot.state.phase == "live" and bool(snapshot.state.to_come)


def _not_first(snapshot: Snapshot) -> bool:
    return snapshot.state.phase == "live" and snapshot.moment.number > 1


def _recording(snapshot: Snapshot) -> bool:
    return snapshot.state.recording


def _not_recording(snapshot: Snapshot) -> bool:
    return not snapshot.state.recording


def _has_chat(snapshot: Snapshot) -> bool:
    return snapshot.next_chat is not None


def _can_undo(snapshot: Snapshot) -> bool:
    return snapshot.undoes is not None


def _can_redo(snapshot: Snapshot) -> bool:
    return snapshot.can_redo


def _asked(snapshot: Snapshot) -> bool:
    return any(one.says for one in snapshot.alerts)


def _with_options(snapshot: Snapshot) -> bool:
    return any(one.opens for one in snapshot.alerts)


def _several_alerts(snapshot: Snapshot) -> bool:
    return len(snapshot.alerts) > 1


def _has_survey(snapshot: Snapshot) -> bool:
    return bool(snapshot.state.plan.session.links.survey)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("start", "s", "start", (BEFORE,), says="start"),
    Action("next", "n", "next", says="next", when=_more_to_come),
    Action("back", "b", "back", says="back", when=_not_first),
    Action("pause", "p", "pause", says="pause", when=_live),
    Action("resume", "p", "resume", says="resume", when=_paused),
    Action("plus-1", "+", "add", says="add 1m"),
    Action("minus-1", "-", "add", says="add -1m"),
    Action("plus-5", "]", "add", says="add 5m"),
    Action("minus-5", "[", "add", says="add -5m"),
    Action("skip", "k", "skip", says="skip", when=_more_to_come),
    Action("drop", "d", "drop", asks=True, when=_more_to_come),
    Action("started", "s", "started", asks=True, when=_live),
    Action("people", "w", "here", (BEFORE, LIVE, ENDED), panel=True),
    Action("paste", "v", "paste", (BEFORE, LIVE, ENDED), panel=True),
    Action("headcount", "#", "headcount", (BEFORE, LIVE), asks=True),
    Action("ready", "r", "ready", (BEFORE,), panel=True),
    Action("handoff", "h", "handoff", panel=True),
    Action("rooms", "r", "rooms", panel=True),
    Action("times", "t", "rebalance", panel=True),
    Action("copy", "c", "copy", (BEFORE, LIVE), says="copy", when=_has_chat),
    Action("copy-other", "C", "copy", (BEFORE, LIVE), panel=True),
    Action("notes", "N", None, (BEFORE, LIVE), panel=True),
    Action("record", "x", "recording", says="recording on", when=_not_recording),
    Action("record-off", "x", "recording", says="recording off", when=_recording),
    Action("note", "m", "note", asks=True),
    Action("question", "q", "ask", asks=True),
    Action("action", "a", "todo", asks=True),
    Action("yes", "y", "here", (BEFORE, LIVE), when=_asked),
    Action("options", "o", "backup", (BEFORE, LIVE), when=_with_options),
    Action("turn", ";", None, (BEFORE, LIVE), when=_several_alerts),
    Action("undo", "u", "undo", (BEFORE, LIVE, ENDED), says="undo", when=_can_undo),
    Action("history", "U", "history", (BEFORE, LIVE, ENDED), panel=True),
    Action("redo", "R", "redo", (BEFORE, LIVE, ENDED), says="redo", when=_can_redo),
    Action("timeline-live", "T", "timeline"),
    Action("export", "x", None, (ENDED,), panel=True),
    Action("timeline", "t", "timeline", (ENDED,), panel=True),
    Action("report", "e", None, (ENDED,), panel=True),
    Action("feedback", "f", "copy", (ENDED,), says="copy feedback", when=_has_survey),
    Action("close", "q", "quit", (ENDED,)),
    Action("hide", "H", None, (BEFORE, LIVE, ENDED)),
    Action("big-clock", "Z", None, (BEFORE, LIVE)),
    Action("lock", "ctrl+l", None, (BEFORE, LIVE, ENDED)),
    Action("end", "E", "end", panel=True),
    Action("palette", "ctrl+p", None, (BEFORE, LIVE, ENDED), panel=True, in_palette=False),
    Action("theme", "ctrl+t", None, (BEFORE, LIVE, ENDED)),
    Action("quit", "ctrl+q", "quit", (BEFORE, LIVE, ENDED)),
    Action("help", "?", "help", (BEFORE, LIVE, ENDED), in_palette=False),
)
# fmt: on

FOOTER: dict[str, tuple[str, ...]] = {
    BEFORE: ("start", "ready", "people", "paste"),
    LIVE: ("next", "plus-1", "pause", "resume", "people", "copy"),
    ENDED: ("people", "export", "timeline", "report", "feedback", "close"),
}
"""The keys of this moment, most needed first; ``? more`` always stands last."""


WATCHED = ("people", "timeline-live", "timeline", "big-clock", "quit", "close")
"""The keys of a window that only looks."""

ONLY_LOOKS = frozenset(
    {*WATCHED, "turn", "hide", "lock", "palette", "theme", "help", "history", "ready", "handoff", "rooms"}
    | {"times", "copy-other", "export", "report"}
)
"""What changes nothing by itself, and is all that such a window does."""


def action(action_id: str) -> Action:
    """The action with that id; KeyError if there is none."""
    for one in ACTIONS:
        if one.id == action_id:
            return one
    raise KeyError(action_id)


def actions_of(place: str) -> tuple[Action, ...]:
    """What can be pressed in a place, in the order of the table."""
    return tuple(one for one in ACTIONS if place in one.places)


def action_for(key: str, snapshot: Snapshot) -> Action | None:
    """What a key does now: of several with one key the one that makes sense, else the first."""
    bound = [one for one in actions_of(snapshot.place) if one.key == key]
    return next((one for one in bound if one.when(snapshot)), bound[0] if bound else None)
