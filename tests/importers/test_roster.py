from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n import Message, message, words
from letsconnect_tui.importers.cells import MOST_BYTES, delimiter
from letsconnect_tui.importers.encodings import decode
from letsconnect_tui.importers.language_names import language_code, language_codes
from letsconnect_tui.importers.roster import Roster, read_roster
from letsconnect_tui.importers.roster_columns import columns_of
from letsconnect_tui.session.facts import PersonFacts
from tests.hostile import HOSTILE_NAMES

SAMPLES = Path(__file__).parent / "samples"


ENDLESS = ["a" * 100_000, "[" * 100_000, "Name,x\n" + "a" * 100_000 + ",1\n"]


def read(folder: Path, content: str | bytes, name: str = "roster.csv") -> Roster:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_roster(path)


def refusal(folder: Path, content: str | bytes, name: str = "roster.csv") -> Message:
    with pytest.raises(InputError) as refused:
        read(folder, content, name)
    assert "⧼" not in words(refused.value.message)
    return refused.value.message


def test_a_forms_answers_are_read_without_their_addresses() -> None:
    roster = read_roster(SAMPLES / "google_forms_direct.csv")

    assert roster.people == (
        PersonFacts("Ada Example", "AdaExample", ("en", "fr", "ig")),
        PersonFacts("Ọlá Example", "Ola Example", ("en", "yo")),
    )
    assert "@" not in repr(roster)


def test_hidden_and_vanished_participants_of_a_wiki_event_are_only_counted() -> None:
    assert read_roster(SAMPLES / "campaignevents_participants.json") == Roster(
        (PersonFacts("AdaExample", "AdaExample"),), (message("roster-note-hidden", 2),)
    )


def test_a_table_below_a_meetings_title_is_found_and_rejoined_people_counted_once() -> None:
    names = [person.name for person in read_roster(SAMPLES / "zoom_2026_en_meeting_info.csv").people]

    assert names.count("Amaka Ụzọma") == 1
    assert "Topic" not in names


def test_every_field_is_read(tmp_path: Path) -> None:
    table = (
        "Full name;Wikimedia username;Idiomas;Are you a newcomer?;Region;Country;Home wiki;"
        "Affiliation;Is this your first event?;Age\n"
        "Ada;user:ada;español, inglés;Yes;LAC;Perú;eswiki;WMPE;no;33\n"
    )

    assert read(tmp_path, table).people == (
        PersonFacts("Ada", "Ada", ("es", "en"), "newcomer", "LAC", "Perú", "eswiki", "WMPE", False),
    )


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("First name,Last name", "Ada Example"),
        ("Prénom,Nom", "Ada Example"),
        ("Nombre,Apellidos", "Ada Example"),
        ("Vorname,Name", "Ada Example"),
    ],
)
def test_names_in_two_columns_are_put_together(tmp_path: Path, header: str, name: str) -> None:
    assert read(tmp_path, f"{header}\nAda,Example\n").people[0].name == name


@pytest.mark.parametrize(
    "header",
    [
        "Name",
        "Nombre",
        "Nom",
        "الاسم",
        "名前",
        "이름",
        "Имя",
        "नाम",
        "Jina",
        "Aha",
        "Your name",
        "ORÚKỌ",
        "Display Name",
    ],
)
def test_the_name_column_is_found_in_many_languages(tmp_path: Path, header: str) -> None:
    assert [person.name for person in read(tmp_path, f"{header},x\nAda,1\n").people] == ["Ada"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encodings_and_delimiters_are_recognised(tmp_path: Path, encoding: str, sign: str) -> None:
    text = f"Name{sign}Country\r\nỤzọma Example{sign}Nigeria\r\nAda Example{sign}Ghana\r\n"

    assert [person.name for person in read(tmp_path, text.encode(encoding)).people] == [
        "Ụzọma Example",
        "Ada Example",
    ]


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    roster = read(tmp_path, "Name,x\nJosé,1\n".encode("cp1252"))

    assert (roster.people[0].name, roster.notes[0].key) == ("José", "note-encoding")


def test_a_plain_list_is_enough(tmp_path: Path) -> None:
    assert [person.name for person in read(tmp_path, "Ada\n* Bala\n\n3. Chidi\n", "people.txt").people] == [
        "Ada",
        "Bala",
        "Chidi",
    ]


def test_rows_without_a_name_and_columns_nobody_needs_are_said(tmp_path: Path) -> None:
    roster = read(tmp_path, "Name,Shoe size\nAda,38\n,40\nada@example.org,41\n")

    assert roster.people == (PersonFacts("Ada"),)
    assert roster.notes == (
        message("roster-note-nameless", 2, 3),
        message("roster-note-unused", 1, ("Shoe size",)),
    )


def test_the_same_username_counts_once_and_the_same_name_with_other_facts_twice(tmp_path: Path) -> None:
    roster = read(
        tmp_path, "Name,Username,Country\nAda,Ada,GH\nAda E,ada,GH\nNgozi,,NG\nNgozi,,GH\nngozi,,GH\n"
    )

    assert [(person.name, person.country) for person in roster.people] == [
        ("Ada", "GH"),
        ("Ngozi", "NG"),
        ("Ngozi", "GH"),
    ]
    assert roster.notes == (message("roster-note-twice", 2),)


def test_a_guard_against_formulas_is_taken_off(tmp_path: Path) -> None:
    assert read(tmp_path, "Name,x\n'=Ada,1\n").people[0].name == "=Ada"


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        ("", "roster.csv", "roster-nobody"),
        ("Name\n", "roster.csv", "roster-nobody"),
        ("a,b\n1,2\n", "roster.csv", "roster-no-name-column"),
        (b"PK\x03\x04rest", "roster.xlsx", "error-file-broken-spreadsheet"),
        (b"x" * (MOST_BYTES + 1), "roster.csv", "error-file-too-large"),
        ("Name" + "," * 300 + "\n", "roster.csv", "error-file-columns"),
        ("Name,x\n" + "a,b\n" * 100_001, "roster.csv", "error-file-rows"),
        ('Name,x\n"' + "a" * 200_000, "roster.csv", "error-file-broken-row"),
        ("[{]", "roster.json", "roster-broken-json"),
        ("[" * 100_000, "roster.json", "roster-broken-json"),
        ('{"participants": 5}', "roster.json", "roster-json-no-list"),
        ("[1, null, {}]", "roster.json", "roster-nobody"),
    ],
    ids=[
        "empty", "header only", "no names", "spreadsheet", "too large", "columns", "rows", "broken row",
        "broken json", "deep json", "no list", "nobody in json",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_words(
    tmp_path: Path, content: str | bytes, name: str, key: str
) -> None:
    assert refusal(tmp_path, content, name).key == key


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError) as refused:
            read_roster(path)
        assert refused.value.message.key in ("error-file-missing", "error-file-is-folder")


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_no_name_in_a_table_can_stop_the_reader(tmp_path: Path, name: str) -> None:
    line = name[:500].replace('"', '""').encode("utf-8", "replace").decode()

    assert read(tmp_path, f'Name,Country\n"{line}",x\nAda Example,y\n').people[-1].name == "Ada Example"


@pytest.mark.parametrize("content", ENDLESS, ids=range(3))
def test_an_endless_line_takes_no_endless_time(tmp_path: Path, content: str) -> None:
    assert len(read(tmp_path, content + "\nAda Example\n", "people.txt").people) <= 2


@given(st.binary(max_size=200))
def test_any_bytes_become_text(content: bytes) -> None:
    assert "\0" not in decode(content).text


@given(st.lists(st.text(max_size=30), max_size=6).map(tuple))
def test_any_row_can_be_asked_for_its_columns(headers: tuple[str, ...]) -> None:
    assert all(place < len(headers) for place in columns_of(headers).fields.values())


@pytest.mark.parametrize(
    ("text", "sign"), [("a,b\n1,2", ","), ("a;b\n1,5;2", ";"), ("a\tb\n1,5\t2", "\t"), ("a", ","), ("", ",")]
)
def test_the_delimiter_is_the_one_every_line_has(text: str, sign: str) -> None:
    assert delimiter(text) == sign


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("English;Français;Igbo", ("en", "fr", "ig")),
        ("español y português", ("es", "pt")),
        ("العربية، English", ("ar", "en")),
        ("English (fluent), French - basic", ("en", "fr")),
        ("EN / fr", ("en", "fr")),
        ("Dagbani & Twi", ("dag", "tw")),
        ("日本語", ("ja",)),
        ("Klingon", ("Klingon",)),
        ("", ()),
    ],
)
def test_languages_become_codes(text: str, codes: tuple[str, ...]) -> None:
    assert language_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "code"), [("pt-BR", "pt-br"), ("Kiswahili", "sw"), ("Yorùbá", "yo"), ("हिन्दी", "hi")]
)
def test_one_language_is_known_by_any_of_its_names(text: str, code: str) -> None:
    assert language_code(text) == code


@pytest.mark.parametrize(
    "header", ["Call me", "What should we call you?", "Preferred name", "Apodo", "Nickname"]
)
def test_what_somebody_wishes_to_be_called_is_read(header: str, tmp_path: Path) -> None:
    roster = read(tmp_path, f"Name,{header}\nNguyễn Thị Minh,Minh\nAna Silva,\n")

    assert [(person.name, person.call) for person in roster.people] == [
        ("Nguyễn Thị Minh", "Minh"),
        ("Ana Silva", None),
    ]
