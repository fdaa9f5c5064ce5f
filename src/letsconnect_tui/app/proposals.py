"""What waits for a yes: values that hold everything needed to carry a proposal out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from letsconnect_tui.breakouts import Move, Wishes
    from letsconnect_tui.breakouts import RoomAssignment as RoomPlan
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.importers.attendance.report import AttendanceReport
    from letsconnect_tui.people.match import NameMatch
    from letsconnect_tui.session.people_events import ImportedPresence
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
    notes: tuple[Message, ...] = ()
    """Which rows of a pasted table were left out."""

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


class PresenceConflict(msgspec.Struct, frozen=True):
    """Where a file and what was marked by hand differ; intervals in ms. Neither changes the other."""

    person: str
    marked: tuple[tuple[int, int], ...]
    from_file: tuple[tuple[int, int], ...]
    """Empty where the file does not know the person."""


class ImportProposal(OpenedProposal, frozen=True):
    """What a file says about who was there, reconciled with the people known."""

    file_hash: str
    file_name: str
    report: AttendanceReport
    matches: tuple[NameMatch, ...]
    """Who each of the report's people is, in their order."""
    decided: tuple[str | None, ...]
    """Who each is taken for; None: left out, because nobody has decided."""
    presence: tuple[ImportedPresence, ...]
    """When each was there, under the name of the place among the report's people."""
    conflicts: tuple[PresenceConflict, ...] = ()
    notes: tuple[Message, ...] = ()


Proposal = RoomsProposal | RebalanceProposal | PasteProposal | TidyProposal | PlanProposal | ImportProposal
