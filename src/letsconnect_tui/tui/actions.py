"""The one table of live keys: bindings, footer, help and palette are made from it."""

from __future__ import annotations

from collections.abc import Callable, Set

import msgspec

from letsconnect_tui.app.requests import CopyText, Request
from letsconnect_tui.i18n import keys_of
from letsconnect_tui.session import commands as c
from letsconnect_tui.tui.snapshot import BEFORE, ENDED, LIVE, Snapshot


def _always(snapshot: Snapshot) -> bool:
    return True


class Action(msgspec.Struct, frozen=True):
    """One thing a key does.

    Its label of at most 12 characters is the word ``tui-key-<id>``, its sentence ``tui-does-<id>``.
    """

    id: str
    """Public and stable: the id of its binding, by which the settings give it another key."""
    default_keys: str
    """The keys, as Textual separates them: by commas."""
    word: str | None
    """The typed command with the same effect, a name of ``commands.table``; None: it only shows something."""
    modes: tuple[str, ...] = (LIVE,)
    says: str | None = None
    """The typed line with exactly its effect, where it asks for nothing more; see ``REQUESTS``."""
    prompts: bool = False
    """Whether it asks for the rest of the line first."""
    opens_panel: bool = False
    """Whether it opens the panel of the same id under the clock."""
    is_available: Callable[[Snapshot], bool] = _always
    """Whether it makes sense now; footer and palette offer it only then."""
    in_palette: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys, as the settings have them."""
        return keys_of(self.id, self.default_keys)

    @property
    def key(self) -> str:
        """The key that screens name."""
        return self.keys[0]

    def key_where(self, *, writes: bool) -> str:
        """The key that screens name; where letters are written, one that is no letter if there is one."""
        return next((key for key in self.keys if len(key) > 1), self.key) if writes else self.key


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
    return snapshot.redo_number is not None


def _asks_for_yes(snapshot: Snapshot) -> bool:
    return any(one.says for one in snapshot.alerts)


OWN_KEY = ("times", "started", "team")
"""What an alert opens under its own key; the rest is opened by the key for options."""


def with_options(snapshot: Snapshot) -> str | None:
    """What the key for options opens: the panel of the first alert that has one behind that key."""
    return next((one.opens for one in snapshot.alerts if one.opens and one.opens not in OWN_KEY), None)


def _with_options(snapshot: Snapshot) -> bool:
    from letsconnect_tui.app.recovery_options import running_share  # not needed for the first paint

    return with_options(snapshot) is not None or running_share(snapshot.state) is not None


def _several_alerts(snapshot: Snapshot) -> bool:
    return len(snapshot.alerts) > 1


def _has_survey(snapshot: Snapshot) -> bool:
    return bool(snapshot.state.plan.session.links.survey)


def _is_shared(snapshot: Snapshot) -> bool:
    return snapshot.team is not None


def _may_take_clock(snapshot: Snapshot) -> bool:
    return snapshot.team is not None and snapshot.team.may_take_clock


def _take_clock(snapshot: Snapshot) -> Request:
    from letsconnect_tui.session.team_commands import TakeClock  # only for what several machines share

    machine = "" if snapshot.team is None else snapshot.team.machine
    return TakeClock(machine, snapshot.state.clock_holder)


def _add_minutes(minutes: int) -> Callable[[Snapshot], Request]:
    return lambda now: c.AddTime(minutes * 60_000, now.state.current)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("start", "s", "start", (BEFORE,), says="start"),
    Action("next", "n", "next", says="next", is_available=_more_to_come),
    Action("back", "b", "back", says="back", is_available=_not_first),
    Action("pause", "p", "pause", says="pause", is_available=_live),
    Action("resume", "p", "resume", says="resume", is_available=_paused),
    Action("plus-1", "+", "add", says="add 1m"),
    Action("minus-1", "-", "add", says="add -1m"),
    Action("plus-5", "]", "add", says="add 5m"),
    Action("minus-5", "[", "add", says="add -5m"),
    Action("skip", "k", "skip", says="skip", is_available=_more_to_come),
    Action("drop", "d", "drop", prompts=True, is_available=_more_to_come),
    Action("started", "s", "started", prompts=True, is_available=_live),
    Action("people", "w", "here", (BEFORE, LIVE, ENDED), opens_panel=True),
    Action("paste", "v", "paste", (BEFORE, LIVE, ENDED), opens_panel=True),
    Action("import", "i", "import", (ENDED,), opens_panel=True),
    Action("headcount", "#", "headcount", (BEFORE, LIVE), prompts=True),
    Action("readiness", "r", "ready", (BEFORE,), opens_panel=True),
    Action("handoff", "h", "handoff", opens_panel=True),
    Action("rooms", "r", "rooms", opens_panel=True),
    Action("times", "t", "rebalance", opens_panel=True),
    Action("copy", "c", "copy", (BEFORE, LIVE), says="copy", is_available=_has_chat),
    Action("copy-texts", "C", "copy", (BEFORE, LIVE), opens_panel=True),
    Action("notes", "N", "notes", (BEFORE, LIVE, ENDED), opens_panel=True),
    Action("recording-on", "x", "recording", says="recording on", is_available=_not_recording),
    Action("recording-off", "x", "recording", says="recording off", is_available=_recording),
    Action("note", "m", "note", prompts=True),
    Action("question", "q", "ask", prompts=True),
    Action("action", "a", "todo", prompts=True),
    Action("answer-yes", "y,ctrl+y", "here", (BEFORE, LIVE), is_available=_asks_for_yes),
    Action("options", "o,f2", "backup", (BEFORE, LIVE), is_available=_with_options),
    Action("next-alert", ";", None, (BEFORE, LIVE), is_available=_several_alerts),
    Action("undo", "u,ctrl+z", "undo", (BEFORE, LIVE, ENDED), says="undo", is_available=_can_undo),
    Action("history", "U", "history", (BEFORE, LIVE, ENDED), opens_panel=True),
    Action("redo", "R", "redo", (BEFORE, LIVE, ENDED), says="redo", is_available=_can_redo),
    Action("timeline-live", "T", "timeline"),
    Action("take-clock", "O", "take-clock", (BEFORE, LIVE), says="take-clock", is_available=_may_take_clock),
    Action("team", "J", "team", (BEFORE, LIVE, ENDED), opens_panel=True, is_available=_is_shared),
    Action("export", "x", None, (ENDED,), opens_panel=True),
    Action("timeline", "t", "timeline", (ENDED,), opens_panel=True),
    Action("report", "e", None, (ENDED,), opens_panel=True),
    Action("feedback", "f", "copy", (ENDED,), says="copy feedback", is_available=_has_survey),
    Action("close", "q", "quit", (ENDED,)),
    Action("hide-names", "H", None, (BEFORE, LIVE, ENDED)),
    Action("big-clock", "Z", None, (BEFORE, LIVE)),
    Action("lock-keys", "ctrl+l", None, (BEFORE, LIVE, ENDED)),
    Action("end", "E", "end", opens_panel=True),
    Action("palette", "ctrl+p", None, (BEFORE, LIVE, ENDED), opens_panel=True, in_palette=False),
    Action("theme", "ctrl+t", None, (BEFORE, LIVE, ENDED)),
    Action("quit", "ctrl+q,ctrl+c", "quit", (BEFORE, LIVE, ENDED)),
    Action("help", "?,f1", "help", (BEFORE, LIVE, ENDED), in_palette=False),
)
# fmt: on

REQUESTS: dict[str, Callable[[Snapshot], Request]] = {
    "start": lambda now: c.Start(),
    "next": lambda now: c.Next(now.state.current),
    "back": lambda now: c.Back(now.state.current),
    "pause": lambda now: c.Pause(now.state.current),
    "resume": lambda now: c.Resume(now.state.current),
    "plus-1": _add_minutes(1),
    "minus-1": _add_minutes(-1),
    "plus-5": _add_minutes(5),
    "minus-5": _add_minutes(-5),
    "skip": lambda now: c.Skip(now.state.current),
    "copy": lambda now: CopyText(),
    "recording-on": lambda now: c.SayRecording(True),
    "recording-off": lambda now: c.SayRecording(False),
    "undo": lambda now: c.Undo(now.undo_number),
    "redo": lambda now: c.Redo(now.redo_number),
    "feedback": lambda now: CopyText("feedback"),
    "take-clock": _take_clock,
}
"""What an action asks of the session at once, by its id: the meaning of its typed line now."""

FOOTER: dict[str, tuple[str, ...]] = {
    BEFORE: (
        *("start", "team", "readiness", "people", "paste", "headcount", "copy", "notes", "hide-names"),
        "history",
    ),
    LIVE: (
        *("next", "take-clock", "plus-1 minus-1", "pause", "resume", "people", "handoff", "times", "copy"),
        *("team", "plus-5 minus-5", "rooms", "question", "note", "headcount", "back", "drop", "hide-names"),
        *("recording-on", "recording-off", "started", "notes", "history", "big-clock", "palette"),
    ),
    ENDED: (
        "people",
        "import",
        "export",
        "timeline",
        "report",
        "feedback",
        "close",
        "notes",
        "history",
        "hide-names",
    ),
}
"""The keys of this moment, most needed first, as many as fit; ``? more`` always stands last.

Two ids with a blank between them are a pair of keys with one label, as ``+ - 1 min``.
"""


ONLOOKER_KEYS = ("people", "team", "timeline-live", "timeline", "big-clock", "quit", "close")
"""The keys named in the footer of a window that only looks on."""

ONLOOKER_ACTIONS = frozenset(
    {
        *(*ONLOOKER_KEYS, "next-alert", "hide-names", "lock-keys", "palette", "theme", "help", "history"),
        *("readiness", "handoff", "rooms", "times", "copy-texts", "export", "report"),
    }
)
"""What changes nothing by itself, and is all that such a window does."""


SHARED_ONLY = frozenset({"team", "take-clock"})
"""What is told of only in a session that several machines share."""


def is_offered(one: Action, snapshot: Snapshot) -> bool:
    """Whether footer and palette offer an action: it makes sense now, and this window may."""
    if snapshot.read_only and one.id not in ONLOOKER_ACTIONS:
        return False
    return one.is_available(snapshot) and (snapshot.team is None or snapshot.team.may(one.id))


def action_by_id(action_id: str) -> Action:
    """The action with that id; KeyError if there is none."""
    for one in ACTIONS:
        if one.id == action_id:
            return one
    raise KeyError(action_id)


def actions_in(mode: str) -> tuple[Action, ...]:
    """What can be pressed in a mode, in the order of the table."""
    return tuple(one for one in ACTIONS if mode in one.modes)


def actions_now(snapshot: Snapshot) -> tuple[Action, ...]:
    """What can be pressed in the mode of this moment; of several with one key the one that acts now."""
    shared = snapshot.team is not None
    return tuple(
        one
        for one in actions_in(snapshot.mode)
        if action_for(frozenset(one.keys), snapshot) is one and (shared or one.id not in SHARED_ONLY)
    )


def action_for(keys: Set[str], snapshot: Snapshot) -> Action | None:
    """What a key does now: of several with one key the one that makes sense, else the first."""
    bound = [one for one in actions_in(snapshot.mode) if not keys.isdisjoint(one.keys)]
    return next((one for one in bound if one.is_available(snapshot)), bound[0] if bound else None)
