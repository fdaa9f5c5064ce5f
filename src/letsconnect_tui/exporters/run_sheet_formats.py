"""A run sheet as a page (Markdown, wikitext, text, HTML for the printer) and as a table (CSV, XLSX)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from letsconnect_tui.errors import InputError
from letsconnect_tui.exporters.escape import csv_text
from letsconnect_tui.exporters.local_times import span
from letsconnect_tui.exporters.pages import Lines, Linked, PageCell, Prose
from letsconnect_tui.exporters.print_pages import HtmlPage, page_named
from letsconnect_tui.exporters.workbook import workbook
from letsconnect_tui.i18n.catalogue import language_with, words_in
from letsconnect_tui.i18n.dates import city_name, weekday_date
from letsconnect_tui.i18n.message import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from letsconnect_tui.exporters.pages import Page
    from letsconnect_tui.exporters.run_sheet import PersonPage, PersonPart, RunSheet, RunSheetRow

FORMS = ("md", "html", "txt", "wikitext", "csv", "xlsx")
KEY = "runsheet-item"
"""Where a catalogue has this message, it has all of them."""
COLUMNS = (
    "date", "start", "start_utc", "minutes", "kind", "item", "lead", "tech", "paste", "recorded", "backup",
    "needs", "backup_plan", "slides", "pad", "prompt",
)  # fmt: skip
"""Of the table of the whole agenda."""
PART_COLUMNS = ("date", "start", "start_utc", "minutes", "item", "part", "after", "cues", "room")
"""Of the table of one person."""


class SheetWriter:
    """Writes one run sheet.

    Args:
        sheet: What it says.
        language: The code of the language of its words.
        zone: The name of the zone whose clock stands beside UTC.
        person: Whose page alone is written; None: the whole sheet.
    """

    def __init__(self, sheet: RunSheet, language: str, zone: str, person: PersonPage | None = None) -> None:
        self._sheet = sheet
        self._language = language
        self._spoken = language_with(KEY, language)
        self._zone = zone
        self._person = person

    def written(self, form: str) -> str | bytes:
        """The sheet in one of ``FORMS``; raises InputError for another, and where XLSX cannot be written."""
        if form == "csv":
            header, rows = self._table()
            return csv_text(header, rows)
        if form == "xlsx":
            return self._workbook()
        if form not in FORMS:
            raise InputError(message("export-unknown-format", form), message("export-formats", FORMS))
        page = page_named("text" if form == "txt" else form)
        if not isinstance(page, HtmlPage):
            return page.heading(self._title()) + "\n" + self._only_part(page)
        parts = [self._only_part(page)]
        if self._person is None:
            parts += [self._page_of(one, page) for one in self._sheet.people]
        return page.document(self._title(), self._language, page.sheets(parts), wide=True)

    def _say(self, key: str, *values: object) -> str:
        return words_in(self._language, key, *values)

    def _title(self) -> str:
        return self._say("runsheet-title", self._sheet.title)

    def _only_part(self, page: Page) -> str:
        head = page.fields(self._when())
        if self._person is not None:
            return f"{head}\n{self._page_of(self._person, page)}"
        links = page.fields(
            [(self._say(f"runsheet-link-{key}"), Prose(link)) for key, link in self._sheet.links]
        )
        return "\n".join(filter(None, (head, links, self._agenda(page))))

    def _when(self) -> list[tuple[str, str]]:
        """The date and both clocks; one where they agree."""
        fields = []
        for zone in self._clocks(self._zone):
            start, end = (
                one.astimezone(ZoneInfo(zone)) for one in (self._sheet.starts_at, self._sheet.ends_at)
            )
            day = weekday_date(start.date(), self._spoken)
            fields.append((self._clock_name(zone), self._say("runsheet-when", day, span(start, end))))
        return fields

    def _clocks(self, zone: str) -> tuple[str, ...]:
        """The zone and UTC; UTC alone where there is no difference that day."""
        offset = self._sheet.starts_at.astimezone(ZoneInfo(zone)).utcoffset()
        return (zone, "UTC") if offset else ("UTC",)

    def _clock_name(self, zone: str) -> str:
        return "UTC" if zone == "UTC" else city_name(zone, self._spoken)

    def _times(self, at: datetime, zone: str) -> tuple[str, ...]:
        return tuple(f"{at.astimezone(ZoneInfo(clock)):%H:%M}" for clock in self._clocks(zone))

    def _agenda(self, page: Page) -> str:
        clocks = [self._clock_name(zone) for zone in self._clocks(self._zone)]
        columns = ("minutes", "item", "lead", "tech", "paste", "recorded", "backup")
        header = [*clocks, *(self._say(f"runsheet-{column}") for column in columns)]
        rows = [
            (
                *self._times(row.starts_at, self._zone),
                row.minutes,
                Lines(tuple(self._item_lines(row))),
                row.lead or "",
                row.tech or "",
                Lines(tuple(map(Prose, row.paste))),
                self._say("runsheet-yes") if row.recorded else "",
                row.backup or "",
            )
            for row in self._sheet.rows
        ]
        return page.table(self._say("runsheet-agenda"), header, rows)

    def _item_lines(self, row: RunSheetRow) -> Iterator[str]:
        yield row.title
        fields = (
            ("prompt", row.prompt),
            ("needs", self._say("times-and").join(row.needs)),
            ("slides", row.slides),
            ("pad", row.pad),
            ("backup-plan", row.backup_plan),
        )
        for key, value in fields:
            if value:
                yield Prose(self._say(f"runsheet-{key}", value))

    def _page_of(self, person: PersonPage, page: Page) -> str:
        zone = self._zone_of(person)
        fields = [(self._say("runsheet-role"), self._say(f"runsheet-role-{person.role}"))]
        fields += [(self._say("runsheet-say"), person.say)] if person.say else []
        fields += [(self._say("runsheet-intro"), person.intro)] if person.intro else []
        clocks = [self._clock_name(one) for one in self._clocks(zone)]
        header = [*clocks, *(self._say(f"runsheet-{name}") for name in ("minutes", "item", "part", "cues"))]
        rows: list[Sequence[PageCell]] = []
        for part in person.parts:
            after = (self._say("runsheet-after", part.after),) if part.after else ()
            cues = Lines((*after, *self._cues(part, zone)))
            row = part.row
            rows.append((*self._times(row.starts_at, zone), row.minutes, row.title, self._part(part), cues))
        table = page.table(self._say("runsheet-parts"), header, rows)
        return "\n".join((page.heading(person.name), page.fields(fields), table))

    def _zone_of(self, person: PersonPage) -> str:
        """In the whole sheet where the person is, if the plan says so; alone what was asked for."""
        return self._zone if self._person is not None else person.timezone or self._zone

    def _part(self, part: PersonPart) -> str:
        texts = [self._say(f"runsheet-part-{one}") for one in part.parts]
        if part.room:
            texts[-1] = self._say("runsheet-part-room", part.room)
        return self._say("times-and").join(texts)

    def _cues(self, part: PersonPart, zone: str) -> Iterator[str]:
        for at, left in part.cues:
            whole, rest = divmod(left, 60)
            if whole and rest:
                duration = f"{whole}:{rest:02}"
            else:
                duration = self._say("minutes", whole) if whole else self._say("seconds", rest)
            there = at.astimezone(ZoneInfo(zone))
            clock = f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
            yield self._say("runsheet-left", clock, duration)

    def _table(self) -> tuple[Sequence[str], list[list[str]]]:
        """The header and the cells of the table in a CSV, as the same texts in a spreadsheet."""
        if self._person is not None:
            return PART_COLUMNS, self._rows_of(self._person)
        return COLUMNS, [self._cells(row) for row in self._sheet.rows]

    def _date_and_times(self, row: RunSheetRow, zone: str) -> list[str]:
        there = row.starts_at.astimezone(ZoneInfo(zone))
        return [f"{there:%Y-%m-%d}", f"{there:%H:%M}", f"{row.starts_at:%Y-%m-%dT%H:%M:%SZ}", row.minutes]

    def _cells(self, row: RunSheetRow) -> list[str]:
        return [
            *self._date_and_times(row, self._zone),
            row.kind,
            row.title,
            _name(row.lead),
            _name(row.tech),
            " / ".join(row.paste),
            "yes" if row.recorded else "no",
            _name(row.backup),
            ", ".join(row.needs),
            row.backup_plan,
            row.slides,
            row.pad,
            row.prompt,
        ]

    def _rows_of(self, person: PersonPage) -> list[list[str]]:
        zone = self._zone_of(person)
        return [
            [
                *self._date_and_times(part.row, zone),
                part.row.title,
                ", ".join(part.parts),
                part.after,
                " / ".join(self._cues(part, zone)),
                part.room,
            ]
            for part in person.parts
        ]

    def _workbook(self) -> bytes:
        """The agenda and a sheet for each person."""
        from letsconnect_tui.i18n.cldr import locale

        tables = [(self._say("runsheet-agenda"), *self._table())]
        if self._person is None:
            tables += [(one.name, PART_COLUMNS, self._rows_of(one)) for one in self._sheet.people]
        return workbook(
            {
                _sheet_name(name, number): [header, *rows]
                for number, (name, header, rows) in enumerate(tables, 1)
            },
            right_to_left=locale(self._language).text_direction == "rtl",
        )


def _name(person: Linked | None) -> str:
    return "" if person is None else person.name


def _sheet_name(name: str, number: int) -> str:
    """At most 31 characters without those that a spreadsheet refuses; the number keeps two apart."""
    allowed = "".join(one for one in name if one not in "[]:*?/\\'")
    return f"{number} {allowed}"[:31].strip()
