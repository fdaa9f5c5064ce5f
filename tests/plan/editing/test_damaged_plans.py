"""Whatever was done to a plan by hand, an edit is made or refused; nothing else happens."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.app.plan_agenda import agenda_rows, agenda_sums, if_late
from letsconnect_tui.app.plan_forms import form_of, shown_value, typed_value
from letsconnect_tui.app.plan_library import shipped_plans
from letsconnect_tui.errors import InputError
from letsconnect_tui.plan.editing import entries
from letsconnect_tui.plan.editing.addresses import assignment
from letsconnect_tui.plan.editing.document import PlanDocument
from letsconnect_tui.plan.editing.field_edits import set_field
from letsconnect_tui.plan.problems import PlanError

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
TEXTS = [path.read_text("utf-8") for path in shipped_plans()]
TEXTS += [case.read_text("utf-8").partition("# --- said")[0] for case in CASES]
LINES = (
    "[[item]]", "[item.breakout]", "breakout.size = 3", "chat = []", "[[item.chat]]", "item = 3",
    "people = []", "[people]", "x = { a = 1 }", 'chat = ["a"]', '"title" = "q"', '"""', "  # c",
    "\t", "people = 'Ana'",
)  # fmt: skip
ADDRESSES = (
    "item.1.chat.fr=x", "item.1.chat.1=", "item.1.breakout.rooms.1.name=q", "person.1.call=x",
    "session.title=T", "session.repeats=2027-01-01T10:00", "item.1.breakout.broadcast.1.text=x",
    "item.1.breakout.apart.1=a,b",
    "item.2.needs=a;b", "item.1.warn=5m,1m", "item.1.duration=7m", "item.2.title=A", "session.links.pad=https://x",
    "person.1.id=zz", "item.1.breakout.size=4", "item.1.notes=", "item.3.chat=[\"a\"]",
)  # fmt: skip
PLACE = st.integers(0, 60)
DAMAGE = st.one_of(
    st.tuples(st.just("out"), PLACE, PLACE),
    st.tuples(st.just("again"), PLACE, PLACE),
    st.tuples(st.just("swap"), PLACE, PLACE),
    st.tuples(st.sampled_from(LINES), PLACE, PLACE),
)


def damaged(text: str, damage: list[tuple[str, int, int]]) -> str:
    lines = text.split("\n")
    for what, one, other in damage:
        one, other = one * len(lines) // 61, other * len(lines) // 61
        if what == "out":
            lines[one] = ""
        elif what == "again":
            lines.insert(other, lines[one])
        elif what == "swap":
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines.insert(one, what)
    return "\n".join(lines)


@given(st.sampled_from(TEXTS), st.lists(DAMAGE, max_size=4), st.data())
def test_an_edit_of_a_damaged_plan_is_made_or_refused(
    text: str, damage: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    try:
        document = PlanDocument(damaged(text, damage))
    except PlanError:
        return
    plan = document.plan
    place = data.draw(st.integers(0, max(0, len(plan.items) - 1)))
    edits: list[Any] = [
        lambda: set_field(document, *assignment(document, data.draw(st.sampled_from(ADDRESSES)))),
        lambda: document.move("item", place, 0),
        lambda: entries.removed(document, "item", place),
        lambda: entries.removed(document, "people", 0),
        lambda: entries.added(document, "item", {"title": "New", "duration": "5m"}, place),
        lambda: entries.added(document, "people", {"name": "New", "role": "tech"}),
    ]
    if plan.items:
        edits += [
            lambda: entries.duplicated(document, place),
            lambda: entries.split(document, place, 60),
            lambda: entries.merged(document, place),
        ]
        for field in form_of(document, ("item", place)):
            typed_value(document, ("item", place), field, shown_value(document, ("item", place), field))
    with suppress(InputError):
        edited = data.draw(st.sampled_from(edits))()
        assert edited.reading.draft is not None
    agenda_rows(plan)
    agenda_sums(plan)
    if_late(plan, 600)
