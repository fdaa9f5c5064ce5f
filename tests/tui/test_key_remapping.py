"""Keys of the settings file, by the public ids of bindings."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding

from letsconnect_tui import i18n
from letsconnect_tui.commands.table import COMMANDS
from letsconnect_tui.i18n import use_keys, words
from letsconnect_tui.paths import config_dir
from letsconnect_tui.tui.actions import Action, actions_in
from letsconnect_tui.tui.app import LiveApp
from letsconnect_tui.tui.editor.screen import EditorScreen
from letsconnect_tui.tui.editor.tables import EditorTable
from letsconnect_tui.tui.home import HomeScreen
from letsconnect_tui.tui.key_remapping import bound_keys, is_key, load_keys, read_keymap
from letsconnect_tui.tui.panels.registry import panel_classes
from letsconnect_tui.tui.render.home import KEYS as HOME_KEYS
from letsconnect_tui.tui.snapshot import BEFORE, ENDED
from letsconnect_tui.tui.snapshot import LIVE as LIVE_MODE
from tests.documented_tables import table
from tests.tui.stage import Stage, on_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
MODES = {BEFORE: "Before the start", LIVE_MODE: "Live", ENDED: "After the end"}
LIVE = ("wait 600", "start", "wait 60", "next")


@pytest.fixture(autouse=True)
def default_keys_afterwards() -> Iterator[None]:
    yield
    use_keys({})


def settings(text: str) -> dict[str, str]:
    """Textual's keymap for a settings file that says this."""
    folder = config_dir()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(text, "utf-8")
    return load_keys()[0]


def sections() -> Iterator[str]:
    """What the page says of each mode and of each panel with keys of its own."""
    for mode, title in MODES.items():
        rows = [
            (
                " ".join(f"`{key}`" for key in one.default_keys.split(",")),
                words(f"tui-does-{one.id}"),
                typed_with_effect(one),
                f"`{one.id}`",
            )
            for one in actions_in(mode)
        ]
        yield f"## {title}\n\n{table(('key', 'what it does', 'typed', 'id'), rows)}"
    for panel in panel_classes():
        bound = [(one.key, one.id) for one in panel.BINDINGS if isinstance(one, Binding) and one.id]
        panel_rows = [(f"`{key}`", words(f"tui-does-{id_}"), f"`{id_}`") for key, id_ in bound]
        if panel_rows:
            title = words(f"tui-place-{panel.PANEL_ID}")
            yield f"## In “{title}”\n\n{table(('key', 'what it does', 'id'), panel_rows)}"


def typed_with_effect(one: Action) -> str:
    typed = one.says or (COMMANDS[one.word].usage if one.word else "")
    escaped = typed.replace("|", "\\|")
    return f"`{escaped}`" if typed else ""


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.partition("\n")[0])
def test_the_page_of_keys_is_as_the_tables_have_it(section: str) -> None:
    assert section in PAGE.read_text("utf-8"), f"{PAGE.name} should have:\n\n{section}"


def test_the_page_has_the_keys_of_the_editor() -> None:
    page = PAGE.read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| [^|]+ \| `(edit-[a-z-]+)` \|$", page, re.MULTILINE)
    editor = [one for one in bound_keys() if one.group == "editor"]
    assert rows == [(" ".join(f"`{key}`" for key in one.default.split(",")), one.id) for one in editor]


def test_the_words_name_keys_by_their_ids_and_defaults() -> None:
    defaults = {one.id: one.default.split(",")[0] for one in bound_keys()}
    texts = json.loads((Path(i18n.__file__).parent / "en.json").read_text("utf-8")).values()
    named = [
        pair for text in texts if isinstance(text, str) for pair in re.findall(r"{{KEY:(.+?)\|(.+?)}}", text)
    ]
    assert named
    assert [pair for pair in named if defaults.get(pair[0]) != pair[1]] == []


def test_the_page_names_every_id() -> None:
    page = PAGE.read_text("utf-8")
    assert {one.id for one in bound_keys() if f"`{one.id}`" not in page} <= {"close-panel", *home_ids()}


def home_ids() -> set[str]:
    return {f"home-{name}" for _, name in HOME_KEYS}


def test_every_id_belongs_to_one_binding() -> None:
    panels = [
        one.id for panel in panel_classes() for one in panel.BINDINGS if isinstance(one, Binding) and one.id
    ]
    app = [one.id for one in LiveApp.BINDINGS if isinstance(one, Binding) and one.id]
    home = [one.id for one in HomeScreen.BINDINGS if isinstance(one, Binding) and one.id]
    editor = [
        one.id
        for one in (*EditorScreen.BINDINGS, *EditorTable.BINDINGS)
        if isinstance(one, Binding) and one.id
    ]
    assert [name for name, count in Counter([*panels, *app, *home, *editor]).items() if count > 1] == []
    assert {*panels, *app, *home, *editor} == {one.id for one in bound_keys()}
    assert set(home) == home_ids()


def test_every_default_key_is_a_key_and_means_one_thing_in_its_place() -> None:
    defaults = {one.id: one.default.split(",") for one in bound_keys()}
    assert [name for name, keys in defaults.items() if not all(map(is_key, keys))] == []
    assert read_keymap({}) == ({}, [])


@pytest.mark.parametrize("panel", panel_classes(), ids=lambda panel: panel.__name__)
def test_every_key_of_a_panel_has_an_action_a_label_and_a_sentence(panel: type) -> None:
    for one in panel.BINDINGS:  # type: ignore[attr-defined]
        assert callable(getattr(panel, f"action_{one.action.partition('(')[0]}", None)), one
        if one.id is not None:
            assert "⧼" not in words(f"tui-key-{one.id}") + words(f"tui-does-{one.id}"), one.id


@pytest.mark.parametrize(
    ("table", "kept", "expected"),
    [
        ({"next": "f5"}, {"next": ("f5",)}, ""),
        ({"times-later": ["a", "ctrl+x"]}, {"times-later": ("a", "ctrl+x")}, ""),
        ({"nxet": "f5"}, {}, "“nxet”. Was “next” meant?"),
        ({"qqqqqq": "f5"}, {}, "“qqqqqq”; docs/keys.md"),
        ({"next": "p"}, {}, "“next” stays as it was: p is the key of “pause”"),
        ({"next": "k", "skip": "n"}, {"next": ("k",), "skip": ("n",)}, ""),
        ({"next": "f5", "skip": "f5"}, {"next": ("f5",)}, "f5 is the key of “next”"),
        ({"start": "k"}, {"start": ("k",)}, ""),
        ({"next": "ctrl+plonk"}, {}, "“ctrl+plonk” is no key"),
        ({"next": "enter"}, {}, "enter moves and answers in lists"),
        ({"next": 3}, {}, "“next” needs a key"),
        ({"next": []}, {}, "“next” needs a key"),
        ({"next": "\x07"}, {}, "is no key"),
    ],
)
def test_a_settings_table_gives_keys_and_says_what_it_left_out(
    table: dict[str, object], kept: dict[str, tuple[str, ...]], expected: str
) -> None:
    keymap, problems = read_keymap(table)
    assert keymap == kept
    assert expected in " ".join(map(words, problems))
    assert len(problems) == bool(expected)


def phase(stage: Stage) -> str:
    return stage.session.state.phase


async def test_a_key_of_the_settings_acts_and_the_usual_one_does_not() -> None:
    keymap = settings('[keys]\nnext = "f5"\npause = "j"\n')
    async with on_stage(*LIVE, keymap=keymap) as stage:
        before = stage.session.state.current
        await stage.press("n")
        assert stage.session.state.current == before
        await stage.press("f5")
        assert stage.session.state.current != before
        await stage.press("j")
        assert phase(stage) == "paused"
        await stage.press("p")
        assert phase(stage) == "live", "p goes on as before: only pause was moved"
        assert "f5 next" in stage.lines[-1]
        assert "j pause" in stage.lines[-1]


async def test_help_palette_and_hints_name_the_keys_of_the_settings() -> None:
    keymap = settings('[keys]\nnext = "f5"\nlock-keys = "f9"\npeople = "W"\nhistory-take-back = "x"\n')
    async with on_stage(*LIVE, keymap=keymap, size=(100, 60)) as stage:
        await stage.press("?")
        assert "f5  next" in stage.text
        await stage.press("?", "ctrl+p")
        assert "f5  next" in stage.text
        await stage.press("escape", "f9")
        assert "f9 unlocks them" in stage.text
        await stage.press("f9", "U")
        assert "x take back" in stage.lines[-1]
        await stage.press("x")
        assert "Without action" in stage.text


async def test_a_key_given_to_a_panel_works_in_it_alone() -> None:
    keymap = settings('[keys]\ntimes-later = "a"\n')
    async with on_stage(*LIVE, keymap=keymap) as stage:
        await stage.press("t", "a")
        assert stage.panel == "times"
        assert "5:00 later" in stage.text
        await stage.press("escape", "a")
        assert stage.panel == "ask"


def test_a_broken_file_is_told_and_the_usual_keys_stay() -> None:
    (folder := config_dir()).mkdir(parents=True, exist_ok=True)
    for text, expected in (
        ("keys = ", "are no TOML"),
        ("[colours]\n", "“colours”, which is none of [keys]"),
        ("keys = 3\n", "“keys”"),
    ):
        (folder / "settings.toml").write_text(text, "utf-8")
        keymap, problems = load_keys()
        assert keymap == {}
        assert expected in words(problems[0])
