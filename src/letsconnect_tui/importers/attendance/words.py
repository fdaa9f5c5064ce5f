"""Words of reports that shape alone does not tell: yes, waiting room, host, joined, left, months, AM and PM.

All are folded for comparing. A language that is missing here costs a mark behind a name, not a person.
"""

from __future__ import annotations

import re
from functools import lru_cache

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


_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_IN = (
    "es", "fr", "pt", "de", "it", "ru", "id", "vi", "pl", "nl", "sv", "tr", "uk", "cs", "ar",
    "fa", "hi", "bn", "sw", "am", "ig", "yo", "ha", "zu", "el", "he", "hu", "ro", "fi", "da",
    "nb", "bg", "hr", "sr", "sk", "sl", "lt", "lv", "et", "ca", "eu", "gl", "ka", "hy", "az",
    "kk", "ms", "fil", "th", "ur", "ta", "te", "ne", "si", "my", "km", "ja", "ko", "zh", "om",
    "so", "rw",
)  # fmt: skip


MORNING = _folded("""
    am, ص, صباحا, صبح, قظ, 上午, 上晝, 午前, 오전, sa, πμ, öö, дп, dop, dopoledne, ap, vm, vorm,
    vormittag, पूर्वाह्न, পূৰ্বাহ্ন, পূর্বাহ্ণ, ጥዋት, ንጉሆ ሰዓተ, asubuhi, safiya, sf, àárọ̀,
    n’ụtụtụ, ก่อนเที่ยง, နံနက်, ព្រឹក, ກ່ອນທ່ຽງ, pg, pagi, wd, לפנה״צ, לפנהצ, පෙව, pd, fm,
    manana, matin
""")
AFTERNOON = _folded("""
    pm, م, مساء, بظ, 下午, 下晝, 午後, 오후, ch, μμ, ös, пп, odp, odpoledne, ip, nm, nachm,
    nachmittag, अपराह्न, অপৰাহ্ন, অপরাহ্ণ, ከሰዓት, mchana, jioni, yamma, ym, ọ̀sán, n’abalị,
    หลังเที่ยง, ညနေ, ល្ងាច, ຫຼັງທ່ຽງ, ptg, sore, malam, wb, אחה״צ, אחהצ, පව, md, tarde, soir
""")
BESIDE_A_TIME = _folded("""
    uhr, um, kl, klo, at, à, a, las, alle, ore, h, às, as, o, utc, gmt, t, hrs, om, на, в, о,
    pukul, jam, saa, lúc
""")


@lru_cache(maxsize=1024)
def month_named(word: str) -> int | None:
    """The number of a month by its name or its beginning, in about sixty languages."""
    if word[:3] in _ENGLISH_MONTHS and word.isascii():
        return _ENGLISH_MONTHS.index(word[:3]) + 1
    if not word or word in MORNING or word in AFTERNOON or word in BESIDE_A_TIME:
        return None
    return next((months[word] for language in _MONTHS_IN if word in (months := _months_of(language))), None)


@lru_cache(maxsize=len(_MONTHS_IN))
def _months_of(language: str) -> dict[str, int]:
    from letsconnect_tui.i18n.cldr import locale  # 70 ms, only for names of months that are not English

    months = locale(language).months
    return {
        search_key(name): number
        for context in ("stand-alone", "format")
        for width in ("abbreviated", "wide")
        for number, name in months[context][width].items()
        if len(search_key(name)) > 1 and not search_key(name)[:1].isdigit()
    }
