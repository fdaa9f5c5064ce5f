"""What is said about an edited plan."""

from __future__ import annotations

import pytest

from letsconnect_tui.i18n import words
from letsconnect_tui.plan.differences import plan_differences
from letsconnect_tui.plan.read import plan_of_text

PLAN = """plan = 1
[session]
id = "demo"
title = "Demo"
start = 2026-12-03T15:00
timezone = "Africa/Lagos"
length = "2h"
[[people]]
id = "ana"
name = "Ana"
role = "sharer"
[[item]]
id = "a"
title = "A"
duration = "20m"
lead = "ana"
[[item]]
id = "b"
title = "B"
duration = "20m"
[[item]]
id = "c"
title = "C"
duration = "20m"
"""
A, B, C = (f"[[item]]{part}" for part in PLAN.split("[[item]]")[1:])


def sentences(edited: str) -> list[str]:
    return [words(one) for one in plan_differences(plan_of_text(PLAN), plan_of_text(edited))]


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (PLAN + "# a comment\n", []),
        (PLAN.replace("15:00", "16:30"), ["Session: start 2026-12-03 15:00 → 2026-12-03 16:30"]),
        (PLAN.replace(B, B.replace("20m", "25m")), ["“B”: duration 20:00 → 25:00"]),
        (PLAN.replace('title = "B"', 'title = "B"\nnotes = "x"'), ["“B”: notes changed"]),
        (PLAN.replace('title = "B"', 'title = "Bee"'), ["“B”: title B → Bee"]),
        (PLAN.replace('lead = "ana"\n', ""), ["“A”: lead ana → –"]),
        (PLAN.replace(B, ""), ["Gone: “B”"]),
        (PLAN + '[[item]]\nid = "d"\ntitle = "D"\nduration = "5m"\n', ["New: “D”, 5:00"]),
        (PLAN.replace(A + B + C, C + A + B), ["Moved: C"]),
        (PLAN.replace('name = "Ana"', 'name = "Ana Ñ"'), ["Ana Ñ: name Ana → Ana Ñ"]),
        (PLAN.replace('role = "sharer"', 'role = "tech"\n[[people]]\nname = "Ben"\nrole = "tech"'),
         ["Ana: role sharer → tech", "New: Ben"]),
        (PLAN.replace(A, A + 'pad = "x"\n'), ["“A”: pad changed"]),
    ],
)  # fmt: skip
def test_each_edit_is_one_sentence(edited: str, said: list[str]) -> None:
    assert sentences(edited) == said
