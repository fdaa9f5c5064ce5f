"""Registrations of twenty languages and fifteen tools: who is in them, whatever the columns are called."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from letsconnect_tui.errors import InputError
from letsconnect_tui.importers.attendance.read import read_attendance

SAMPLES = Path(__file__).parent.parent / "samples" / "registrations"
ADA = ["Ada Example"]
NAMES = {
    "01_gforms_fr.csv": ["Amina Exemple", "Théo Modèle"],
    "02_gforms_es_sheet.csv": ["Rosa Ejemplo", "José Modelo"],
    "04_gforms_ar.csv": ["ليلى مثال", "سامي نموذج"],
    "04b_gforms_ja.csv": ["見本 花子"],
    "05_eventbrite.csv": ["Maya Example"],
    "05b_eventbrite_surname.csv": ["Anna Exempel"],
    "07_campaignevents.json": ["AdaExample", "BenSample"],
    "08_excel_cp1252.csv": ["João Exemplo", "Conceição Modelo"],
    "08c_excel_cp1251.csv": ["Ирина Пример"],
    "09_utf16_tab.txt": ["Zoë Example"],
    "10_tab_odd_order.tsv": ["Tina Example"],
    "11_first_last_comma.csv": ["Ngozi Example, PhD", "María José de la Muestra"],
    "12_email_only.csv": ["ines", "jon"],
    "12b_email_only.txt": ["ada", "Grace Example"],
    "13b_limesurvey_full.csv": ADA,
    "14_luma.csv": ["Dani Example"],
    "16_moodle.csv": ADA,
    "17_dashboard_students.csv": ["AdaExample"],
    "19_etherpad.txt": ["Ada Example", "Ben Sample", "Chidi Example"],
    "20_newline_in_cell.csv": ["Ida Example", "Jalle Sample"],
    "22_angle_mail.csv": ["Nea Example", "Olle Sample"],
    "a_sep_hint_en.csv": ["Britt Example"],
    "en_username_is_email.csv": ADA,
    "p_pad2.txt": ["Ada Example", "Ben Sample"],
    "p_wiki1.txt": ["AdaExample", "Ben Sample"],
    "p_wiki3.txt": ["Ben Sample", "AdaExample", "Chidi Example"],
    "p_wiki4.txt": ["Jana Beispiel", "Chidi Example", "Théo Modèle", "سامي نموذج", "見本花子"],
    "p_zoomchat2.txt": ["Ada Example", "Ben Sample"],
    "twins.csv": ["Pia Palm", "Pia Palm"],
    "07-roster-cp1251.csv": ["Анна"],
    "10-sep-line.csv": ["Ana Lima", "Bo Li"],
}


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_registration_names_whom_it_names(path: Path) -> None:
    if path.name == "09-unclosed-quote.csv":
        with pytest.raises(InputError) as refused:
            read_attendance(path, zone=ZoneInfo("UTC"))
        assert refused.value.message.values == (path.name, 3)
        return
    wanted = NAMES.get(path.name, ADA if path.name.startswith(("h_", "n_")) else None)
    report = read_attendance(path, zone=ZoneInfo("UTC"))

    assert [person.name for person in report.people] == wanted
    assert {person.minutes for person in report.people} == {None}
    assert {person.intervals for person in report.people} == {()}


def test_an_address_is_taken_out_of_whatever_is_around_it() -> None:
    report = read_attendance(SAMPLES / "22_angle_mail.csv", zone=ZoneInfo("UTC"))

    assert [person.email for person in report.people] == ["nea@example.org", "olle@example.org"]
