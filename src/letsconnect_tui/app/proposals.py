"""What waits for a yes: values that hold everything needed to carry a proposal out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from letsconnect_tui.breakouts import Move, Wishes
    from letsconnect_tui.breakouts import RoomAssignment as RoomPlan
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.people.match import NameMatch
    from letsconnect_tui.timing.rebalance import Rebalance


class OpenedProposal(msgspec.Struct, frozen=True, kw_only=True):
    """What all proposals have once they are open."""

    id: int = 0
    """Given when it is opened or changed, and never again."""
    rests_on: object = None
    """The facts it was computed from; whoever accepts it compares them with those of now."""


class RoomsProposal(OpenedProposal, frozen=True):
    """Rooms for the next round; ``others`` are further plans to choose instead."""

    plan: RoomPlan
    wishes: Wishes
    others: tuple[RoomPlan, ...] = ()
    later_repeats: tuple[int, ...] = ()
    """Pairs that would meet again in each round planned behind this one; those are planned anew each time."""
    again_of: int | None = None
    """The number of the earlier round whose groups these are."""


class RebalanceProposal(OpenedProposal, frozen=True):
    """New times for the items to come."""

    table: Rebalance
    end_at: int
    """The end to keep from then on."""
    ends_at: int = 0
    """When everything would end."""
    late: tuple[tuple[str, int], ...] = ()
    """Items that would miss their clock time, and by how many milliseconds."""


class PasteProposal(OpenedProposal, frozen=True):
    """A pasted list reconciled with the people known."""

    matches: tuple[NameMatch, ...]
    lines: tuple[str, ...] = ()
    """The names as pasted, of which ``matches`` may leave some out."""

    def of(self, kind: str) -> tuple[NameMatch, ...]:
        """The lines that are sure, unsure or new."""
        return tuple(match for match in self.matches if match.kind == kind)


class TidyProposal(OpenedProposal, frozen=True):
    """A few people to move."""

    moves: tuple[Move, ...]


class PlanProposal(OpenedProposal, frozen=True):
    """The plan as it was edited."""

    plan_text: str
    starts_at: int
    differences: tuple[Message, ...]


Proposal = RoomsProposal | RebalanceProposal | PasteProposal | TidyProposal | PlanProposal
