"""A live session as whatever only reads it sees it: queries, alerts, proposals in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import tzinfo

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.recorder import Team
    from letsconnect_tui.breakouts import Met
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.messages.display_names import Names
    from letsconnect_tui.session.log import SessionLog
    from letsconnect_tui.session.moment import Moment
    from letsconnect_tui.session.state import State


class SessionReader(Protocol):
    """A live session to be read; ``LiveSession`` is one."""

    zone: tzinfo | None
    names_hidden: bool

    @property
    def state(self) -> State:
        """The session as it stands."""

    @property
    def log(self) -> SessionLog:
        """The session's records and their fold."""

    @property
    def names(self) -> Names:
        """How people are called at present."""

    @property
    def keeps(self) -> bool:
        """Whether what is done is stored."""

    @property
    def kept_elsewhere(self) -> Message | None:
        """Where the session is kept since its file was changed or removed; None: where it was opened."""

    @property
    def onlooker(self) -> bool:
        """Whether another window runs the session."""

    @property
    def team(self) -> Team | None:
        """The machines that share the session; None: it is this one's alone."""

    @property
    def away(self) -> tuple[int, int] | None:
        """When the machine last slept or the app was closed, if a pause can still be made of it."""

    @property
    def proposal(self) -> Proposal | None:
        """What waits for a yes."""

    @property
    def met_before(self) -> Met:
        """Who met whom in earlier sessions, by the ids of this one."""

    def now(self) -> int:
        """The present moment on the session's line, in milliseconds."""

    def moment(self) -> Moment:
        """The session as it is now."""
