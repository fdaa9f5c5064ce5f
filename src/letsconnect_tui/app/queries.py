"""Answers to queries: what only looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from letsconnect_tui.app import requests, session_views
from letsconnect_tui.app.recovery_options import next_missing, options_for, speaker_missing
from letsconnect_tui.app.reply import Reply
from letsconnect_tui.i18n import words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.messages.display_names import people_here
from letsconnect_tui.messages.history import history_json, history_lines
from letsconnect_tui.messages.results import standing
from letsconnect_tui.messages.times import seconds_left, time_left, time_of_day
from letsconnect_tui.session.refuse import refuse

if TYPE_CHECKING:
    from letsconnect_tui.app.session_reader import SessionReader


def answer_query(session: SessionReader, query: requests.Query) -> Reply:
    """The answer to a query; raises CommandRefused where there is none."""
    return _ANSWERS[type(query)](session, query)


def _listed(lines: Iterable[str], key: str = "look-count") -> Reply:
    shown = tuple(f"  {line}" for line in lines)
    return Reply(True, message(key, len(shown)), shown)


def _json(values: dict[str, Any]) -> Reply:
    return Reply(True, message("reply-list"), json=values)


def _status(session: SessionReader, query: requests.ShowStatus) -> Reply:
    if query.as_json:
        return _json(session_views.status(session))
    return Reply(True, _status_sentence(session))


def _status_sentence(session: SessionReader) -> Message:
    seen = session.moment()
    stands = standing(seen, session.zone)
    if seen.item is None:
        return stands
    key = "status-running" if seconds_left(seen.remaining) >= 0 else "status-over"
    title, left = session.state.item(seen.item).title, time_left(seen.remaining)
    return message(key, title, left, stands, people_here(seen.head))


def _people(session: SessionReader, query: requests.ShowPeople) -> Reply:
    if query.as_json:
        return _json(session_views.people(session))
    return _listed(session_views.people_lines(session))


def _agenda(session: SessionReader, query: requests.ShowAgenda) -> Reply:
    if query.as_json:
        return _json(session_views.agenda(session))
    return _listed(session_views.agenda_lines(session))


def _rooms(session: SessionReader, query: requests.ShowRooms) -> Reply:
    return _json(session_views.rooms(session))


def _timeline(session: SessionReader, query: requests.ShowTimeline) -> Reply:
    return _listed(session_views.timeline_lines(session, query.width))


def _notes(session: SessionReader, query: requests.ShowNotes) -> Reply:
    return _listed(session_views.note_lines(session))


def _history(session: SessionReader, query: requests.ShowHistory) -> Reply:
    if query.as_json:
        return _json(history_json(session.log, session.names))
    lines = history_lines(session.log, session.names, session.zone)
    return _listed((words(line) for line in lines), "history-count")


def _options(session: SessionReader, query: requests.ShowOptions) -> Reply:
    item = query.item or speaker_missing(session.state) or next_missing(session.state)
    if item is None:
        refuse("refused-nobody-missing")
    found = options_for(session, item)
    lines = tuple(
        "  " + words("option-line", way.says, way.text, time_of_day(way.end_at, session.zone))
        for way in found
    )
    return Reply(True, message("options-count", len(found), session.state.item(item).title), lines)


def _team(session: SessionReader, query: requests.ShowTeam) -> Reply:
    from letsconnect_tui.messages.team import clock_standing, team_lines
    from letsconnect_tui.messages.team import standing as team_standing

    team = session.team
    if team is None:
        refuse("refused-not-shared")
    present, is_connected = team.present(), team.is_connected
    lines = list(team_lines(present, session.state, session.names, session.zone, is_connected=is_connected))
    clock = clock_standing(team.corrected_ms)
    lines += [] if clock is None else [clock]
    answer = team_standing(
        has_left=team.has_left.is_set(), is_connected=team.is_connected, waiting=team.waiting
    )
    return Reply(True, answer, tuple("  " + words(line) for line in lines))


def _code(session: SessionReader, query: requests.ShowCode) -> Reply:
    from letsconnect_tui.messages.team import typed_code

    team = session.team
    if team is None:
        refuse("refused-not-shared")
    if team.has_left.is_set():
        refuse("refused-code-old")
    code = next((code for code in team.codes if code.startswith(f"{query.role}-")), None)
    if code is None:
        refuse("refused-no-code", message(f"team-role-{query.role}"))
    line = f"letsconnect join {typed_code(code, team.address)}"
    return Reply(True, message("reply-code", message(f"team-role-{query.role}")), (f"  {line}",), copied=line)


def _aside(session: SessionReader, query: requests.ShowAside) -> Reply:
    from letsconnect_tui.messages.team import aside_lines

    if session.team is None:
        refuse("refused-not-shared")
    lines = aside_lines(session.team.aside(), session.state, session.names, session.zone)
    return _listed((words(line) for line in lines), "aside-count")


def _help(session: SessionReader, query: requests.ShowHelp) -> Reply:
    if len(query.commands) == 1:
        ((usage, key),) = query.commands
        return Reply(True, message("help-answer", usage, message(key)))
    return _listed((f"{usage:<34} {words(key)}" for usage, key in query.commands), "help-count")


def _quit(session: SessionReader, query: requests.Quit) -> Reply:
    left = what_is_left(session)
    if left == "elsewhere":
        return Reply(True, message("reply-quit-elsewhere", session.kept_elsewhere), leaves=True)
    return Reply(True, message(_QUIT[left]), leaves=True)


WhatIsLeft = Literal["elsewhere", "nothing-changed", "nothing", "rehearsal", "ended", "live"]
_QUIT: dict[WhatIsLeft, str] = {
    "nothing-changed": "reply-quit",
    "nothing": "reply-quit-rehearsal",
    "rehearsal": "reply-quit-rehearsal-kept",
    "ended": "reply-quit",
    "live": "reply-quit-live",
}


def what_is_left(session: SessionReader) -> WhatIsLeft:
    """What there is of a session when its window closes.

    ``elsewhere``: it is kept in another file than it was opened in; ``nothing-changed``: the window only
    looked; ``nothing``: a rehearsal that is not kept; ``rehearsal``: one that is; nobody goes on with it.
    """
    if session.kept_elsewhere is not None:
        return "elsewhere"
    if session.onlooker:
        return "nothing-changed"
    if not session.keeps:
        return "nothing"
    if session.state.rehearsal:
        return "rehearsal"
    return "ended" if session.state.phase == "ended" else "live"


_ANSWERS: dict[type, Callable[[SessionReader, Any], Reply]] = {
    requests.ShowStatus: _status,
    requests.ShowPeople: _people,
    requests.ShowAgenda: _agenda,
    requests.ShowRooms: _rooms,
    requests.ShowTimeline: _timeline,
    requests.ShowNotes: _notes,
    requests.ShowHistory: _history,
    requests.ShowOptions: _options,
    requests.ShowTeam: _team,
    requests.ShowAside: _aside,
    requests.ShowCode: _code,
    requests.ShowHelp: _help,
    requests.Quit: _quit,
}
