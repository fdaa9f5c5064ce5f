"""A roster of people in twelve scripts, and how the same people may be called in a meeting the week after."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec

from letsconnect_tui.people.match import KnownPerson
from letsconnect_tui.people.names import search_key

if TYPE_CHECKING:
    from collections.abc import Callable

# Each name as written and as people write it in Latin letters.
_NAMES = """
Latin given: José Jose, Zoë Zoe, Ọlayẹmi Olayemi, Chidi Chidi, Amaka Amaka, Łukasz Lukasz
Latin given: Fátima Fatima, Søren Soren, Ayşe Ayse, Nguyệt Nguyet, Mwajuma Mwajuma, Inés Ines
Latin given: Jürgen Jurgen, Ngozi Ngozi, Emília Emilia, Noël Noel
Latin family: Ñahui Nahui, Adébáyọ̀ Adebayo, Adeyemi Adeyemi, Okoye Okoye, Ụzọma Uzoma
Latin family: Wójcik Wojcik, Conceição Conceicao, Sørensen Sorensen, Yılmaz Yilmaz, Trần Tran
Latin family: Mwangi Mwangi, Müller Muller, García Garcia, Gonçalves Goncalves, Dvořák Dvorak
Latin family: Eze Eze
Cyrillic given: Юлия Yulia, Дмитрий Dmitry, Оксана Oksana, Сергей Sergey, Мария Maria, Тарас Taras
Cyrillic given: Светлана Svetlana, Илья Ilya
Cyrillic family: Петрова Petrova, Шевченко Shevchenko, Иванов Ivanov, Кузнецов Kuznetsov
Cyrillic family: Бондаренко Bondarenko, Соколова Sokolova, Морозов Morozov, Ткаченко Tkachenko
Greek given: Γιώργος Giorgos, Ελένη Eleni, Νίκος Nikos, Κατερίνα Katerina, Δημήτρης Dimitris
Greek given: Σοφία Sofia, Παναγιώτης Panagiotis, Άννα Anna
Greek family: Παπαδόπουλος Papadopoulos, Νικολάου Nikolaou, Γεωργίου Georgiou, Αντωνίου Antoniou
Greek family: Βασιλείου Vasileiou, Κωνσταντίνου Konstantinou, Δημητρίου Dimitriou
Greek family: Οικονόμου Oikonomou
Arabic given: محمد Mohamed, فاطمة Fatima, أحمد Ahmed, عائشة Aisha, يوسف Youssef, مريم Maryam
Arabic given: خالد Khaled, زينب Zainab
Arabic family: الحسن Al-Hassan, منصور Mansour, العلي Al-Ali, إبراهيم Ibrahim, حداد Haddad
Arabic family: السيد El-Sayed, بلعيد Belaid, سليمان Suleiman
Hebrew given: דוד David, שרה Sara, יוסף Yosef, רחל Rachel, משה Moshe, נועה Noa, אברהם Avraham
Hebrew given: מיכל Michal
Hebrew family: כהן Cohen, לוי Levi, מזרחי Mizrahi, פרץ Peretz, ביטון Biton, דהן Dahan
Hebrew family: פרידמן Friedman, אזולאי Azoulay
Devanagari given: राम Ram, सीता Sita, अमित Amit, प्रिया Priya, विकास Vikas, नेहा Neha, सुनील Sunil
Devanagari given: अनिता Anita
Devanagari family: शर्मा Sharma, वर्मा Verma, गुप्ता Gupta, सिंह Singh, मिश्रा Mishra, पटेल Patel
Devanagari family: यादव Yadav, जोशी Joshi
Bengali given: রহিম Rahim, করিম Karim, সুমন Suman, নাসরিন Nasrin, মিতা Mita, আরিফ Arif, শিলা Shila
Bengali given: তানিয়া Tania
Bengali family: হাসান Hasan, আহমেদ Ahmed, চৌধুরী Chowdhury, ইসলাম Islam, দাস Das, সরকার Sarkar
Bengali family: খান Khan, বিশ্বাস Biswas
Han given: 娜 Na, 伟 Wei, 芳 Fang, 秀英 Xiuying, 敏 Min, 静 Jing, 强 Qiang, 丽华 Lihua
Han family: 李 Li, 王 Wang, 张 Zhang, 刘 Liu, 陈 Chen, 杨 Yang, 赵 Zhao, 欧阳 Ouyang
Hangul given: 민준 Minjun, 서연 Seoyeon, 지훈 Jihun, 수빈 Subin
Hangul given: 예준 Yejun, 하은 Haeun, 현우 Hyeonu, 지민 Jimin
Hangul family: 김 Kim, 박 Park, 최 Choi, 정 Jeong, 강 Kang, 조 Cho, 윤 Yun, 남궁 Namgung
Kana given: さくら Sakura, はなこ Hanako, たろう Taro, けんじ Kenji
Kana given: ゆうこ Yuko, あきら Akira, みどり Midori, なおき Naoki
Kana family: タナカ Tanaka, スズキ Suzuki, サトウ Sato
Kana family: ヤマダ Yamada, イトウ Ito, ワタナベ Watanabe, ナカムラ Nakamura
Kana family: コバヤシ Kobayashi
Ethiopic given: አበበ Abebe, ሳራ Sara, ዳዊት Dawit, ሄለን Helen, ዮሐንስ Yohannes, ሰላም Selam, ተስፋዬ Tesfaye
Ethiopic given: ማርታ Marta
Ethiopic family: በቀለ Bekele, ታደሰ Tadesse, ከበደ Kebede, ገብሬ Gebre, ኃይሉ Hailu, መኮንን Mekonnen
Ethiopic family: አለሙ Alemu, ደስታ Desta
Georgian given: გიორგი Giorgi, ნინო Nino, დავით Davit, მარიამ Mariam, ლევან Levan, თამარ Tamar
Georgian given: ზურაბ Zurab, ეკა Eka
Georgian family: ბერიძე Beridze, კაპანაძე Kapanadze, გელაშვილი Gelashvili, მაისურაძე Maisuradze
Georgian family: ლომიძე Lomidze, ხუციშვილი Khutsishvili, წიკლაური Tsiklauri, დოლიძე Dolidze
"""
FAMILY_FIRST = ("Han", "Hangul", "Kana")
WITHOUT_BLANK = ("Han", "Hangul")
MARKS = (" (she/her)", " [ES]", " | WUG Nigeria", " - WMES", " (they/them) [fr, en]")
DEVICES = ("iPhone", "Galaxy A12", "+234803****567", "DESKTOP-4F2K1", "Zoom User")


class Person(msgspec.Struct, frozen=True):
    """Somebody on the roster: as written, in Latin letters, in halves."""

    id: str
    script: str
    given: tuple[str, str]
    family: tuple[str, str]
    username: str | None

    def written(self, form: int = 0, *, swapped: bool = False) -> str:
        """The name in the own script (0) or in Latin letters (1), in the usual order or the other."""
        family_first = (self.script in FAMILY_FIRST and form == 0) != swapped
        halves = (
            (self.family[form], self.given[form]) if family_first else (self.given[form], self.family[form])
        )
        return ("" if form == 0 and self.script in WITHOUT_BLANK and not swapped else " ").join(halves)


class Meeting(msgspec.Struct, frozen=True):
    """A roster, and the lines of a later meeting with who each is; None: nobody of the roster."""

    known: tuple[KnownPerson, ...]
    lines: tuple[str, ...]
    truth: tuple[str | None, ...]
    kinds: tuple[str, ...]


def _names() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for line in _NAMES.strip().splitlines():
        (script, half), listed = line.partition(":")[0].split(), line.partition(":")[2]
        halves = found.setdefault(script, {"given": [], "family": []})
        halves[half] += [tuple(one.split()) for one in listed.split(",")]
    return found


def _typo(text: str, rng: random.Random) -> str:
    """One slip of the fingers behind the first letter: a letter missing, twice, another, or two swapped."""
    places = [at for at in range(1, len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not places:
        return text + text[-1]
    at = rng.choice(places)
    slips = (
        text[:at] + text[at + 1 :],
        text[: at + 1] + text[at:],
        text[:at] + rng.choice("aeiorstn" if text[at].isascii() else text) + text[at + 1 :],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    )
    return rng.choice(slips)


def _half(one: Person, rng: random.Random) -> str:
    """``Ana S.``"""
    return f"{one.given[0]} {one.family[0][0]}."


RENAMES: dict[str, Callable[[Person, random.Random], str]] = {
    "equal": lambda one, _: one.written(),
    "capitals": lambda one, _: one.written().upper(),
    "swapped": lambda one, _: one.written(swapped=True),
    "marked": lambda one, rng: one.written() + rng.choice(MARKS),
    "latin": lambda one, _: one.written(1),
    "latin swapped": lambda one, _: one.written(1, swapped=True),
    "typo": lambda one, rng: _typo(one.written(), rng),
    "latin typo": lambda one, rng: _typo(one.written(1), rng),
    "initial": _half,
    "account": lambda one, _: f"User:{one.username}" if one.username else one.written(),
    "middle name": lambda one, rng: f"{one.written(1)} {rng.choice(('Junior', 'Maria', 'K.'))}",
}
_OFTEN = {"equal": 6, "typo": 3, "marked": 3, "latin": 2, "swapped": 2, "account": 2}


def generated_meeting(seed: int, people: int = 500, twins: int = 10, strangers: int = 60) -> Meeting:
    """A roster with pairs of one name, and a meeting with everybody on it, renamed, beside strangers.

    Args:
        seed: Makes it.
        people: How many are on the roster.
        twins: How many of them have the name of somebody else and another account.
        strangers: How many come who are on no roster, half of them with a name much like another's.
    """
    rng = random.Random(seed)
    pairs = [
        (script, given, family)
        for script, halves in _names().items()
        for given in halves["given"]
        for family in halves["family"]
    ]
    rng.shuffle(pairs)
    roster: list[Person] = []
    keys: set[str] = set()
    left: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    for script, given, family in pairs:
        one = Person(f"p{len(roster)}", script, given, family, None)  # type: ignore[arg-type]
        folded = {"".join(sorted(search_key(one.written(form)).split())) for form in (0, 1)}
        if len(roster) >= people - twins or keys & folded:
            left.append((script, given, family))
            continue
        keys |= folded
        account = f"{given[1]} wiki {len(roster)}" if rng.random() < 0.6 else None
        roster.append(msgspec.structs.replace(one, username=account))
    for number in range(twins):
        twin = roster[number]
        roster[number] = msgspec.structs.replace(twin, username=f"First{number}")
        roster.append(msgspec.structs.replace(twin, id=f"p{len(roster)}", username=f"Second{number}"))
    twin_ids = {one.id for one in (*roster[:twins], *roster[people - twins :])}
    lines: list[tuple[str, str | None, str]] = []
    kinds = list(RENAMES)
    weights = [_OFTEN.get(kind, 1) for kind in kinds]
    for one in roster:
        kind = "account" if one.id in twin_ids and rng.random() < 0.8 else rng.choices(kinds, weights)[0]
        lines.append((RENAMES[kind](one, rng), one.id, f"twin {kind}" if one.id in twin_ids else kind))
    for number in range(strangers):
        if number % 2 or not left:
            lines.append((rng.choice(DEVICES), None, "device"))
        else:
            script, given, family = left[number % len(left)]
            stranger = Person("", script, given, family, None)  # type: ignore[arg-type]
            lines.append((stranger.written(rng.randrange(2)), None, "stranger"))
    rng.shuffle(lines)
    known = tuple(KnownPerson(one.id, one.written(), one.username) for one in roster)
    taken = {"".join(sorted(search_key(one.name).split())): one.id for one in known}
    lines = [
        one
        for one in lines  # a slip that makes another's very name is that name
        if taken.get("".join(sorted(search_key(one[0]).split())), one[1]) == one[1]
        or one[2].startswith("twin")
    ]
    return Meeting(known, *(tuple(part) for part in zip(*lines, strict=True)))
