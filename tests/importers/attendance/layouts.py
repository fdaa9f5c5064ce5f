"""Writes attendance as platforms write it: any layout, language, encoding, delimiter and form of dates."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Span = tuple[datetime, datetime]
Rows = list[list[str]]


@dataclass(frozen=True)
class Person:
    name: str
    spans: tuple[Span, ...]
    """Local times; they may overlap, as two devices do."""
    email: str = ""

    @property
    def minutes(self) -> int:
        """The union, rounded up once."""
        covered, end = 0.0, datetime.min  # noqa: DTZ901 - the zone is the file's
        for begin, leave in sorted(self.spans):
            begin = max(begin, end)
            if leave > begin:
                covered += (leave - begin).total_seconds()
                end = leave
        return -(-round(covered) // 60)


WORDS_FILE = Path(__file__).parent.parent / "samples" / "report_words.tsv"
"""A language a line: its code, its old encoding, names of people, and the words of FIELDS."""
FIELDS = (
    "name",
    "original",
    "email",
    "join",
    "leave",
    "minutes",
    "guest",
    "waiting",
    "yes",
    "no",
    "first",
    "last",
    "duration",
    "joined",
    "left",
)


@dataclass(frozen=True)
class Language:
    """Words of reports in one language, separated by bars in the order of the fields."""

    code: str
    words: str
    legacy: str
    """The encoding that old programs write it in; empty if there is none."""
    names: str
    word: dict[str, str] = field(init=False, repr=False, hash=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "word", dict(zip(FIELDS, self.words.split("|"), strict=True)))


LANGUAGES = [
    Language(code, words, legacy, names)
    for code, legacy, names, words in (
        line.split("\t") for line in WORDS_FILE.read_text("utf-8").splitlines()
    )
]


@dataclass(frozen=True)
class DateForm:
    """How a moment is written."""

    name: str
    write: Callable[[datetime], str]
    to_the_minute: bool = False
    is_open: bool = False
    """Whether day and month may be exchanged while both are at most 12."""


def _twelve(moment: datetime, am: str = "AM", pm: str = "PM") -> str:
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M:%S} {am if moment.hour < 12 else pm}"


MONTHS_ES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets have no zones
FULL_WIDTH = str.maketrans("0123456789:/", "０１２３４５６７８９：／")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DATE_FORMS = [
    DateForm("us", lambda at: f"{at:%m/%d/%Y} {_twelve(at)}", is_open=True),
    DateForm("us short", lambda at: f"{at.month}/{at.day}/{at:%y}, {_twelve(at)}", is_open=True),
    DateForm("european", lambda at: f"{at:%d/%m/%Y %H:%M:%S}", is_open=True),
    DateForm(
        "european with PM",
        lambda at: f"{at:%d/%m/%Y %H:%M:%S} {'AM' if at.hour < 12 else 'PM'}",
        is_open=True,
    ),
    DateForm("french", lambda at: f"{at:%d/%m/%Y} à {at:%H:%M:%S}", is_open=True),
    DateForm("german", lambda at: f"{at:%d.%m.%y, %H:%M:%S}"),
    DateForm("dots", lambda at: f"{at.day}.{at.month}.{at.year} {at:%H:%M:%S}"),
    DateForm("iso", lambda at: f"{at:%Y-%m-%d %H:%M:%S}"),
    DateForm("iso T", lambda at: f"{at:%Y-%m-%dT%H:%M:%S}"),
    DateForm("asian", lambda at: f"{at:%Y/%m/%d} {_twelve(at)}"),
    DateForm(
        "korean",
        lambda at: (
            f"{at.year}. {at.month}. {at.day}. {'오전' if at.hour < 12 else '오후'} "
            f"{(at.hour - 1) % 12 + 1}:{at:%M:%S}"
        ),
    ),
    DateForm("chinese", lambda at: f"{at.year}年{at.month}月{at.day}日 {at:%H:%M:%S}"),
    DateForm("arabic", lambda at: f"{at:%Y/%m/%d} {_twelve(at, 'ص', 'م')}".translate(ARABIC_DIGITS)),
    DateForm("month name", lambda at: f"{at:%b} {at.day}, {at.year} {_twelve(at)}"),
    DateForm(
        "spanish",
        lambda at: f"{at.day} de {MONTHS_ES[at.month - 1]} de {at.year} {_twelve(at, 'a. m.', 'p. m.')}",
    ),
    DateForm(
        "narrow space",
        lambda at: f"{at.month}/{at.day}/{at.year}, {_twelve(at)}".replace(" AM", "\u202fAM").replace(
            " PM", "\u202fPM"
        ),
        is_open=True,
    ),
    DateForm("without seconds", lambda at: f"{at:%Y/%m/%d} {at.hour}:{at:%M}", to_the_minute=True),
    DateForm("in UTC", lambda at: f"{at:%Y-%m-%dT%H:%M:%S}.123Z"),
    DateForm("with an offset", lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+01:00"),
    DateForm("compact", lambda at: f"{at:%Y%m%dT%H%M%SZ}"),
    DateForm("since 1970", lambda at: str(round(at.replace(tzinfo=UTC).timestamp()))),
    DateForm("milliseconds", lambda at: str(round(at.replace(tzinfo=UTC).timestamp()) * 1000)),
    DateForm("days", lambda at: f"{(at - DAY_ZERO).total_seconds() / 86400:.8f}"),
    DateForm("weekday", lambda at: f"{at:%A, %B} {at.day}, {at.year} {_twelve(at)}"),
    DateForm("day and month", lambda at: f"{at:%d-%b-%Y %H:%M:%S}"),
    DateForm("vietnamese", lambda at: f"{_twelve(at, 'SA', 'CH')} {at:%d/%m/%Y}", is_open=True),
    DateForm("finnish", lambda at: f"{at.day}.{at.month}.{at.year} klo {at:%H.%M.%S}"),
    DateForm("thai", lambda at: f"{at.day}/{at.month}/{at.year + 543} {at:%H:%M:%S}", is_open=True),
    DateForm(
        "japanese", lambda at: f"{at.year}年{at.month}月{at.day}日 {at.hour}時{at.minute}分{at.second}秒"
    ),
    DateForm("full width", lambda at: f"{at:%Y/%m/%d %H:%M:%S}".translate(FULL_WIDTH)),
    DateForm("for a spreadsheet", lambda at: f'="{at:%Y-%m-%d %H:%M:%S}"'),
]


def ceil_minutes(span: Span) -> int:
    return -(-round((span[1] - span[0]).total_seconds()) // 60)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def in_units(span_s: int) -> str:
    return f"{span_s // 3600}h {span_s // 60 % 60}m {span_s % 60}s"


def _rows_of(people: Sequence[Person]) -> Iterable[tuple[Person, Span]]:
    return ((person, span) for person in people for span in person.spans)


def zoom(people: Sequence[Person], language: Language, form: DateForm, *, preamble: bool = True) -> Rows:
    word, write = language.word, form.write
    begin = min(span[0] for _, span in _rows_of(people))
    end = max(span[1] for _, span in _rows_of(people))
    head = [
        ["Topic", "ID", "Host", "Duration (minutes)", "Start time", "End time", "Participants"],
        [
            "A clinic, part 2",
            "812 3456 7890",
            "Host (host@example.org)",
            str(ceil_minutes((begin, end))),
            write(begin),
            write(end),
            str(len(people)),
        ],
        [],
    ]
    header = [
        f"{word['name']} ({word['original']})",
        *(word[one] for one in ("email", "join", "leave", "minutes", "guest", "waiting")),
    ]
    rows = [
        [
            person.name,
            person.email,
            write(span[0]),
            write(span[1]),
            str(ceil_minutes(span)),
            word["yes"],
            word["no"],
        ]
        for person, span in _rows_of(people)
    ]
    waiting = [
        [
            person.name,
            "",
            write(span[0] - timedelta(minutes=2)),
            write(span[0]),
            "2",
            word["yes"],
            word["yes"],
        ]
        for person, span in list(_rows_of(people))[:2]
    ]
    return [*(head if preamble else []), header, *waiting, *rows]


def zoom_flat(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    word, write = language.word, form.write
    begin = min(span[0] for _, span in _rows_of(people))
    end = max(span[1] for _, span in _rows_of(people))
    meeting = [
        "Clinic",
        "Meeting",
        "896 1053 0001",
        "Hana Host",
        "host@example.org",
        write(begin),
        write(end),
        str(len(people)),
        str(ceil_minutes((begin, end))),
    ]
    header = [
        "Topic",
        "Type",
        "ID",
        "Host name",
        "Host email",
        "Start time",
        "End time",
        "Participants",
        word["minutes"],
    ]
    header += [
        f"{word['name']} ({word['original']})",
        *(word[one] for one in ("email", "join", "leave", "minutes", "guest")),
    ]
    return [header] + [
        [
            *meeting,
            person.name,
            person.email,
            write(span[0]),
            write(span[1]),
            str(ceil_minutes(span)),
            word["yes"],
        ]
        for person, span in _rows_of(people)
    ]


def teams(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    word, write = language.word, form.write
    begin = min(span[0] for _, span in _rows_of(people))
    rows: Rows = [
        ["1. Summary"],
        ["Meeting title", "Clinic"],
        ["Attended participants", str(len(people))],
        ["Start time", write(begin)],
        [],
    ]
    rows += [
        ["2. " + word["name"]],
        [word["name"], word["join"], word["leave"], word["duration"], word["email"], "ID", word["guest"]],
    ]
    for person in people:
        first, last = min(person.spans)[0], max(span[1] for span in person.spans)
        rows.append(
            [
                person.name,
                write(first),
                write(last),
                in_units(person.minutes * 60),
                person.email,
                person.email,
                "x",
            ]
        )
    rows += [
        [],
        ["3. " + word["join"]],
        [word["name"], word["join"], word["leave"], word["duration"], word["email"], word["guest"]],
    ]
    for person, span in _rows_of(people):
        rows.append(
            [
                person.name,
                write(span[0]),
                write(span[1]),
                in_units(round((span[1] - span[0]).total_seconds())),
                person.email,
                "x",
            ]
        )
    return rows


def log(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    word = language.word
    events = [
        (at, person.name, word[what])
        for person in people
        for span in merged(person.spans)
        for at, what in zip(span, ("joined", "left"), strict=True)
    ]
    events.sort(key=lambda event: event[0])
    return [[word["name"], "Action", "Timestamp"]] + [
        [name, what, form.write(at)] for at, name, what in events
    ]


def merged(spans: Sequence[Span]) -> list[Span]:
    """The spans joined where they touch or overlap: a log has no second device."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def webex(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    word, write = language.word, form.write
    begin = min(span[0] for _, span in _rows_of(people))
    end = max(span[1] for _, span in _rows_of(people))
    header = [
        "Meeting Name",
        "Meeting Start Time",
        "Meeting End Time",
        word["name"],
        word["email"],
        word["join"],
        word["leave"],
        word["duration"],
        "Connection Type",
    ]
    return [header] + [
        [
            "Clinic",
            write(begin),
            write(end),
            person.name,
            person.email,
            write(span[0]),
            write(span[1]),
            f"{ceil_minutes(span)} mins",
            "Desktop app",
        ]
        for person, span in _rows_of(people)
    ]


def meet(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    """One row for each: halves of the name, the envelope and the true duration."""
    word, write = language.word, form.write
    rows = [[word["first"], word["last"], word["email"], word["duration"], word["join"], word["leave"]]]
    for number, person in enumerate(people):
        first, _, last = person.name.partition(" ")
        length = in_units(person.minutes * 60).removesuffix(" 0s")
        envelope = min(person.spans)[0], max(span[1] for span in person.spans)
        rows.append(
            [
                first,
                last,
                person.email or f"p{number}@example.org",
                length,
                write(envelope[0]),
                write(envelope[1]),
            ]
        )
    return rows


def dashboard(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    """BigBlueButton's: figures between the name and the times, and the true sum of sessions."""
    word, write = language.word, form.write
    header = [
        word["name"],
        "Moderator",
        "Activity Score",
        "Talk Time",
        "Webcam Time",
        "Messages",
        "Reactions",
        "Poll Votes",
        "Raise Hands",
        word["join"],
        word["leave"],
        word["duration"],
    ]
    rows = [header]
    for person in people:
        envelope = min(person.spans)[0], max(span[1] for span in person.spans)
        covered = sum(round((end - begin).total_seconds()) for begin, end in merged(person.spans))
        rows.append(
            [
                person.name,
                "FALSE",
                "6.5",
                "00:03:02",
                "00:10:00",
                "7",
                "2",
                "1",
                "1",
                write(envelope[0]),
                write(envelope[1]),
                clock(covered),
            ]
        )
    return rows


def unique_users(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    word = language.word
    header = [f"{word['name']} ({word['original']})", word["email"], word["minutes"], word["guest"]]
    return [header] + [[person.name, person.email, str(person.minutes), word["yes"]] for person in people]


def webinar(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    """Sections with titles, no-shows with dashes, and a question before the last column."""
    word, write = language.word, form.write
    begin = min(span[0] for _, span in _rows_of(people))
    name = f"{word['name']} ({word['original']})"
    times = [word["join"], word["leave"], word["minutes"], word["guest"]]
    rows: Rows = [
        ["Attendee Report"],
        ["Report generated time", write(begin + timedelta(days=1))],
        ["Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)", "# Registered"],
        ["A clinic", "847 5984 0001", write(begin), "120", "9"],
        ["Host Details"],
        ["Attended", name, word["email"], *times, "Country"],
    ]
    host, *others = people
    for span in host.spans:
        rows.append(
            ["Yes", host.name, host.email, write(span[0]), write(span[1]), str(ceil_minutes(span)), "No", "X"]
        )
    rows += [
        ["Attendee Details"],
        [
            "Attended",
            name,
            word["email"],
            "Registration Time",
            "Approval Status",
            *times,
            "Why, in short?",
            "Country",
        ],
    ]
    rows.append(
        [
            "No",
            "Nobody Came",
            "nobody@example.org",
            write(begin - timedelta(days=9)),
            "approved",
            *["--"] * 4,
            "x",
            "",
        ]
    )
    for person, span in _rows_of(others):
        cells = [write(span[0]), write(span[1]), str(ceil_minutes(span)), "Yes"]
        rows.append(
            [
                "Yes",
                person.name,
                person.email,
                write(begin - timedelta(days=9)),
                "approved",
                *cells,
                'a "b", c',
                "Y",
            ]
        )
    return rows


def channel_log(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    """A bot's: no header, from which channel to which, seconds since 1970."""
    events = [
        (at.replace(tzinfo=UTC).timestamp(), person.name, *where)
        for person in people
        for span in merged(person.spans)
        for at, where in zip(span, (("None", "Lounge"), ("Lounge", "None")), strict=True)
    ]
    return [[name, before, after, str(round(at))] for at, name, before, after in sorted(events)]


def hand_made(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    """Somebody's own sheet: a day, and two times of day that may go past midnight."""
    word = language.word
    rows = [["Day", word["name"], word["join"], word["leave"]]]
    for person, span in _rows_of(people):
        rows.append([f"{span[0]:%Y-%m-%d}", person.name, *(f"{at:%H:%M:%S}" for at in span)])
    return rows


def blocks(people: Sequence[Person], language: Language, form: DateForm) -> Rows:
    """One row for each with a list of every joining and leaving, as an extension of Meet writes it."""
    word = language.word
    first = min(span for person in people for span in person.spans)[0]
    rows = [["Date", "Meeting", word["name"], word["email"], word["duration"], "Blocks", "Merged from", "ID"]]
    for number, person in enumerate(people):
        texts = [f"{join:%H:%M:%S}–{leave:%H:%M:%S}" for join, leave in merged(person.spans)]
        listed = json.dumps(texts, ensure_ascii=False)
        length = in_units(person.minutes * 60).removesuffix(" 0s")
        rows.append(
            [f"{first:%Y-%m-%d}", "Clinic", person.name, person.email, length, listed, "[]", str(number)]
        )
    return rows


LAYOUTS: dict[str, Callable[[Sequence[Person], Language, DateForm], Rows]] = {
    "zoom": zoom,
    "zoom without meeting": lambda people, language, form: zoom(people, language, form, preamble=False),
    "zoom flat": zoom_flat,
    "zoom unique": unique_users,
    "teams": teams,
    "log": log,
    "webex": webex,
    "meet": meet,
    "dashboard": dashboard,
    "webinar": webinar,
    "channel log": channel_log,
    "hand-made": hand_made,
    "blocks": blocks,
}


def as_text(
    rows: Rows, delimiter: str, *, line_end: str = "\r\n", padded: bool = False, quoted: bool = False
) -> str:
    """The rows as a CSV; ``padded`` fills every row, blank ones too, to the widest."""
    width = max(map(len, rows))
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    for row in rows:
        if not row and not padded:
            out.write(line_end)
        else:
            writer.writerow(row + [""] * (width - len(row)) if padded else row)
    return out.getvalue()
