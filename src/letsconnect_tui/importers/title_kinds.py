"""What sort of item a title is likely to mean, where a sheet does not say: a break, questions, the welcome.

Titles are known in English, French, Spanish, Portuguese, Arabic, Chinese and Swahili.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from letsconnect_tui.plan.model import ItemKind

# Kind: words that mean it. The first kind that fits is taken.
_WORDS = """
icebreaker: icebreaker|ice breaker|brise-glace|rompehielos|quebra-gelo|كسر الجليد|破冰
breakout: breakout|breakouts|breakout rooms|break-out|small groups|sous-groupes|grupos pequeños
breakout: grupos pequenos|salles de discussion|غرف جانبية|分组
break: break|coffee break|stretch|pause|pausa|descanso|receso|intervalo|استراحة|休息|茶歇|mapumziko
report-back: report back|report-back|reporting back|restitution|puesta en común|partilha
questions: questions|q a|q and a|preguntas|perguntas|dúvidas|أسئلة|问答|提问|maswali
feedback: feedback|survey|evaluation|évaluation|evaluación|avaliação|encuesta|تقييم|反馈|maoni
welcome: welcome|opening|bienvenue|accueil|ouverture|bienvenida|bienvenidos|apertura|boas-vindas|abertura
welcome: ترحيب|مرحبا|افتتاح|欢迎|开场|karibu|ufunguzi
close: close|closing|wrap up|wrap-up|goodbye|clôture|conclusion|cierre|clausura|despedida|encerramento
close: ختام|الختام|结束|闭幕|kufunga
discussion: discussion|débat|discusión|debate|discussão|نقاش|讨论|majadiliano
"""
_CHINESE = re.compile("[\u4e00-\u9fff]")
"""Letters of a script that puts no blanks between words."""
_SHORT = 4
"""How many other words a title may have; a longer one is about something else."""


def _phrases() -> list[tuple[str, ItemKind]]:
    phrases: list[tuple[str, ItemKind]] = []
    for line in _WORDS.strip().splitlines():
        kind, _, listed = line.partition(": ")
        phrases += [(search_key(one), kind) for one in listed.split("|")]  # type: ignore[misc]
    return phrases


_PHRASES = _phrases()


def kind_meant(title: str) -> ItemKind | None:
    """The kind that a short title names; None where it names none."""
    key = search_key(title)
    for phrase, kind in _PHRASES:
        inside = phrase in key if _CHINESE.search(phrase) else f" {phrase} " in f" {key} "
        if inside and len(key.split()) - len(phrase.split()) <= _SHORT:
            return kind
    return None
