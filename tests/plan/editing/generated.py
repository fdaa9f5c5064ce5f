"""Plans as people write them: comments, blank lines, alignment and spellings of every kind, drawn at random.

Each line knows whose it is, so that a test can tell which lines an edit may touch.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

WORDS = ("Welcome", "Questions", "Réseau", "شكر", "日本語", "Ọkọ", 'a "quoted" one', "tail # no comment", "x")
DURATIONS = ("5m", "20m", "1h5m", "90s", "2m30s")
COMMENTS = ("# keep me", "#", "# [[item]]", '# title = "no"', "# ünï", "#, a comma")


@dataclass
class Written:
    """A text line by line, each with its owner: ``("item", 2)``, or ``("item", 2, "chat")`` for a key."""

    lines: list[tuple[tuple[str | int, ...], str]] = field(default_factory=list)
    end: str = "\n"
    mark: str = ""
    final: bool = True

    def add(self, owner: tuple[str | int, ...], *lines: str) -> None:
        self.lines += [(owner, line) for line in lines]

    @property
    def text(self) -> str:
        return self.mark + self.end.join(line for _, line in self.lines) + (self.end if self.final else "")

    def around(self, owner: tuple[str | int, ...]) -> tuple[str, str]:
        """What stands before and after the lines of an owner, without the line ends next to them."""
        own = [place for place, (whose, _) in enumerate(self.lines) if whose[: len(owner)] == owner]
        before = self.end.join(line for _, line in self.lines[: own[0]])
        after = self.end.join(line for _, line in self.lines[own[-1] + 1 :])
        return self.mark + before, after


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@st.composite
def written_plans(draw: st.DrawFn, most_items: int = 5) -> Written:
    plan = Written(
        end=draw(st.sampled_from(["\n", "\r\n"])),
        mark=draw(st.sampled_from(["", "\ufeff"])),
        final=draw(st.booleans()),
    )
    plan.add(("head",), *draw(st.lists(st.sampled_from(COMMENTS), max_size=2)), "plan = 1", "")
    _session(draw, plan)
    for number in range(draw(st.integers(0, 3))):
        _person(draw, plan, number)
    for number in range(draw(st.integers(1, most_items))):
        _item(draw, plan, number)
    return plan


def _key(draw: st.DrawFn, plan: Written, owner: tuple[str | int, ...], key: str, value: str) -> None:
    pad = key.ljust(8) if draw(st.booleans()) else key
    comment = draw(st.sampled_from(["", "", "  # why", " #, 'q'"]))
    indent = "  " if "breakout" in owner[:-1] else ""
    lines = value.split("\n")
    lines[0] = f"{indent}{pad} = {lines[0]}"
    lines[-1] += comment
    plan.add((*owner, key), *lines)


def _between(draw: st.DrawFn, plan: Written, owner: tuple[str | int, ...]) -> None:
    """Comments and blank lines that belong to nobody."""
    plan.add(("between",), "", *draw(st.sampled_from([(), ("",), ("# ---- part two", "")])))
    plan.add(owner, *draw(st.lists(st.sampled_from(COMMENTS), max_size=1)))


def _session(draw: st.DrawFn, plan: Written) -> None:
    plan.add(("session",), "[session]  # when")
    values = {
        "id": '"demo"', "title": quoted(draw(st.sampled_from(WORDS))),
        "start": draw(st.sampled_from(["2026-12-03T15:00", '"2026-12-03 15:00"', "2026-12-03T15:00:00"])),
        "timezone": '"Africa/Lagos"', "length": draw(st.sampled_from(["120", '"2h"', "'1h30m'"])),
    }  # fmt: skip
    for key, value in values.items():
        _key(draw, plan, ("session",), key, value)


def _person(draw: st.DrawFn, plan: Written, number: int) -> None:
    owner = ("people", number)
    _between(draw, plan, owner)
    plan.add(owner, "[[people]]")
    if draw(st.booleans()):
        _key(draw, plan, owner, "id", f'"p{number}"')
    _key(draw, plan, owner, "name", quoted(f"Ana {number}"))
    _key(draw, plan, owner, "role", '"sharer"')
    _key(
        draw,
        plan,
        owner,
        "languages",
        draw(st.sampled_from(['["en"]', '["en", "fr"]', '[\n  "en", # c\n  "es"\n]'])),
    )


def _item(draw: st.DrawFn, plan: Written, number: int) -> None:
    owner = ("item", number)
    _between(draw, plan, owner)
    plan.add(owner, draw(st.sampled_from(["[[item]]", "[[ item ]] # new"])))
    if draw(st.booleans()):
        _key(draw, plan, owner, "id", f'"i{number}"')
    _key(draw, plan, owner, "title", quoted(draw(st.sampled_from(WORDS))))
    duration = draw(st.sampled_from(["20", "7", *map(quoted, DURATIONS)]))
    _key(draw, plan, owner, "duration", duration)
    if draw(st.booleans()):
        _key(draw, plan, owner, "min", '"30s"')
    if draw(st.booleans()):
        _key(draw, plan, owner, "notes", draw(st.sampled_from(['"one"', '"""\n- a\n- b\n"""', "'''x\ny'''"])))
    if draw(st.booleans()):
        chat = [
            '["Hi"]',
            '[\n  "Hi",  # first\n  { lang = "fr", text = "Salut" },\n]',
            '[ "a",\n "b" # b\n ]',
        ]
        _key(draw, plan, owner, "chat", draw(st.sampled_from(chat)))
    if draw(st.booleans()):
        plan.add((*owner, "breakout"), draw(st.sampled_from(["  [item.breakout]", "[item.breakout]"])))
        _key(draw, plan, (*owner, "breakout"), "size", "5")
