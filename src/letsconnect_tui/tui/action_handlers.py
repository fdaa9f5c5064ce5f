"""What the actions of the key table do: ask something of the session, open a panel, or change the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letsconnect_tui.i18n.message import message
from letsconnect_tui.session.commands import Next
from letsconnect_tui.tui.actions import (
    ONLOOKER_ACTIONS,
    REQUESTS,
    Action,
    action_by_id,
    with_options,
)
from letsconnect_tui.tui.panels.registry import panel_for
from letsconnect_tui.tui.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from letsconnect_tui.app.proposals import Proposal
    from letsconnect_tui.app.reply import Reply
    from letsconnect_tui.tui.host import LiveHost
    from letsconnect_tui.tui.snapshot import Snapshot


async def run_action(app: LiveHost, one: Action) -> None:
    """Do one action of the table, as its key and its palette entry do."""
    snapshot = app.snapshot()
    if one.id != "next-alert":
        app.alerts.key_pressed()
    if snapshot.read_only and one.id not in ONLOOKER_ACTIONS:
        app.flash(message("refused-onlooker"), ok=False)
    elif one.id in _HANDLERS:
        await _HANDLERS[one.id](app, snapshot)
    elif one.id in REQUESTS:
        app.execute(REQUESTS[one.id](snapshot), on_reply=lambda reply: _show_to_read_aloud(app, reply))
    elif one.prompts:
        from letsconnect_tui.tui.panels.prompts import TextPromptPanel

        await app.open_panel(TextPromptPanel(one))
    elif one.opens_panel:
        await toggle_panel(app, one.id)


async def toggle_panel(app: LiveHost, action_id: str) -> None:
    """Open a panel; the key that opened it closes it."""
    screen = app.session_screen
    if screen is not None and screen.panel is not None and action_id == screen.panel.PANEL_ID:
        await app.open_panel(None)
        return
    if action_id == "paste" and app.keyboard.pasted:
        from letsconnect_tui.tui.panels.people.paste import PastePanel

        await app.open_panel(PastePanel(app.keyboard.pasted))
        return
    await app.open_panel(panel_for(action_id))


async def show_proposal(app: LiveHost, made: Proposal) -> None:
    """Open the panel that shows what a typed line proposed; a changed plan is told by the alert line."""
    from letsconnect_tui.app.proposals import (
        ImportProposal,
        PasteProposal,
        RebalanceProposal,
        RoomsProposal,
        TidyProposal,
    )

    if isinstance(made, RebalanceProposal):
        from letsconnect_tui.tui.panels.times import TimesPanel

        await app.open_panel(TimesPanel(made))
    elif isinstance(made, PasteProposal):
        from letsconnect_tui.tui.panels.people.paste import PastePanel

        await app.open_panel(PastePanel("\n".join(made.lines)))
    elif isinstance(made, ImportProposal):
        from letsconnect_tui.tui.panels.people.import_file import ImportPanel

        await app.open_panel(ImportPanel(shown=made))
    elif isinstance(made, RoomsProposal | TidyProposal):
        await app.open_panel(panel_for("rooms"))


def _show_to_read_aloud(app: LiveHost, reply: Reply) -> None:
    """What is to be said aloud stands in the alert line for a while; a step forward clears it."""
    if not reply.ok or reply.copied is not None:
        return
    lines = "  ".join(line.strip() for line in reply.preview)
    if lines:
        app.show_to_read_aloud(message("tui-say", lines))
    elif reply.outcome is not None and isinstance(reply.outcome.command, Next):
        app.show_to_read_aloud(None)


async def _answer_yes(app: LiveHost, snapshot: Snapshot) -> None:
    """Answer the first alert that asks, also behind one that asks nothing."""
    command = next((one.command for one in snapshot.alerts if one.command is not None), None)
    if command is None:
        app.flash(message("tui-no-yes"), ok=False)
    else:
        app.execute(command)


async def _open_options(app: LiveHost, snapshot: Snapshot) -> None:
    """What can be done about the first alert that has more to it, else about whoever speaks now."""
    from letsconnect_tui.app.recovery_options import running_share  # not needed for the first paint

    opens = with_options(snapshot)
    speaks = running_share(snapshot.state)
    if opens is not None:
        await run_action(app, action_by_id(opens))
    elif speaks is not None:
        from letsconnect_tui.tui.panels.handoff import HandoffPanel

        await app.open_panel(HandoffPanel(speaks))
    else:
        app.flash(message("tui-no-options"), ok=False)


async def _show_next_alert(app: LiveHost, snapshot: Snapshot) -> None:
    if len(snapshot.alerts) < 2:
        app.flash(message("tui-no-turn"), ok=False)
        return
    app.alerts.show_next()
    app.redraw()


async def _hide_names(app: LiveHost, snapshot: Snapshot) -> None:
    app.session.names_hidden = not app.session.names_hidden
    app.flash(message("tui-names-hidden" if app.session.names_hidden else "tui-names-shown"))
    app.redraw()


async def _open_big_clock(app: LiveHost, snapshot: Snapshot) -> None:
    from letsconnect_tui.tui.panels.big_clock import BigClock

    await app.push_screen(BigClock())
    app.redraw()


async def _lock_keys(app: LiveHost, snapshot: Snapshot) -> None:
    app.keyboard.locked = not app.keyboard.locked
    app.flash(message("tui-locked" if app.keyboard.locked else "tui-unlocked"))
    app.redraw()


async def _show_next_theme(app: LiveHost, snapshot: Snapshot) -> None:
    names = [one.name for one in THEMES]
    at = names.index(app.theme) if app.theme in names else -1
    app.theme = names[(at + 1) % len(names)]
    app.flash(message("tui-theme", app.theme))


async def _quit(app: LiveHost, snapshot: Snapshot) -> None:
    """Nothing is lost by quitting, so it asks only while a session runs, and a second ctrl+q is an answer."""
    asked = (
        app.session_screen is not None
        and app.session_screen.panel is not None
        and app.session_screen.panel.PANEL_ID == "quit"
    )
    if snapshot.mode != "live" or snapshot.read_only or asked:
        app.exit(0)
        return
    await toggle_panel(app, "quit")


async def _close(app: LiveHost, snapshot: Snapshot) -> None:
    """Leave what has ended; the keyboard has waited until it was clear that no sentence goes on."""
    app.exit(0)


async def _toggle_timeline(app: LiveHost, snapshot: Snapshot) -> None:
    await toggle_panel(app, "timeline")


async def _toggle_help(app: LiveHost, snapshot: Snapshot) -> None:
    from letsconnect_tui.tui.panels.help import HelpPanel
    from letsconnect_tui.tui.panels.panel import Panel

    panel = app.session_screen.panel if app.session_screen is not None else None
    if isinstance(panel, HelpPanel):
        await app.open_panel(None)
    else:
        await app.open_panel(HelpPanel(panel if isinstance(panel, Panel) else None))
        app.keyboard.opened_help()


_HANDLERS: dict[str, Callable[[LiveHost, Snapshot], Awaitable[None]]] = {
    "answer-yes": _answer_yes,
    "options": _open_options,
    "next-alert": _show_next_alert,
    "hide-names": _hide_names,
    "big-clock": _open_big_clock,
    "lock-keys": _lock_keys,
    "theme": _show_next_theme,
    "quit": _quit,
    "close": _close,
    "timeline-live": _toggle_timeline,
    "help": _toggle_help,
}
