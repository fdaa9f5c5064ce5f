"""The rows of a table of people: which of them are people, and who of those is not expected.

Reports of meetings have titles, sections, headings that come again, and lines that sum up; forms have
registrations that were refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letsconnect_tui.importers.cells import CellRow

_NAMES = frozenset(("name", "username", "first_name", "last_name"))
_MOST_CELLS_OF_A_SUM = 3
"""A sum has a word and a figure or two; a row with more cells is somebody with an unusual name."""
_NUMBERED_TITLE = re.compile(r"\d{1,2}\s*[.)]\s+\S")
_TOTAL = re.compile(
    r"(?:grand |sub ?)?(?:totals?|totaux|totais|subtotal(?:es)?|المجموع|الاجمالي|合计|总计|jumla)"
    r"(?: general)?"
    r"(?: (?:of |de |des |do )?(?:participants?|people|persons?|registered|registrations?|attendees?|rows"
    r"|entries|inscrits|personnes|inscritos|personas|pessoas|participantes)| \d+)*"
)
_SUM = re.compile(
    r"sum|somme|suma|soma|average|moyenne|promedio|media|count|المتوسط|平均|number of .*|nombre de .*"
)
"""Words that are also names: only beside a figure do they sum up."""
_SPEAKS_OF_ITSELF = re.compile(
    r"(?:generated|exported|created|printed|downloaded|report generated|powered) (?:by|on|at|with|from)\b.*"
    r"|genere (?:par|le)\b.*|exporte (?:par|le|de)\b.*|generado (?:por|el|con)\b.*"
    r"|exportado (?:por|el|em|de)\b.*|gerado (?:por|em)\b.*|page \d+.*|pagina \d+.*"
    r"|تم (?:انشاوه|التصدير).*|生成.*|导出.*|imetengenezwa na\b.*"
)
_SECTION = re.compile(
    r"(?:summary|participants?|attendees?|registrants?|(?:attendee|host|panelist|other attended) details?"
    r"|attendee report|registration report|in meeting activities|activities|waiting ?list|wait ?listed|resume"
    r"|resumen|resumo|activites|actividades|atividades|intervenants|asistentes|participantes)"
)
_REFUSED = re.compile(
    r"declined?|denied|den(?:y|ied)|refused|rejected|cancell?ed|not attending|not going|refunded|withdrawn"
    r"|refusee?|rejetee?|annulee?|declinee?|rechazad[oa]|denegad[oa]|cancelad[oa]|anulad[oa]|recusad[oa]"
    r"|rejeitad[oa]|negad[oa]|مرفوض\w*|ملغي|ملغاه?|拒绝|已拒绝|取消|已取消|imekataliwa|imeghairiwa"
)
_NO = re.compile(r"(?:no|n|false|0|non|nao|not|nein|cannot|can t|cant|لا|不|否|hapana)(?:\b.*)?")


def is_no_person(row: CellRow, cells: Mapping[str, str], width: int) -> bool:
    """True for a title, a sum, or a line that a program wrote about itself.

    Args:
        row: The row.
        cells: Its cells by field.
        width: The number of columns of the table.
    """
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    first = search_key(filled[0])
    if _SPEAKS_OF_ITSELF.fullmatch(first):
        return True
    if len(filled) <= _MOST_CELLS_OF_A_SUM:
        keys = [first, *(search_key(cell) for field, cell in cells.items() if field in _NAMES)]
        has_figure = any(cell.isdecimal() for cell in filled)
        if any(_TOTAL.fullmatch(one) or (has_figure and _SUM.fullmatch(one)) for one in keys):
            return True
    name = cells.get("name", "")
    if name.strip() and not any(one.isalpha() for one in name) and not cells.get("username", "").strip():
        return True
    is_alone = len(filled) == 1 and width > 1
    return is_alone and bool(_NUMBERED_TITLE.match(filled[0]) or _SECTION.fullmatch(first))


def is_refused(cells: Mapping[str, str]) -> bool:
    """True for a registration that was declined or cancelled, by its ``status`` and ``attending``."""
    status, attending = search_key(cells.get("status", "")), search_key(cells.get("attending", ""))
    return bool(_REFUSED.fullmatch(status) or _REFUSED.fullmatch(attending) or _NO.fullmatch(attending))
