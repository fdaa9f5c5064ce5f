"""From nothing to a checked plan in a real terminal, as somebody does it who never used the program.

The time that a person takes is reckoned from the keys, at five a second, and from pauses to read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from typing import TYPE_CHECKING

from letsconnect_tui.app.plan_library import read_plan
from tests.terminal.real_terminal import Terminal, end

if TYPE_CHECKING:
    from pathlib import Path

KEY_S = 0.2
READING_S = 8
"""To read a full window."""
GLANCE_S = 2
"""To read a question or a form that opens."""
DOWN, TAB, ENTER, ESCAPE, SAVE, CLEAR = "\x1b[B", "\t", "\r", "\x1b", "\x13", "\x15"
RUN_OF_SHOW = """Let's Connect Learning Clinic – December,,,,,
Run of show (please do not edit times),,,,,
,,,,,
Time (UTC),Duration,Segment,Who,Tech / slides,Notes
15:00,5 min,Welcome + friendly space policy,Ngozi Obi,slide 1-3,Record ON
15:05,10 min,Icebreaker: where are you?,Ngozi Obi,,
15:15,15 min,How we got our first grant,Amaka U.,https://example.org/x,
15:30,15 min,Reports nobody dreads,José Ñahui,,
15:45,10 min,Q&A,Ngozi Obi,,
15:55,10 min,Stretch break,,,
16:05,25 min,Breakout rooms,Chidi,,5 per room
16:30,15 min,Report back,Ngozi Obi,,
16:45,5 min,Feedback survey,Ngozi Obi,,paste link
16:50,5 min,Thanks and close,Ngozi Obi,,Record OFF
17:00,,End,,,
,,,,,
Total,2:00,,,,
"""


class Person:
    """Somebody at a terminal, and the seconds it takes them.

    Args:
        home: The folder they work in.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._opened: list[Terminal] = []
        self.seconds = 0.0
        self.keys = 0

    def run(self, typed: str) -> None:
        """Type a command that begins with ``letsconnect``."""
        keep = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH")}
        env = keep | {"HOME": str(self._home), "LANG": "C.UTF-8", "TZ": "Africa/Lagos"}
        code = f"import os; os.chdir({str(self._home)!r}); from letsconnect_tui.__main__ import main; main()"
        self._opened.append(Terminal(80, 24, *typed.split()[1:], env=env, program=("-c", code)))
        self._count(len(typed) + 1)

    def sees(self, text: str, reading_s: float = GLANCE_S) -> None:
        """Wait for a text, and read."""
        self._opened[-1].until(text)
        self.seconds += reading_s

    def press(self, *keys: str) -> None:
        """Press keys, each drawn before the next."""
        for key in keys:
            self._opened[-1].child.send(key)
            self._opened[-1].read(0.15)
        self._count(len(keys))

    def answer(self, typed: str = "") -> None:
        """Answer a question."""
        self._opened[-1].child.send(typed + ENTER)
        self._count(len(typed) + 1)

    def rename(self, title: str) -> None:
        """Give the item under the cursor another title."""
        self.press(ENTER)
        self.sees("next field")
        self.press(CLEAR, *title, ESCAPE)
        self._opened[-1].read(0.4)  # Escape alone is waited for

    def leaves(self) -> int | None:
        """The exit code of the program."""
        return self._opened[-1].gone()

    def _count(self, keys: int) -> None:
        self.keys += keys
        self.seconds += keys * KEY_S

    def close(self) -> None:
        """End what still runs."""
        for one in self._opened:
            end(one.child)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody in an empty folder."""
    somebody = Person(tmp_path)
    yield somebody
    somebody.close()


def test_from_nothing_to_a_checked_clinic_in_under_five_minutes(tmp_path: Path, person: Person) -> None:
    person.run("letsconnect")
    person.sees("new plan", READING_S)
    person.press("n")
    for question, answer in (
        ("Kind, by number", "1"), ("agenda", ""), ("Title", "How to write a grant"),
        ("Start", "10 December 15:00"), ("zone", ""), ("facilitates", "Ngozi Obi, Chidi"),
        ("Sharers", "Amaka, José, Ana"), ("Languages", "English, French"), ("Link", "https://example.org/call"),
    ):  # fmt: skip
        person.sees(question)
        person.answer(answer)
    person.sees("File to write", READING_S)
    person.answer()
    person.sees("ends 16:52 of 17:00", READING_S)
    person.press(DOWN, DOWN, DOWN)
    for title in ("Budgets that hold", "What reviewers read", "Reports on time"):
        person.rename(title)
        person.press(DOWN)
    person.press(DOWN, DOWN, ENTER)
    person.sees("next field")
    person.press(TAB, TAB, CLEAR, *"24m", ESCAPE)
    person.sees("ends 16:54", READING_S)
    person.press(SAVE)
    person.sees("is written")
    person.press("q")
    person.sees("your plans")
    person.press("q")
    assert person.leaves() == 0
    person.run("letsconnect check how-to-write-a-grant.toml")
    person.sees("checks clean", READING_S)

    reading = read_plan(tmp_path / "how-to-write-a-grant.toml")
    assert reading.clean
    plan = reading.plan
    assert plan is not None
    shares = [(item.title, item.lead) for item in plan.items if item.kind == "share"]
    assert shares == [
        ("Budgets that hold", "amaka"),
        ("What reviewers read", "jose"),
        ("Reports on time", "ana"),
    ]
    assert [item.duration_s for item in plan.items if item.breakout is not None] == [24 * 60]
    assert (plan.session.timezone, plan.session.length_s) == ("Africa/Lagos", 7200)
    print(f"{person.keys} keys, about {person.seconds:.0f} s")
    assert person.seconds < 5 * 60


def test_from_a_run_of_show_to_a_checked_plan_in_under_two_minutes(tmp_path: Path, person: Person) -> None:
    (tmp_path / "show.csv").write_text(RUN_OF_SHOW, "utf-8")
    person.run("letsconnect new dec.toml --from show.csv")
    for question, answer in (("Title", ""), ("zone", ""), ("Start", "10 December 15:00")):
        person.sees(question)
        person.answer(answer)
    person.sees("is written", READING_S)
    person.run("letsconnect edit dec.toml")
    person.sees("ends 16:55 of 17:00", READING_S)
    person.press("q")
    assert person.leaves() == 0
    person.run("letsconnect check dec.toml")
    person.sees("checks clean", READING_S)

    plan = read_plan(tmp_path / "dec.toml").plan
    assert plan is not None
    assert (len(plan.items), plan.session.timezone, plan.session.length_s) == (10, "UTC", 7200)
    assert plan.session.title == "Let's Connect Learning Clinic – December"
    assert [one.name for one in plan.people] == ["Ngozi Obi", "Amaka U.", "José Ñahui", "Chidi"]
    print(f"{person.keys} keys, about {person.seconds:.0f} s")
    assert person.seconds < 2 * 60
