"""Words of reports that shape alone does not tell: yes, waiting room, host, guest, joined, left.

All are folded for comparing. A language that is missing here costs a mark behind a name, not a person.
"""

from __future__ import annotations

import re

from letsconnect_tui.people.names import search_key


def _folded(words: str) -> frozenset[str]:
    return frozenset(search_key(word) for word in words.split(",") if search_key(word))


YES = _folded("""
    yes, y, true, 1, x, sí, si, sim, oui, ja, da, да, так, ano, áno, tak, igen, kyllä, evet,
    ναι, כן, نعم, بله, हाँ, हां, হ্যাঁ, ہاں, はい, 是, 예, 네, có, ya, ndiyo, ee, eh, bẹẹni,
    eh, ee, አዎ, yebo, sì, oo, taip, jā, jah, ใช่, haa, ija
""")
NO = _folded("""
    no, n, false, 0, não, nao, non, nein, nee, nej, nei, нет, ні, ne, nie, nem, ei, hayır, όχι,
    לא, لا, خیر, नहीं, না, نہیں, いいえ, 否, 아니요, không, tidak, hapana, mba, a'a, rara, አይ,
    cha, hindi
""")
WAITING_ROOM = re.compile(
    "|".join(
        _folded("""
    waiting, sala de espera, sala d'attesa, salle d'attente, 대기실, 等候, 待機, 待合,
    ruang tunggu, зал, ожидани, очікуван, wartebereich, warteraum, wachtruimte, wachtkamer,
    väntrum, venterom, venteværelse, poczekaln, čekárn, váróterem, odotus, bekleme, αναμον,
    המתנה, انتظار, प्रतीक्षा, অপেক্ষা, phòng chờ, ห้องรอ, așteptare, espera,
    chumba cha kusubiri, kusubiri, ọ̀nà ìdúró, yàrá ìdúró, jira, ime ụlọ nchere, nchere, መጠበቂያ,
    lobby
""")
    )
)
MARKS = _folded("""
    host, co-host, cohost, me, you, guest, external, unverified, internal, organizer, organiser,
    presenter, attendee, panelist, moderator, interpreter, anonymous, participant, bot, web,
    phone, mobile, pstn, anfitrión, anfitriona, coanfitrión, invitado, invitada, externo,
    externa, no verificado, organizador, moderador, yo, hôte, co-hôte, invité, invitée, externe,
    non vérifié, organisateur, moi, modérateur, anfitrião, coanfitrião, convidado, convidada,
    não verificado, eu, gast, extern, nicht überprüft, gastgeber, organisator, ospite, esterno,
    esterna, non verificato, organizzatore, io, gość, zewnętrzny, niezweryfikowany, organizator,
    hostitel, externí, vendég, vieras, gäst, gjest, gæst, konuk, misafir, dış, гость, внешний,
    организатор, гість, зовнішній, φιλοξενούμενος, επισκέπτης, אורח, חיצוני, خارجي, مضيف, مهمان,
    میزبان, अतिथि, होस्ट, बाहरी, অতিথি, ゲスト, 外部, ホスト, 来宾, 访客, 主持人, 来賓, 게스트,
    호스트, 외부, khách, bên ngoài, người tổ chức, tamu, tuan rumah, eksternal, mgeni, mwenyeji,
    ọ̀bí, bako, ọbịa, እንግዳ, isivakashi, invitat
""")
_PRONOUN = (
    "she|her|hers|he|him|his|they|them|theirs|ze|zir|hir|xe|xem|any|all|elle|il|lui|iel|ella|"
    "ello|el|ela|dela|ele|dele|sie|ihr|er|ihm|lei|hen|hon|han|ona|on|она|ее|он|его|هي|هو"
)
PRONOUNS = re.compile(rf"(?:{_PRONOUN})(?:\s*[/|,·-]\s*(?:{_PRONOUN}))*", re.IGNORECASE)
JOINED = re.compile(
    r"join\w*|enter\w*|arriv\w*|se unio|unido|entro|rejoint|a rejoint|entre|ingressou|entrou|"
    r"beigetreten|beitritt\w*|teilgenommen|è? ?entrat\w|dolacz\w+|pripojil\w*|csatlakoz\w*|liittyi|"
    r"katildi|gick med|deelgenomen|toegetreden|присоедин\w*|вошел|приедна\w*|انضم\w*|دخل|加入|"
    r"已加入|参加|참가\w*|입장\w*|da tham gia|bergabung|amejiunga|shiga|in"
)
LEFT = re.compile(
    r"left|leave\w*|exit\w*|quit\w*|depart\w*|salio|abandono|a quitte.*|quitte.*|parti|saiu|sair|"
    r"verlassen|uscit\w|ha lasciato|opuscil\w*|opuszcz\w*|wyszedl\w*|odpojil\w*|kilepett|tavozott|"
    r"poistui|ayrildi|lamnade|verliet|verlaten|вышел|покинул\w*|вииш\w*|غادر\w*|خرج|离开|已离开|"
    r"退出|퇴장\w*|나감|da roi.*|keluar|meninggalkan|ameondoka|fita|out"
)


def is_yes(cell: str) -> bool:
    """True for the word for yes in a language that is known."""
    return search_key(cell) in YES
