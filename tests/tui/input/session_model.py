"""A session reduced to what keys do to it, so that thousands of sentences can be tried on the typing guard.

Keys and their effects are those of the real tables; what a command does is only remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from letsconnect_tui.tui.actions import Action, actions_in
from letsconnect_tui.tui.input.key_meaning import DIGITS, effect_of_action, effect_of_panel_key
from letsconnect_tui.tui.input.key_press import Effect, KeyPress, Verdict
from letsconnect_tui.tui.input.opened_input import RUN_GAP_S
from letsconnect_tui.tui.input.typing_guard import TypingGuard
from letsconnect_tui.tui.panels.copy_texts import CopyTextsPanel
from letsconnect_tui.tui.panels.handoff import HandoffPanel
from letsconnect_tui.tui.panels.help import HelpPanel
from letsconnect_tui.tui.panels.readiness import ReadinessPanel
from letsconnect_tui.tui.panels.rooms import keys as rooms_keys
from letsconnect_tui.tui.panels.times import TimesPanel
from letsconnect_tui.tui.snapshot import BEFORE, ENDED, LIVE

if TYPE_CHECKING:
    from tests.tui.input.typing_corpus import Stroke

LOOK_S = 0.7
"""How long a preview stands before Enter counts."""
WITH_INPUT = ("people", "paste", "import", "end", "palette")
ENTER_COUNTS = (
    "rooms-proposal",
    "rooms-back",
    "handoff",
    "times",
    "history",
    "copy-texts",
    "help",
    "readiness",
)
PLACES = {
    "before": (BEFORE, None),
    "ready list": (BEFORE, "readiness"),
    "live": (LIVE, None),
    "live with an alert": (LIVE, None),
    "paused": (LIVE, None),
    "last item": (LIVE, None),
    "ended": (ENDED, None),
    "handoff": (LIVE, "handoff"),
    "times": (LIVE, "times"),
    "rooms proposed": (LIVE, "rooms-proposal"),
    "rooms planned": (LIVE, "rooms-planned"),
    "rooms open": (LIVE, "rooms-open"),
    "rooms back": (LIVE, "rooms-back"),
    "history": (LIVE, "history"),
    "texts to copy": (LIVE, "copy-texts"),
    "help": (LIVE, "help"),
}
"""Where keys are pressed: the part of the session, and what is open under the clock."""
COPYING = ("handoff-intro", "handoff-cue", "handoff-thanks", "rooms-copy", "rooms-send", "copy-texts-line")
"""Keys of panels that put a text on the clipboard."""
_PANELS: dict[str, type] = {
    "handoff": HandoffPanel,
    "times": TimesPanel,
    "copy-texts": CopyTextsPanel,
    "readiness": ReadinessPanel,
    "help": HelpPanel,
}
NAMES = ("amaka uzoma", "chidi okoye", "jose nahui", "ana diaz", "wangari maathai", "elena sanz", "hoa tran")


@dataclass
class RunOfKeys:
    """What a run did, and what was open before it."""

    panel: str | None
    hidden: bool
    edits: int
    commands: list[tuple[int, float]] = field(default_factory=list)
    taken_back: bool = False


class SessionModel:
    """One session in one place, and the guard before it."""

    def __init__(self, place: str) -> None:
        self.name = place
        self.part, self.panel = PLACES[place]
        self.guard = TypingGuard()
        self.at = 100.0
        self.standing = [1, 2]
        self._undone: list[int] = []
        self._latest = 2
        self.hidden = False
        self.edits = 0
        self.left = False
        self.copied: list[int] = []
        self._copies: list[RunOfKeys] = []
        self._pressed_at = 0.0
        self._acting_at = 0.0
        self.text: str | None = None
        self._shown_at = 0.0
        self._previewed = False
        self.in_hand = ""
        self._asked = ""
        self.runs = {0: RunOfKeys(self.panel, False, 0)}
        self.did: list[tuple[str, float]] = []
        """Keys that changed something, and how long after their press."""
        self.taken_back = 0
        self.offered = False

    # -- what can be seen afterwards -------------------------------------------------------------------

    @property
    def kept(self) -> tuple[object, ...]:
        """All that a sentence must not change."""
        return tuple(self.standing), self.hidden, self.edits, self.left, len(self.copied)

    @property
    def seen(self) -> tuple[object, ...]:
        """What is kept, and what is on the screen."""
        return self.kept, self.panel, self.text, self.in_hand

    @property
    def writing(self) -> bool:
        """Whether letters go into an input."""
        return self.text is not None

    # -- keys ------------------------------------------------------------------------------------------

    def type(self, strokes: Iterable[Stroke]) -> None:
        """Press keys, and wait until everything held is carried out."""
        for one in strokes:
            self.wait(one.gap)
            if not self.left:
                self.press(one.key)
        self.wait(3.0)

    def wait(self, seconds: float) -> None:
        until = self.at + seconds
        while self.guard.due_at is not None and self.guard.due_at <= until:
            self.at = self.guard.due_at
            self._release(self.guard.elapsed(self.at))
        self.at = until
        if self.at - self._pressed_at > RUN_GAP_S:
            judged = self.guard.rested()
            if judged is not None:
                self._take_back(self.runs[self.guard.run], judged.since)
        if self._copies and self.at - self._pressed_at > RUN_GAP_S:
            self.copied += [1 for run in self._copies if not run.taken_back]
            self._copies.clear()

    def press(self, key: str) -> None:
        text = self.text
        self._pressed_at = self.at
        if key == "enter":
            judged = self.guard.enter(
                self.at,
                counts=self.enter_counts(),
                in_input=text is not None,
                keeps=text is not None,
                certain=self.panel == "people" and bool(self._matches()),
            )
        elif key == "backspace":
            judged = self.guard.backspace(self.at, in_input=text is not None)
        elif len(key) > 1 and key != "space":
            judged = self.guard.other(key, self.at, moves=key in ("up", "down", "left", "right"))
        else:
            sign = " " if key == "space" else key
            judged = self.guard.press(KeyPress(sign, self.at, self.effect(sign)))
        self._release(judged.released)
        if self.guard.run not in self.runs:
            self.runs[self.guard.run] = RunOfKeys(self.panel, self.hidden, self.edits)
        self.offered = self.offered or judged.doubtful
        if judged.verdict is Verdict.TAKE_BACK:
            self._take_back(self.runs[self.guard.run], judged.since)
        elif judged.verdict is Verdict.ACT:
            self._do(" " if key == "space" else key, self.at)

    def _release(self, presses: tuple[KeyPress, ...]) -> None:
        for one in presses:
            self._do(one.key, one.at)

    def _take_back(self, run: RunOfKeys, since: float) -> None:
        self.taken_back += 1
        run.taken_back = True
        for number, pressed_at in reversed(run.commands):
            if pressed_at < since:
                continue
            if number < 0:
                self._undone = [one for one in self._undone if one != -number]
                self.standing.append(-number)
                self.standing.sort()
            elif number in self.standing:
                self.standing.remove(number)
        run.commands.clear()
        self.text, self.panel, self.hidden, self.edits = None, run.panel, run.hidden, run.edits
        self.in_hand = ""

    def enter_counts(self) -> bool:
        if self.text is not None:
            return self.panel == "people" or bool(self.text.strip())
        return self.panel in ENTER_COUNTS

    # -- what keys do ----------------------------------------------------------------------------------

    def effect(self, key: str) -> Effect:
        if self.text is not None:
            return Effect.TEXT
        mine = self.panel_keys().get(key)
        if mine is not None:
            return effect_of_panel_key(mine)
        digits = DIGITS.get(self._digits_of())
        if digits is not None and key.isdigit() and key != "0":
            return digits if self._digits_of() != "rooms" or self.in_hand else Effect.NOTHING
        action = self._action(key)
        return Effect.NOTHING if action is None else effect_of_action(action)

    def _digits_of(self) -> str:
        panel = self.panel or ""
        return panel if panel == "copy-texts" else panel.split("-")[0]

    def keys_here(self) -> list[str]:
        """Every key with a meaning here, Enter too where it counts."""
        keys = [*self.panel_keys(), *(one.key for one in actions_in(self.part) if len(one.key) == 1)]
        return [key for key in dict.fromkeys(keys) if self.effect(key) is not Effect.NOTHING]

    def panel_keys(self) -> dict[str, str]:
        """The open panel's letters, and the ids of their bindings."""
        panel = self.panel or ""
        if panel.startswith("rooms-"):
            phase: Any = panel.removeprefix("rooms-")
            now = rooms_keys.actions_now(
                phase, late=False, offers=False, can_step_back=False, has_earlier=False
            )
            listed = [one for one in rooms_keys.BINDINGS if isinstance(one, Binding)]
            bound = [one for one in listed if (one.id or "").removeprefix("rooms-") in now]
        else:
            bound = [one for one in getattr(_PANELS.get(panel), "BINDINGS", ()) if isinstance(one, Binding)]
        letters = [(" " if one.key == "space" else one.key, one.id) for one in bound]
        return {key: str(name) for key, name in letters if len(key) == 1}

    def _action(self, key: str) -> Action | None:
        cannot = {"options", "next-alert", "recording-off"}
        if self.name != "live with an alert":
            cannot.add("answer-yes")
        cannot.add("pause" if self.name == "paused" else "resume")
        if self.name in ("last item", "paused"):
            cannot |= {"next", "skip", "drop"}
        if not self.standing:
            cannot.add("undo")
        if not self._undone:
            cannot.add("redo")
        return next((one for one in actions_in(self.part) if one.key == key and one.id not in cannot), None)

    def _do(self, key: str, pressed_at: float) -> None:
        self._acting_at = pressed_at
        if key == "enter":
            self._enter()
        elif self.text is not None:
            self.text = self.text[:-1] if key == "backspace" else self.text + key if len(key) == 1 else ""
            if key == "escape":
                self.text, self.panel = None, None
        elif self.effect(key).changes and self.effect(key) is not Effect.ADJUST:
            self.did.append((key, self.at - pressed_at))
            self._change(key)
        elif key in self.panel_keys() or (key.isdigit() and self.effect(key) is Effect.ADJUST):
            self._use_panel(key)
        else:
            self._look(key)

    def _change(self, key: str) -> None:
        mine, action = self.panel_keys().get(key), self._action(key)
        run = self.runs[self.guard.run]
        if mine is None and action is not None and action.id == "undo":
            self._undone.append(self.standing.pop())
            run.commands.append((-self._undone[-1], self._acting_at))
            return
        if mine is None and action is not None and action.id == "redo":
            self.standing.append(self._undone.pop())
            run.commands.append((self.standing[-1], self._acting_at))
            return
        if mine is None and action is not None and action.id == "close":
            self.left = True
            return
        copies = mine in COPYING if mine is not None else action is not None and action.word == "copy"
        if copies:
            self._copies.append(run)
        self._command(run)
        if self.panel == "handoff" and key == "n":
            self.panel = None

    def _command(self, run: RunOfKeys) -> None:
        self._latest += 1
        self.standing.append(self._latest)
        self._undone.clear()
        run.commands.append((self._latest, self._acting_at))

    def _use_panel(self, key: str) -> None:
        mine = self.panel_keys().get(key, "")
        if mine == "rooms-find":
            self._open_input(key)
        elif mine == "help-close":
            self.panel = None
        elif mine in ("rooms-move", "rooms-swap", "rooms-copy-as"):
            self.in_hand = mine.removeprefix("rooms-")
        else:
            self.in_hand = ""
            self.edits += self.panel == "rooms-proposal"
            self._shown_at = self.at

    def _look(self, key: str) -> None:
        action = self._action(key)
        if action is None:
            return
        if action.id == "hide-names":
            self.hidden = not self.hidden
        elif action.prompts:
            self.panel = "ask"
            self._open_input(key)
        elif action.id == "help":
            self.panel = None if self.panel == "help" else "help"
            self.guard.bar_enter(self.at)
        elif action.opens_panel:
            opened = {"rooms": "rooms-proposal"}.get(action.id, action.id)
            self.panel = None if self.panel == opened else opened
            self._shown_at, self._previewed = self.at, False
            if self.panel in WITH_INPUT:
                self._open_input(key)

    def _open_input(self, key: str) -> None:
        self.text, self._asked = "", key
        self.guard.opened_input(key, self.at)

    def _matches(self) -> list[str]:
        text = (self.text or "").strip().casefold()
        if not text or " " in text:
            return []
        return [name for name in NAMES if any(part.startswith(text) for part in name.split())]

    def _is_line(self) -> bool:
        """Whether what was asked for can be made of the text: a time or a number, else anything."""
        text = (self.text or "").strip()
        return text[:1].isdigit() or text[:1] == "-" if self._asked in ("s", "d", "#") else bool(text)

    def _enter(self) -> None:
        run = self.runs.setdefault(self.guard.run, RunOfKeys(self.panel, self.hidden, self.edits))
        if self.text is not None:
            meant = bool(self._matches()) if self.panel == "people" else self._is_line()
            if meant and self.panel in ("ask", "people"):
                self._command(run)
            if self.panel == "ask":
                self.text, self.panel = None, None
            return
        settled = self.at - self._shown_at >= LOOK_S
        if not settled:
            return
        if self.panel == "history" and not self._previewed:
            self._previewed, self._shown_at = True, self.at
        elif self.panel in ENTER_COUNTS:
            self._command(run)
            if self.panel == "copy-texts":
                self._copies.append(run)
