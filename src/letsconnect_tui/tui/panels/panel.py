"""What opens under the clock: the base of every panel, and how to add one.

To add a panel: write a subclass of ``Panel`` in a file of its own, and name it in ``PANELS``
(``tui/panels/registry.py``) under the id of the action in ``tui/actions.py`` that opens it (an ``Action``
with ``opens_panel=True``). It is imported when it is first opened. ``compose`` makes its widgets
(``TextRows`` for a few rows, ``LineList`` for a list, ``Input``); ``show_snapshot`` is called when it opens,
every second and after every command, with the frozen ``Snapshot``: draw from it, and only what changed.

Keys of its own are Textual's ``BINDINGS``, each with an id ``<panel>-<name>`` by which the settings file can
give it another key. They come before the live keys while the panel is open and ``check_action`` lets them,
and stand in the footer (``show``) and in ``?``; the label is the word ``tui-key-<id>``, the sentence
``tui-does-<id>``.

Give commands with ``self.execute(command)``; they run in order on a thread, the flash line shows the answer,
then ``handle_reply`` gets the Reply. Slow work that is no command goes through
``self.run_in_background(function, on_result)``. Enter on a line of its list calls ``line_chosen``, another
line under the cursor ``line_moved``. The key that opened a panel closes it, and so does Esc; a panel closes
itself with ``self.close()``, and ``handle_close`` is the place to put a proposal away.
``initial_focus`` says which of its widgets gets the keys (the first input or list unless overridden); it
must exist when ``compose`` has run, or quick letters would act as live keys. Where Enter carries out what is
previewed, call ``self.settle()`` whenever the preview changes and obey Enter only while ``self.settled``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.actions import parse
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from letsconnect_tui.i18n import keys_of, words
from letsconnect_tui.i18n.message import message
from letsconnect_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.app.requests import ProposalRequest, Request
    from letsconnect_tui.i18n.message import Message
    from letsconnect_tui.tui.host import LiveHost
    from letsconnect_tui.tui.slow_search import Search
    from letsconnect_tui.tui.snapshot import Snapshot

T = TypeVar("T")


class Panel(Vertical, can_focus=True):
    """A place under the clock. Subclasses set ``PANEL_ID`` and implement ``show_snapshot``."""

    DEFAULT_CSS = """
    Panel { height: 1fr; width: 1fr; }
    """
    FOCUS_ON_CLICK: ClassVar[bool] = False
    """A click beside its input leaves the letters there; else they would be keys of the session."""
    PANEL_ID: ClassVar[str]
    """The id of the action that opens it."""
    ENTER_WAITS: ClassVar[bool] = False
    """Whether Enter in its input keeps something and has to be meant, not come at the pace of typing."""
    TAKES_LINE: ClassVar[bool] = False
    """Whether Enter in its input ends the writing; it tells ``keyboard.enter_taken`` when that is so."""
    CLOSE_LABEL: ClassVar[str] = "tui-key-close"
    """What Esc does, as the lowest line calls it."""
    SETTLES_S: ClassVar[float] = 0.7
    """How long a preview has to stand before Enter counts."""

    def __init__(self) -> None:
        super().__init__(classes=f"panel-{self.PANEL_ID}")
        self.underlying: Panel | None = None
        """The panel it was opened from, which waits under it and comes back when it closes."""
        self._shown_at = float("-inf")
        self._search: Search | None = None

    def bindings_now(self) -> list[Binding]:
        """Its own bindings that do something now, most needed first."""
        own = [one for one in self.BINDINGS if isinstance(one, Binding) and one.id is not None]
        return [one for one in own if self.check_action(*parse(one.action)[1:])]

    def binds(self, keys: Set[str]) -> bool:
        """Whether one of these keys does something here now; live keys come after the panel's."""
        return any(not keys.isdisjoint(keys_of(one.id or "", one.key)) for one in self.bindings_now())

    @property
    def is_certain(self) -> bool:
        """Whether what stands in its input can hardly be the rest of a sentence, as a name that is known."""
        return False

    def renewed(self) -> Panel | None:
        """A new one in the place of this, for when it was closed by mistake."""
        return type(self)()

    @property
    def live(self) -> LiveHost:
        """The app, which holds the session."""
        return cast("LiveHost", self.app)

    def initial_focus(self) -> Widget:
        """Which widget gets the keys when it has opened: the first input or list, else the panel itself."""
        return next((one for one in self.walk_children(Widget) if one.can_focus), self)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what changed; called when it opens, every second and after every command."""

    def handle_reply(self, reply: Reply) -> None:
        """A command of this panel was answered; the flash line has told it."""

    @on(LineList.Chosen)
    def _choose_line(self, event: LineList.Chosen) -> None:
        event.stop()
        self.line_chosen(event.key)

    @on(LineList.Moved)
    def _move_to_line(self, event: LineList.Moved) -> None:
        event.stop()
        self.line_moved()

    def line_chosen(self, key: str) -> None:
        """Enter was pressed on a line of its list."""

    def line_moved(self) -> None:
        """The cursor of its list came to another line."""

    def handle_close(self) -> None:
        """It was closed, by whatever; put an open proposal away here."""

    def obeys_digit(self, digit: int) -> bool:
        """Whether a digit from 1 to 9 does something here now, in a panel that obeys digits."""
        return True

    def enter_doubted(self) -> None:
        """An Enter in its input was not obeyed, because it came as fast as in a sentence."""

    def settle(self) -> None:
        """A preview was just shown: Enter counts only when it has stood for a moment."""
        self._shown_at = self.live.keyboard.now_s()

    @property
    def settled(self) -> bool:
        """Whether the preview has stood long enough for Enter to count."""
        return self.live.keyboard.now_s() - self._shown_at >= self.SETTLES_S

    def refuse_unseen(self) -> None:
        """Say that a key came before what it carries out could be seen."""
        self.live.keyboard.refused()
        self.live.flash(message("tui-look-first"), ok=False)

    def title(self) -> str:
        """Its name in the help."""
        return words(f"tui-place-{self.PANEL_ID}")

    def execute_line(self, line: str) -> None:
        """Give a typed line; ``handle_reply`` gets the reply."""
        self.live.execute_line(line, on_reply=self._handle_reply)

    def execute(self, request: Request) -> None:
        """Ask for a command to be carried out; ``handle_reply`` gets the reply."""
        self.live.execute(request, on_reply=self._handle_reply)

    def propose(self, request: ProposalRequest, on_reply: Callable[[Reply], None]) -> None:
        """Ask for a proposal; the line above the keys speaks of it only while it takes long."""
        self._search = self.live.propose(request, on_reply)

    def stop_searching(self) -> None:
        """What it still looks for is wanted no more."""
        if self._search is not None:
            self._search.stop()

    def copy_line(self, key: str, text: str, what: Message) -> None:
        """Copy a text that no chat line holds, such as a line to all rooms or the thanks for a sharer.

        Args:
            key: ``kind:…``, under which the copying is remembered; the history says ``copied-kind`` of it.
            text: What is copied.
            what: How the flash line calls it.
        """
        self.live.copy_line(key, text, what, on_reply=self._handle_reply)

    def execute_call(self, command: Callable[[], Reply]) -> None:
        """Let a function of the session be carried out; ``handle_reply`` gets the reply."""
        self.live.execute_call(command, on_reply=self._handle_reply)

    def run_in_background(self, work: Callable[[], T], on_result: Callable[[T], None] | None = None) -> None:
        """Do slow work off the screen's thread; ``on_result`` gets what it returned, on the screen's."""
        self.live.run_in_background(work, on_result)

    def flash(self, text: Message, *, ok: bool = False) -> None:
        """Say in the line above the keys why a key did nothing; what was done comes with its reply."""
        self.live.flash(text, ok=ok)

    def redraw(self) -> None:
        """Have everything drawn that changed."""
        self.live.redraw()

    def close(self) -> None:
        """Leave this panel."""
        self.live.close_panel()

    def _handle_reply(self, reply: Reply) -> None:
        if self.is_attached:
            self.handle_reply(reply)
