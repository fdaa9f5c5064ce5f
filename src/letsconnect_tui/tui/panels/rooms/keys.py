"""The keys of the rooms panel in each phase of a round, most needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from letsconnect_tui.app.round_advice import phase_of

if TYPE_CHECKING:
    from textual.binding import BindingType

    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.round_advice import Advice, Phase


def _binding(key: str, name: str, *, show: bool = True) -> Binding:
    return Binding(key, f"run('{name}')", id=f"rooms-{name}", show=show)


BINDINGS: list[BindingType] = [
    _binding("enter", "accept"),
    _binding("enter", "tick"),
    _binding("s", "again"),
    _binding("s", "next-round"),
    _binding("G", "same-groups"),
    _binding("o", "open"),
    _binding("m", "move"),
    _binding("l", "lock"),
    _binding("x", "swap"),
    _binding("c", "copy"),
    _binding("C", "copy-as"),
    _binding("f", "find"),
    _binding("y", "seat"),
    _binding("space", "status"),
    _binding("i", "visit"),
    _binding("e", "send"),
    _binding("+", "longer"),
    _binding("-", "shorter"),
    _binding("]", "longer-5"),
    _binding("[", "shorter-5"),
    _binding("t", "tidy"),
    _binding("g", "offer"),
    _binding("z", "close-rooms"),
    _binding("escape", "step-back", show=False),
    _binding("left", "left", show=False),
    _binding("right", "right", show=False),
]

_BY_PHASE: dict[Phase, str] = {
    "proposal": "accept open again move lock swap find copy",
    "planned": "copy open move lock swap again find copy-as tidy",
    "open": "send close-rooms status longer longer-5 visit move copy "
    "shorter shorter-5 find swap lock copy-as tidy",
    "back": "tick next-round find",
    "none": "next-round",
}


def actions_of(session: LiveSession, advice: Advice, *, holding: bool) -> tuple[str, ...]:
    """The actions that make sense in a session.

    Args:
        session: The session.
        advice: Who waits for a room, and what is offered for rooms in trouble.
        holding: Whether something is in hand, or somebody is looked for.
    """
    phase = phase_of(session)
    return actions_now(
        phase,
        late=bool(advice.late),
        offers=any(offer.moves for offer in advice.offers),
        can_step_back=holding or (phase == "proposal" and session.state.round is not None),
        has_earlier=any(held.opened_at is not None for held in session.state.rounds),
    )


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
        *_BY_PHASE[phase].split(),
        *(["same-groups"] if has_earlier and phase != "open" else []),
        *(["step-back"] if can_step_back else []),
        "left",
        "right",
    )
