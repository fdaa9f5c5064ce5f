"""Answers of a feedback form, from the CSV that the form gives: a scale, agreement, and what people wrote.

Columns are found by what stands in them first (numbers 1 to 5, or the words of a five-point scale) and by
their headings second. Names, addresses and whatever else a form asks are not read.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from letsconnect_tui.errors import InputError
from letsconnect_tui.i18n.message import message
from letsconnect_tui.importers.cells import cell_rows, read_text
from letsconnect_tui.people.names import search_key
from letsconnect_tui.session.feedback_counts import NO_ANSWER, POINTS, Feedback
from letsconnect_tui.text import NOTE_LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from letsconnect_tui.i18n.message import Message

_SCALES = (
    ("very poor", "poor", "average", "good", "excellent"),
    ("very bad", "bad", "ok", "good", "very good"),
    ("muy malo", "malo", "regular", "bueno", "excelente"),
    ("muy mala", "mala", "regular", "buena", "muy bueno"),
    ("tres mauvais", "mauvais", "moyen", "bon", "excellent"),
    ("tres mauvaise", "mauvaise", "moyenne", "bien", "tres bon"),
    ("muito ruim", "ruim", "regular", "bom", "excelente"),
    ("pessimo", "mau", "medio", "boa", "otimo"),
    ("ضعيف جدا", "ضعيف", "متوسط", "جيد", "ممتاز"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("muy en desacuerdo", "en desacuerdo", "neutral", "de acuerdo", "muy de acuerdo"),
    (
        "totalmente en desacuerdo", "en desacuerdo", "ni de acuerdo ni en desacuerdo", "de acuerdo",
        "totalmente de acuerdo",
    ),
    ("pas du tout d accord", "pas d accord", "neutre", "d accord", "tout a fait d accord"),
    ("discordo totalmente", "discordo", "neutro", "concordo", "concordo totalmente"),
    ("لا اوافق بشدة", "لا اوافق", "محايد", "اوافق", "اوافق بشدة"),
)  # fmt: skip
"""From 1 to 5 points, folded."""
_NUMBER = re.compile(r"\s*([1-5])(?:[.,]0)?\s*(?:/\s*5|[-–—:.)(].*|\s\D*)?", re.DOTALL)
_STARS = re.compile(r"[★⭐]{1,5}[☆]*")
_SHARED = re.compile(r"\bshar|compart|partag|partilh|شارك")
_GAINED = re.compile(
    r"\bgain|\blearn|knowledge|aprend|adquir|appri|acqui|conhecimento|connaissance|تعلم|معرف"
)
_MOST = re.compile(r"\bmost\b|\bmas (?:valios|util)|plus utile|le plus|mais (?:valios|util)|الاكثر")
_LEAST = re.compile(r"\bleast\b|\bmenos\b|moins|الاقل")
_NO_ANSWER = re.compile(
    r"^(?:id|no|nr|n|row|number|numero|fila|ligne|linha)$|time ?stamp|\bdate\b|^time|\bfecha\b|\bhora\b"
    r"|horodat"
    r"|carimbo|\bname\b|nombre|\bnom\b|\bnome\b|e ?mail|correo|courriel|\bage\b|edad|idade"
)
"""Headings of columns that are nobody's opinion, whatever stands in them."""
_FILLED = 0.8
"""The share of a column that must be points for it to be a scale."""
_MOST_TEXTS = 500


def read_feedback(path: Path, encoding: str | None = None) -> tuple[Feedback, tuple[Message, ...]]:
    """The answers in a form's CSV, and what was found where.

    Args:
        path: The file.
        encoding: What somebody says it is in; None is found out.

    Raises:
        InputError: It cannot be read, or nothing in it is a scale or an answer.
    """
    decoded = read_text(path, encoding)
    rows = cell_rows(decoded.text, path.name)
    heads, answers = (rows[0].cells, [row.cells for row in rows[1:]]) if rows else ((), [])
    scales: dict[str, tuple[int, ...]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    used = []
    for place, head in enumerate(heads):
        key = search_key(head)
        cells = [row[place].strip() for row in answers if place < len(row) and row[place].strip()]
        points = [_points(cell) for cell in cells]
        known = [one for one in points if one is not None]
        if _NO_ANSWER.search(key):
            continue
        if cells and len(known) >= _FILLED * len(cells):
            kind = "shared" if _SHARED.search(key) else "gained" if _GAINED.search(key) else "rating"
            if kind not in scales:
                scales[kind] = _counted(known)
                used.append(head)
            continue
        kind = "least" if _LEAST.search(key) else "most" if _MOST.search(key) else ""
        if kind and kind not in texts and cells:
            texts[kind] = tuple(clean(cell, limit=NOTE_LIMIT) for cell in cells[:_MOST_TEXTS])
            used.append(head)
    if not scales and not texts:
        raise InputError(message("feedback-nothing", path.name), message("feedback-nothing-hint"))
    feedback = Feedback(
        rating=scales.get("rating", NO_ANSWER),
        gained=scales.get("gained", NO_ANSWER),
        shared=scales.get("shared", NO_ANSWER),
        most=texts.get("most", ()),
        least=texts.get("least", ()),
        source=sha256(decoded.text.encode(errors="replace")).hexdigest()[:24],
    )
    columns = [clean(head, limit=60) for head in used]
    return feedback, (*decoded.notes(path.name), message("feedback-columns", columns))


def _points(cell: str) -> int | None:
    """The points of an answer; None where it is none of a five-point scale."""
    number = _NUMBER.fullmatch(cell)
    if number is not None:
        return int(number[1])
    if _STARS.fullmatch(cell):
        return sum(sign in "★⭐" for sign in cell)
    key = search_key(cell)
    return next((scale.index(key) + 1 for scale in _SCALES if key in scale), None)


def _counted(points: Sequence[int]) -> tuple[int, ...]:
    return tuple(points.count(point) for point in range(1, POINTS + 1))
