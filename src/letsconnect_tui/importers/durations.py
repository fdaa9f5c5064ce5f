"""Durations and times of day as people and spreadsheets write them, in whole seconds.

A plan file has one way to write a duration (`plan.duration`); tables from elsewhere have dozens.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.moments import LONGEST_S
from letsconnect_tui.text import western_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

Unit = Literal["hours", "minutes", "seconds"]
UNIT_S: dict[Unit, int] = {"hours": 3600, "minutes": 60, "seconds": 1}
DAY_S = 24 * 3600
MOST_HOURS_OF_AN_ITEM = 3
"""``5:00`` is five minutes: a cue sheet has no item of five hours."""
LONGEST_SESSION_S = 8 * 3600
_SHORT_CLOCK_S = 13 * 3600
"""Clocks without AM and PM show times before this."""
_LONGEST_CELL = 120
_UNIT_WORDS: dict[Unit, str] = {
    "hours": "h hr hrs hour hours heure heures hora horas std stunde stunden ora ore uur u saa masaa час "
    "часов часа ч г год година години годин ساعة ساعات ساعتان 小时 小時 時間 시간 godz godzina "
    "godziny godzin uren hodina hodiny hodin tim timme timmar timer tunti tuntia t óra giờ "
    "tiếng घंटा घंटे घं ঘণ্টা ሰዓት ሰዓታት awa wkt wákàtí sa'a awanni sa saat jam ihora amahora שעה "
    "שעות שע ώρα ώρες ชั่วโมง ชม ساعت گھنٹہ گھنٹے sat sati",
    "minutes": "m mn min mins minute minutes minuto minutos minuten minuti minuut minuta minuty minut "
    "minuter minutter dakika dak dk menit mnt мин минут минута минуты хв хвилина хвилини хвилин "
    "دقيقة دقائق د 分 分钟 分鐘 분 perc minuuttia minuutti phút मिनट मि মিনিট মি ደቂቃ ደቂቃዎች "
    "nkeji ìṣẹ́jú ìṣ minti mintoci mintuna iminithi amaminithi imizuzu דקה דקות דק λεπτό λεπτά "
    "นาที دقیقه منٹ",
    "seconds": "s sec secs second seconds sek sekunde sekunden seconde secondes seg segundo segundos "
    "secondi secondo ثانية ثواني ثوان ث 秒 秒钟 秒鐘 초 сек с секунд секунда секунды секунди "
    "sekund sekunda sekundy sekunder sekuntia sekunti mp másodperc giây सेकंड से সেকেন্ড ሰከንድ "
    "ሰከንዶች sekọnd àáyá saniye sn detik dtk isekhondi amasekhondi שניה שנייה שניות "
    "שנ δευτερόλεπτο δευτερόλεπτα δευτ วินาที ثانیه سیکنڈ",
}
_PHRASES = {
    900: "a quarter of an hour|quarter of an hour|un quart d'heure|quart d'heure|un cuarto de hora"
    "|um quarto de hora|ربع ساعة|一刻钟|robo saa",
    1800: "half an hour|half hour|une demi-heure|demi-heure|media hora|meia hora|نصف ساعة|半小时|半小時"
    "|nusu saa",
    3600: "an hour|one hour|une heure|una hora|uma hora|ساعة|ساعة واحدة|一小时|一小時|saa moja",
}
_UNIT_OF = {search_key(word): unit for unit, listed in _UNIT_WORDS.items() for word in listed.split()}
_PHRASE_S = {search_key(one): seconds for seconds, listed in _PHRASES.items() for one in listed.split("|")}
_VULGAR = re.compile("([0-9]*) ?([¼½¾⅓⅔])")
_SIGNS = str.maketrans(dict.fromkeys("’‘′`´", "'") | dict.fromkeys("“”″„", '"') | {"٫": ".", "،": ","})
_ABOUT = re.compile(r"^(?:~|≈|±|ca\.?|c\.|approx\.?|about|around|env(?:iron|\.)|aprox\.?|cerca de|约)\s*")
_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
_ISO = re.compile(
    r"p(?:(\d+(?:[.,]\d+)?)d)?(?:t(?:(\d+(?:[.,]\d+)?)h)?(?:(\d+(?:[.,]\d+)?)m)?(?:(\d+(?:[.,]\d+)?)s)?)?"
)
_EPOCH = re.compile(r".*?\b(?:1899|1900|1904)(?:[-/.]\d{1,2}){0,2}[t, ]+(\d{1,2}:\d\d.*)")
"""A duration that a spreadsheet gave away as a date: its day zero, and the duration as time of day."""
_CLOCK = re.compile(r"(\d{1,3}):(\d\d)(?::(\d\d))?(?::\d\d)?(?:[.,]\d+)?\s*(?:([ap])\.?\s?m\.?)?")
_CLOCK_WITH_UNIT = re.compile(r"(\d{1,3}):(\d\d)\s*([^\W\d_]+)\.?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:e[+-]?\d+)?")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*('{1,2}|\"|[^\d\s.,+&'\"]+)\.?")
_UNIT_FIRST = re.compile(r"([^\W\d_]{2,})\s+(\d+(?:[.,]\d+)?)")
"""``dakika 10``, ``nkeji 20``: the order of Swahili, Igbo, Hausa and others."""
_BETWEEN_PARTS = re.compile(r"[\s,+&]*(?:(?:and|et|y|e|und|و|na)\s+)?")
_SEPARATOR = re.compile(r"\s*(?:-|–|—|‑|\bto\b|\bà\b|\bbis\b|\bhasta\b|\baté\b|\buntil\b)\s*")


def read_duration(text: str, *, plain: Unit = "minutes", two_parts: Unit = "hours") -> int | None:
    """The duration that a cell means, in seconds; 0 for a written zero.

    Read are ``10``, ``10 minutes``, ``1h30``, ``1.5 h``, ``2,5``, ``10'``, ``0:10:00``, ``12:10:00 AM``, ISO
    8601, timecodes, spreadsheet fractions of a day, durations exported as dates of 1899, and of a range the
    longer end.

    Args:
        text: The cell.
        plain: What a number without a unit counts.
        two_parts: What the first part of ``10:00`` counts.

    Returns:
        Seconds, at most a week; None for what is no duration.
    """
    folded = _folded(text)
    seconds = _seconds(folded, plain, two_parts) if folded else None
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_S else None


def read_times(text: str) -> tuple[int | None, int | None]:
    """The time of day in a cell and, where it holds a range, that of the end; seconds after midnight."""
    folded = _folded(text)
    start = _time_of_day(folded)
    if start is not None:
        return start, None
    for separator in _SEPARATOR.finditer(folded):
        start, end = _time_of_day(folded[: separator.start()]), _time_of_day(folded[separator.end() :])
        if start is not None and end is not None:
            return start, end
    return None, None


def first_part_of(durations: Iterable[str]) -> Unit | None:
    """What the first part of ``10:00`` counts in a column of durations; None if none is written so.

    Hours, unless items would last longer than sessions do.
    """
    clocks = [_CLOCK.fullmatch(_folded(text)) for text in durations]
    pairs = [(int(one[1]), int(one[2])) for one in clocks if one and one[3] is None and one[4] is None]
    if not pairs:
        return None
    in_all = sum(hours * 3600 + minutes * 60 for hours, minutes in pairs)
    too_long = max(hours for hours, _ in pairs) > MOST_HOURS_OF_AN_ITEM or in_all > LONGEST_SESSION_S
    return "minutes" if too_long else "hours"


def unit_named(word: str) -> Unit | None:
    """The unit that a word means: ``mins``, ``minutos``, ``分钟``."""
    return _UNIT_OF.get(search_key(word))


def _folded(text: str) -> str:
    """In lower case, with ASCII digits, plain blanks and signs, without remarks and ``about``."""
    halves = _VULGAR.sub(_decimal, text[:_LONGEST_CELL])
    plain = unicodedata.normalize("NFKC", halves.translate(_SIGNS)).casefold()
    return _REMARK.sub("", _ABOUT.sub("", " ".join(western_digits(plain).split())))


def _decimal(match: re.Match[str]) -> str:
    return f"{int(match[1] or 0) + unicodedata.numeric(match[2]):.3f}"


def _seconds(text: str, plain: Unit, two_parts: Unit) -> int | None:
    if text in ("-", "–"):
        return None
    if (phrase := _PHRASE_S.get(search_key(text))) is not None:
        return phrase
    if _NUMBER.fullmatch(text):
        return _of_number(float(text.replace(",", ".")), text, plain)
    if (iso := _ISO.fullmatch(text)) and any(iso.groups()):
        days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in iso.groups())
        return round(days * DAY_S + hours * 3600 + minutes * 60 + seconds)
    if exported := _EPOCH.fullmatch(text):
        return _time_of_day(exported[1].partition("gmt")[0])
    if clock := _CLOCK.fullmatch(text):
        return _of_clock(clock, two_parts)
    if (clock := _CLOCK_WITH_UNIT.fullmatch(text)) and (unit := unit_named(clock[3])):
        return int(clock[1]) * UNIT_S[unit] + int(clock[2]) * UNIT_S[unit] // 60
    sides = _SEPARATOR.split(text)
    if len(sides) == 2 and all(":" in side for side in sides):
        start, end = map(_time_of_day, sides)
        return None if start is None or end is None else seconds_between(start, end)
    if len(sides) == 2 and sides[0][:1].isdigit():
        return _seconds(sides[1], plain, two_parts)
    return _of_parts(text if text[:1].isdigit() else _UNIT_FIRST.sub(r"\2 \1", text))


def _of_number(number: float, text: str, plain: Unit) -> int | None:
    """A plain number: of units, or below one with many decimals a spreadsheet's fraction of a day."""
    decimals = len(text.replace(",", ".").partition(".")[2])
    if 0 < number < 1 and (decimals >= 4 or "e" in text):
        return round(number * DAY_S)
    return round(number * UNIT_S[plain]) if number <= LONGEST_S else None


def _of_clock(clock: re.Match[str], two_parts: Unit) -> int | None:
    first, second, third = (int(part or 0) for part in clock.groups()[:3])
    if clock[4] is not None:
        first = first % 12 + (12 if clock[4] == "p" else 0)
    if second >= 60 or third >= 60:
        return None
    if clock[3] is None and clock[4] is None and two_parts == "minutes":
        return first * 60 + second
    return first * 3600 + second * 60 + third


def _of_parts(text: str) -> int | None:
    """``1h 30 min``, ``5'30"``; a number at the end counts the next smaller unit: ``1h30``."""
    seconds, place, unit = 0.0, 0, None
    while place < len(text):
        if between := _BETWEEN_PARTS.match(text, place):
            place = between.end()
        if part := _PART.match(text, place):
            unit = _sign_unit(part[2]) or unit_named(part[2])
            if unit is None:
                return None
            seconds += float(part[1].replace(",", ".")) * UNIT_S[unit]
            place = part.end()
        elif unit in ("hours", "minutes") and (rest := re.compile(r"\d{1,2}$").match(text, place)):
            return round(seconds + int(rest[0]) * UNIT_S[unit] / 60)
        else:
            return None
    return None if unit is None else round(seconds)


def _sign_unit(sign: str) -> Unit | None:
    return "minutes" if sign == "'" else "seconds" if sign in ("''", '"') else None


_TIME_OF_DAY = re.compile(
    r"(\d{1,2})(?:[:.h](\d\d))?(?::(\d\d))?(?:\.\d+)?\s*(h)?(?:([ap])\.?\s?m\.?)?\s*(?:z|utc|gmt|uhr)?"
)
_DATED = re.compile(r".*?\d{4}(?:[-/.]\d{1,2}){0,2}[t, ]+(\d{1,2}:.*?)(?:gmt.*|[+-]\d\d:?\d\d)?")


def _time_of_day(text: str) -> int | None:
    """``15:40``, ``3:40 pm``, ``15h40``, a date with a time, or a spreadsheet's fraction of a day."""
    if _NUMBER.fullmatch(text) and "." in text and 0 <= float(text) < 1:
        return round(float(text) * DAY_S) % DAY_S
    dated = _DATED.fullmatch(text)
    clock = _TIME_OF_DAY.fullmatch((dated[1] if dated else text).strip())
    if clock is None or not any(clock.group(2, 4, 5)):
        return None
    hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3])
    if clock[5] is not None:
        hours = hours % 12 + (12 if clock[5] == "p" else 0) if hours <= 12 else hours
    return hours * 3600 + minutes * 60 + seconds if hours < 24 and minutes < 60 and seconds < 60 else None


def seconds_between(start: int, end: int, within: int = MOST_HOURS_OF_AN_ITEM * 3600) -> int | None:
    """From one time of day to the next in an agenda; None where the times go back.

    A time that looks earlier is past midnight, or on a clock that lacks AM and PM, if that is near enough.

    Args:
        start: Seconds after midnight.
        end: Seconds after midnight.
        within: The most seconds there may be to a time that looks earlier.
    """
    if start <= end:
        return end - start
    on_short_clocks = start < _SHORT_CLOCK_S
    length = (end - start) % (DAY_S // 2 if on_short_clocks else DAY_S)
    return length if length <= within else None
