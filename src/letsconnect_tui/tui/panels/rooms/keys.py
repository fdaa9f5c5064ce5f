"""The keys of the rooms panel in each phase of a round, most needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.binding import BindingType

    from letsconnect_tui.app.round_advice import Phase

BINDINGS: list[BindingType] = [
    Binding("enter", "accept", id="rooms-accept"),
    Binding("enter", "tick", id="rooms-tick"),
    Binding("s", "again", id="rooms-again"),
    Binding("G", "same_groups", id="rooms-same-groups"),
    Binding("o", "open", id="rooms-open"),
    Binding("m", "move", id="rooms-move"),
    Binding("l", "lock", id="rooms-lock"),
    Binding("x", "swap", id="rooms-swap"),
    Binding("c", "copy", id="rooms-copy"),
    Binding("C", "copy_as", id="rooms-copy-as"),
    Binding("f", "find", id="rooms-find"),
    Binding("y", "seat", id="rooms-seat"),
    Binding("space", "status", id="rooms-status"),
    Binding("i", "visit", id="rooms-visit"),
    Binding("e", "send", id="rooms-send"),
    Binding("+", "longer", id="rooms-longer"),
    Binding("-", "shorter", id="rooms-shorter"),
    Binding("t", "tidy", id="rooms-tidy"),
    Binding("g", "offer", id="rooms-offer"),
    Binding("z", "close_rooms", id="rooms-close-rooms"),
    Binding("escape", "step_back", id="rooms-step-back", show=False),
    Binding("left", "left", id="rooms-left", show=False),
    Binding("right", "right", id="rooms-right", show=False),
]

_ACTIONS: dict[Phase, str] = {
    "proposal": "accept open again move lock swap find copy",
    "planned": "copy open move lock swap again find copy_as tidy",
    "open": "send close_rooms status longer visit move copy shorter find swap lock copy_as tidy",
    "back": "tick again find",
    "none": "again",
}


def actions_now(
    phase: Phase, *, late: bool, offers: bool, can_step_back: bool, has_earlier: bool
) -> tuple[str, ...]:
    """The actions that make sense, most needed first: whoever waits for a room comes before all.

    Args:
        phase: Where the rooms stand.
        late: Whether somebody waits for a room.
        offers: Whether something is offered for a room in trouble.
        can_step_back: Whether there is something to let go of.
        has_earlier: Whether rooms were open before, whose groups can be made again.
    """
    return (
        *(["seat"] if late else []),
        *(["offer"] if offers else []),
        *_ACTIONS[phase].split(),
        *(["same_groups"] if has_earlier and phase != "open" else []),
        *(["step_back"] if can_step_back else []),
        "left",
        "right",
    )
