"""Which column of a cue sheet holds what, by its heading: Ontime's names, and those of sheets people keep.

Headings are known in English, French, Spanish, Portuguese, Arabic, Chinese and Swahili.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.importers.durations import Unit, unit_named
from letsconnect_tui.people.names import search_key
from letsconnect_tui.plan.values import known_zone
from letsconnect_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Field: headings that mean it. Of two columns for one field, that whose heading comes first here is taken.
_HEADINGS = """
title: title|titre|título|العنوان|عنوان|标题|標題|kichwa
title: activity|activité|actividad|atividade|النشاط|نشاط|活动|環節|环节|shughuli
title: agenda item|item|items|point|punto|ponto|elemento|البند|بند|项目|項目|kipengele
title: session|sesión|sessão|séance|الجلسة|topic|sujet|tema|assunto|tópico|thème|الموضوع|主题|议题|mada
title: segment|part|partie|parte|section|block|bloque|bloco|program|programme|programa|what|quoi|qué|o que
title: agenda|ordre du jour|orden del día|pauta|جدول الأعمال|议程|ajenda|event|cue
duration: duration|durée|duración|duração|المدة|مدة|时长|時長|length|longueur|allotted|allotted time
duration: time allotted|temps alloué|tiempo asignado|tempo alocado|how long
duration: minutes|mins|min|minutos|الدقائق|دقائق|分钟|分鐘|dakika|hours|seconds
start: time start|start time|start|starts|begin|begins|from|heure de début|début|de|hora de inicio|inicio
start: desde|hora de início|início|das|وقت البدء|البداية|من الساعة|开始时间|开始|開始時間|kuanza|inaanza
end: time end|end time|end|ends|finish|to|until|heure de fin|fin|à|hora de fin|final|hasta|término|fim|até
end: hora de término|وقت الانتهاء|النهاية|إلى|结束时间|结束|結束時間|mwisho|inaisha
time: time|times|clock|when|heure|horaire|temps|quand|hora|horario|tiempo|cuándo|horário|tempo|quando
time: الوقت|وقت|الساعة|متى|时间|時間|muda|saa|wakati|lini
lead: lead|leader|led by|speaker|speakers|presenter|sharer|who|facilitator|facilitators|host|owner|responsible
lead: person|qui|responsable|intervenant|intervenante|animateur|animatrice|orateur|présentateur|facilitateur
lead: quién|ponente|presentador|presentadora|facilitador|facilitadora|quem|responsável|palestrante
lead: apresentador|apresentadora|من|المتحدث|المقدم|المسؤول|الميسر|谁|誰|主讲人|主讲|负责人|主持人
lead: nani|msemaji|mwezeshaji
note: note|notes|comment|comments|remarks|details|remarque|remarques|commentaires|détails|nota|notas
note: comentarios|detalles|observaciones|comentários|detalhes|observações|ملاحظات|تفاصيل|备注|備註|说明
note: maelezo|description|descripción|descrição|الوصف|描述
skip: skip
timer: timer type
kind: kind|type
"""


def _places() -> dict[str, tuple[str, int]]:
    """Folded heading → its field, and its place among the headings of that field."""
    places: dict[str, tuple[str, int]] = {}
    for line in _HEADINGS.strip().splitlines():
        field, _, headings = line.partition(": ")
        for heading in headings.split("|"):
            places.setdefault(search_key(heading), (field, len(places)))
    return places


_PLACES = _places()
_TIMES = frozenset(("duration", "start", "end", "time"))
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_LONGEST = 60
_COUNT = re.compile(r"[\s#\d.)]*")
_TWO_PARTS: Mapping[str, Unit] = {
    "mm ss": "minutes", "m ss": "minutes", "hh mm": "hours", "h mm": "hours", "hh mm ss": "hours"
}  # fmt: skip


class CueColumns(msgspec.Struct, frozen=True):
    """Field → place of its column, and what the numbers under the duration's heading count."""

    fields: Mapping[str, int]
    plain: Unit = "minutes"
    two_parts: Unit | None = None
    """What the first part of ``10:00`` counts, if the heading says so: ``Duration (mm:ss)``."""

    @property
    def is_heading(self) -> bool:
        """Whether the row can be a heading: a title and some time."""
        return "title" in self.fields and bool(_TIMES & set(self.fields))


def cue_columns(row: Sequence[str]) -> CueColumns:
    """What each cell of a row says as a heading."""
    best: dict[str, tuple[int, int]] = {}
    plain: Unit = "minutes"
    two_parts: Unit | None = None
    for column, cell in enumerate(row):
        field, place, unit, parts = _heading(cell[:_LONGEST])
        if field is not None and (field not in best or place < best[field][0]):
            best[field] = (place, column)
            if field == "duration":
                plain, two_parts = unit or "minutes", parts
    if "title" not in best and "note" in best:
        best["title"] = best.pop("note")
    return CueColumns({field: column for field, (_, column) in best.items()}, plain, two_parts)


def other_columns(row: Sequence[str], columns: CueColumns, below: Iterable[Sequence[str]]) -> dict[str, int]:
    """Headings of columns that a plan has no field for, and their places; none of a program's own sheet.

    Args:
        row: The headings.
        columns: What plans have fields for.
        below: The rows under the headings: a column of numbers only counts them.
    """
    if "timer" in columns.fields:
        return {}
    used = set(columns.fields.values())
    texts = {place for cells in below for place, cell in enumerate(cells) if not _COUNT.fullmatch(cell)}
    headings = {clean(cell, limit=_LONGEST): place for place, cell in enumerate(row) if place in texts - used}
    return {heading: place for heading, place in headings.items() if heading}


def zone_of(row: Sequence[str], columns: CueColumns) -> str | None:
    """The time zone that a heading of times names in brackets or behind it: ``Time (UTC)``."""
    for field in ("start", "time", "end"):
        cell = row[columns.fields[field]][:_LONGEST] if field in columns.fields else ""
        for word in re.split(r"[\s()\[\]（）,;]+", cell):
            if word in ("UTC", "GMT") or ("/" in word and known_zone(word)):
                return "UTC" if word == "GMT" else word
    return None


def _heading(cell: str) -> tuple[str | None, int, Unit | None, Unit | None]:
    """Field, place in its list, unit and clock form of one heading."""
    remarks = [search_key(remark) for remark in _BRACKETED.findall(cell)]
    key = search_key(_BRACKETED.sub(" ", cell))
    unit = next((unit for remark in remarks if (unit := unit_named(remark))), None)
    parts = next((_TWO_PARTS[remark] for remark in remarks if remark in _TWO_PARTS), None)
    first, _, last = key.rpartition(" ")
    if key not in _PLACES and first in _PLACES:  # "duration min", "time utc", "item no"
        unit, key = unit or unit_named(last), first
    field, place = _PLACES.get(key, (None, 0))
    if field == "time" and unit is not None:
        field = "duration"
    return field, place, unit or unit_named(key), parts
