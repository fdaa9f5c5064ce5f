"""The app that runs a session, as panels, keys and actions see it; ``LiveApp`` is the one that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Set
    from pathlib import Path

    from textual.binding import Binding, BindingType
    from textual.events import Key
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.widget import Widget

    from letsconnect_tui.app.alert_queue import AlertQueue
    from letsconnect_tui.app.live_session import LiveSession
    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.app.requests import ProposalRequest, Request
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.actions import Action
    from letsconnect_tui.tui.slow_search import Search
    from letsconnect_tui.tui.snapshot import Snapshot


class OpenPanel(Protocol):
    """What is open under the clock."""

    PANEL_ID: ClassVar[str]
    ENTER_WAITS: ClassVar[bool]
    TAKES_LINE: ClassVar[bool]
    BINDINGS: ClassVar[list[BindingType]]

    @property
    def is_certain(self) -> bool:
        """Whether what stands in its input can hardly be the rest of a sentence."""

    def bindings_now(self) -> list[Binding]:
        """Its own bindings that do something now."""

    def binds(self, keys: Set[str]) -> bool:
        """Whether one of these keys does something here now."""

    def renewed(self) -> OpenPanel | None:
        """A new one in the place of this."""

    def obeys_digit(self, digit: int) -> bool:
        """Whether a digit from 1 to 9 does something here now."""

    def enter_doubted(self) -> None:
        """An Enter in its input was not obeyed, because it came as fast as in a sentence."""


class PanelScreen(Protocol):
    """The screen of a session."""

    @property
    def panel(self) -> OpenPanel | None:
        """What is open under the clock."""


class KeysSoFar(Protocol):
    """The run of keys that a key belongs to."""

    taken_back: bool

    def note(self, reply: Reply) -> None:
        """A command of this run was carried out."""


class Keys(Protocol):
    """The keyboard, as the typing guard has it."""

    locked: bool
    pasted: str

    @property
    def run(self) -> KeysSoFar:
        """The present run of keys."""

    @property
    def writes(self) -> bool:
        """Whether letters go into an input now."""

    def now_s(self) -> float:
        """The clock that keys are judged by, in seconds."""

    def opened_input(self) -> None:
        """An input has the focus now."""

    def opened_help(self) -> None:
        """The help was opened."""

    def enter_taken(self) -> None:
        """The Enter that ended a line was obeyed."""

    def refused(self) -> None:
        """A key was not obeyed by the panel it was for."""

    def when_at_rest(self, run: Any, act: Callable[[], None]) -> None:
        """Do what cannot be taken back, once it is clear that its run of keys is no sentence."""


class LiveHost(Protocol):
    """Carries out, draws, opens and closes; the rest is as in Textual's ``App``."""

    session: LiveSession
    read_only: bool
    alerts: AlertQueue
    theme: str

    @property
    def data_file(self) -> Path | None:
        """Where the session is kept; None for a rehearsal that is not."""

    @property
    def keyboard(self) -> Keys:
        """The keyboard."""

    @property
    def session_screen(self) -> PanelScreen | None:
        """The session's screen, also under a dialog."""

    def snapshot(self) -> Snapshot:
        """The session as it is now."""

    def redraw(self) -> None:
        """Draw what changed."""

    def execute(self, request: Request, on_reply: Callable[[Reply], None] | None = None) -> None:
        """Carry out a request; the flash line shows the answer, then ``on_reply`` gets it."""

    def execute_line(self, line: str, on_reply: Callable[[Reply], None] | None = None) -> None:
        """Carry out a typed line; as ``execute``."""

    def propose(self, request: ProposalRequest, on_reply: Callable[[Reply], None]) -> Search:
        """Ask for a proposal; when that takes long it is said, and Esc stops it."""

    async def show_proposal(self, made: Proposal) -> None:
        """Open the panel of what a typed line proposed."""

    def execute_call(
        self, call: Callable[[], Reply], on_reply: Callable[[Reply], None] | None = None
    ) -> None:
        """Carry out what a function of the session does; as ``execute``."""

    def copy_line(self, key: str, text: str, what: Message, on_reply: Callable[[Reply], None]) -> None:
        """Copy a text that no chat line holds; the copying is remembered under ``key``."""

    def run_in_background(
        self, work: Callable[[], Any], on_result: Callable[[Any], None] | None = None
    ) -> None:
        """Do slow work that is no command, in order with the commands."""

    async def caught_up(self) -> None:
        """Wait until the commands given so far are carried out."""

    def flash(self, text: Message, *, ok: bool = True) -> None:
        """Say in the line above the keys what just happened."""

    def will_flash(self, text: Message, *, ok: bool = True) -> None:
        """As ``flash``, for who draws everything right after."""

    def show_to_read_aloud(self, text: Message | None) -> None:
        """Let a line to be read out stand in the alert line; None: the one there is over."""

    async def open_panel(self, panel: Any) -> None:
        """Open this panel under the clock instead of what is there; None: close it."""

    def close_panel(self) -> None:
        """Close what is open under the clock."""

    def do(self, one: Action) -> None:
        """Do an action of the table that was chosen from a list; the list gives way."""

    async def press(self, event: Key) -> None:
        """Let a key that was judged do what it means."""

    # -- as in Textual's App ---------------------------------------------------------------------------

    @property
    def screen(self) -> object:
        """The screen on top."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """All screens, the one on top last."""

    @property
    def focused(self) -> Widget | None:
        """What gets the keys."""

    @property
    def clipboard(self) -> str:
        """What was copied in this program."""

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard."""

    def set_timer(self, delay: float, callback: Callable[[], Any] | None = None) -> Timer:
        """Call back after some seconds."""

    def set_interval(self, interval: float, callback: Callable[[], Any] | None = None) -> Timer:
        """Call back again and again, some seconds apart."""

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Call back once the screen has been painted."""

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Call back once the messages at hand are handled."""

    def push_screen(self, screen: Any) -> Any:
        """Open a screen over the present one."""

    def pop_screen(self) -> Any:
        """Close the screen on top."""

    def post_message(self, message: Any) -> bool:
        """Put a message into the app's queue."""

    def exit(self, result: int | None = None) -> None:
        """Leave the screens."""
