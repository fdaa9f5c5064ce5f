"""Words in dates: morning and afternoon, what stands beside a time, and the names of months."""

from __future__ import annotations

from functools import lru_cache

from letsconnect_tui.people.names import search_key

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_IN = (
    "es", "fr", "pt", "de", "it", "ru", "id", "vi", "pl", "nl", "sv", "tr", "uk", "cs", "ar",
    "fa", "hi", "bn", "sw", "am", "ig", "yo", "ha", "zu", "el", "he", "hu", "ro", "fi", "da",
    "nb", "bg", "hr", "sr", "sk", "sl", "lt", "lv", "et", "ca", "eu", "gl", "ka", "hy", "az",
    "kk", "ms", "fil", "th", "ur", "ta", "te", "ne", "si", "my", "km", "ja", "ko", "zh", "om",
    "so", "rw",
)  # fmt: skip


def _folded_words(words: str) -> frozenset[str]:
    return frozenset(search_key(word) for word in words.split(",") if search_key(word))


MORNING = _folded_words("""
    am, ص, صباحا, صبح, قظ, 上午, 上晝, 午前, 오전, sa, πμ, öö, дп, dop, dopoledne, ap, vm, vorm,
    vormittag, पूर्वाह्न, পূৰ্বাহ্ন, পূর্বাহ্ণ, ጥዋት, ንጉሆ ሰዓተ, asubuhi, safiya, sf, àárọ̀,
    n’ụtụtụ, ก่อนเที่ยง, နံနက်, ព្រឹក, ກ່ອນທ່ຽງ, pg, pagi, wd, לפנה״צ, לפנהצ, පෙව, pd, fm,
    manana, matin
""")
AFTERNOON = _folded_words("""
    pm, م, مساء, بظ, 下午, 下晝, 午後, 오후, ch, μμ, ös, пп, odp, odpoledne, ip, nm, nachm,
    nachmittag, अपराह्न, অপৰাহ্ন, অপরাহ্ণ, ከሰዓት, mchana, jioni, yamma, ym, ọ̀sán, n’abalị,
    หลังเที่ยง, ညနေ, ល្ងាច, ຫຼັງທ່ຽງ, ptg, sore, malam, wb, אחה״צ, אחהצ, පව, md, tarde, soir
""")
BESIDE_A_TIME = _folded_words("""
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

    told = locale(language).months
    return {
        search_key(name): number
        for context in ("stand-alone", "format")
        for width in ("abbreviated", "wide")
        for number, name in told[context][width].items()
        if len(search_key(name)) > 1 and not search_key(name)[:1].isdigit()
    }
