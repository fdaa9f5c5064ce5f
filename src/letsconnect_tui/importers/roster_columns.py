"""Which column of a roster holds what, by the words in its header, in the languages forms are written in."""

from __future__ import annotations

import re

import msgspec

from letsconnect_tui.importers.consent_words import asks_for_consent
from letsconnect_tui.people.names import search_key
from letsconnect_tui.text import clean

# Field: words of which one stands in the header, already folded. The first line that fits takes the column,
# so that "Email of user" is no username, and "User Name (Original Name)" no account.
_WORDS = r"""
never: e ?mails?|mail|correo|courriel|邮箱|メール|이메일|البريد|gender|sexe?|genero|genre|age|edad
never: phone|telephone|telefono|timestamp|marca temporal|horodateur|carimbo|password|ip address
name: original name|nombre original|nom original|nome original|元の名前|원래 이름|display name|full name
name: imie i nazwisko|jmeno a prijmeni|meno a priezvisko|nume si prenume
name: nome e cognome|nombre y apellidos?
name: nome e sobrenome|nom et prenom|prenom et nom|имя и фамилия|фамилия и имя
name: фамилия имя|ім.?я та прізвище|adiniz ve soyadiniz
name: ad soyad|ad ve soyad|ime i prezime|ime in priimek
name: nombre completo|nom complet|nome completo|volledige naam|real name
username: user ?name|wiki(?:media|pedia)? (?:user|account|handle)\w*
username: nombre de usuari[oa]|nome de usuari[oa]
username: nom d ?utilisat\w+|benutzername|usuari[oa]|utilisat(?:eur|rice)|имя участника
username: участни(?:к|ца)
username: اسم المستخدم|利用者名|用户名|사용자 이름|jina la mtumiaji|^account$|^user$|^handle$
first_time: first time|your first|first event|primera vez|premiere fois|primeira vez
first_time: erste mal|mara ya kwanza
newcomer: newcomers?|new to|are you new|novato|nouveau venu
attending: rsvp|attending|going|will you (?:attend|come|join|be there)
attending: (?:can|do) you (?:attend|come|join)
attending: participe(?:rez|ra)s?|viendras|vendras|asistiras?|asistira|vas a asistir
attending: voce vai|participara|ستحضر
attending: هل ستحضر|是否参加|utahudhuria
status: (?:approval|registration|attendee|rsvp|order) status|status|statut|estado
status: situacao|الحاله|状态|hali
experience: experience[sd]?|experiencias?|level|nivel|niveau|erfahrung|опыт|uzoefu
languages: languages?|lang|idiomas?|langues?|linguas?|sprachen?|taal|talen|язык\w*|اللغه
languages: اللغات|لغه|لغات
languages: भाषा\w*|言語|语言|語言|언어|lugha|asusu|harshe|ede
home_wiki: home ?wiki|wiki|projects?|proyectos?|projets?|projetos?
affiliation: affiliat\w+|afilia\w+|organi[sz]ation|organizacion|organizacao|user group|chapter
affiliation: community|comunidad|communaute|comunidade|grupo|groupe
region: regions?|regiao|регион|منطقه|المنطقه|eneo
country: country|pais|pays|land|страна|البلد|بلد|الدوله|देश|国|國家|国家|국가|nchi|obodo|kasa|territory
call: call (?:me|you|her|him|them)|(?:likes? to be )?called|nick ?name
call: preferred name|goes by|surnom
call: apodo|como te llamamos|apelido preferido|nombre preferido|nom prefere|rufname
first_name: first name|given name|forename|prenom|primer nombre|vorname|nombre de pila
first_name: imie|jmeno|krstne meno|keresztnev|etunimi|fornamn|fornavn|الاسم الاول|पहला नाम
first_name: 名|שם פרטי|nama depan|jina la kwanza|sunan farko|aha mbu|voornaam|prenume
last_name: cognome|nazwisko|prijmeni|priezvisko|vezeteknev|sukunimi|efternamn|etternavn
last_name: efternavn|soyadi?|фамилия
last_name: прізвище|επωνυμο|اسم العايله|اللقب|姓|성|oruko idile|उपनाम|שם משפחה
last_name: nama belakang|jina la mwisho|sunan mahaifi|aha ezinulo
last_name: last name|surname|family name|apellidos?|nom de famille|sobrenome|nachname|achternaam
name: お名前
name: names?|nombre|nom|nome|naam|имя|фио|الاسم|اسم|नाम|名前|氏名|姓名|名字|名称|이름|성명|jina|aha|suna|oruko
"""
_PATTERNS = tuple(
    (field_name, re.compile(rf"(?<!\w)(?:{words})(?!\w)"))
    for field_name, words in (line.split(": ") for line in _WORDS.strip().splitlines())
)
ONLY_A_FAMILY_NAME = frozenset((
    "nom", "name", "nome", "naam", "nombre", "имя", "імя", "ad", "ime", "jina", "suna", "aha", "oruko",
    "namn", "navn", "nimi", "nev", "الاسم", "שם", "नाम", "名", "姓", "이름", "성",
))  # fmt: skip
"""Headers that mean half of a name where the other half has a column of its own."""
_TWO_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Between the words of ``FullName``."""
_LONGEST_HEADER = 200


class RosterColumns(msgspec.Struct, frozen=True):
    """Field → place of its column, and the headers of columns that nobody asked for."""

    fields: dict[str, int] = msgspec.field(default_factory=dict)
    unused: tuple[str, ...] = ()
    known: int = 0
    """How many columns have a header that is understood, those that are never kept among them."""

    @property
    def has_a_name(self) -> bool:
        """True if the row can be a header: somebody's name can be read with it."""
        return bool({"name", "username", "first_name"} & set(self.fields))


def columns_of(headers: tuple[str, ...]) -> RosterColumns:
    """What each column holds; the first that fits a field is taken."""
    fields: dict[str, int] = {}
    unused, known = [], 0
    for place, header in enumerate(headers):
        what = field_of(header)
        known += what is not None
        if what is None and header.strip():
            unused.append(clean(header, limit=60))
        elif what is not None and what != "never":
            fields.setdefault(what, place)
    _sort_out_names(fields, headers)
    return RosterColumns(fields, tuple(unused), known)


def field_of(header: str) -> str | None:
    """The field that a header means; ``never`` for what is not kept, None for what is not known."""
    key = search_key(_TWO_WORDS.sub(" ", header[:_LONGEST_HEADER]))
    if "@" in header or any(character.isdigit() for character in key[:1]):
        return None
    if asks_for_consent(key):
        return "consent"
    return next((what for what, pattern in _PATTERNS if pattern.search(key)), None)


def _sort_out_names(fields: dict[str, int], headers: tuple[str, ...]) -> None:
    """``Nom, Prénom`` is a family name and a given one; ``Nombre, Apellidos`` the other way round."""
    if "name" not in fields:
        return
    is_half = search_key(headers[fields["name"]]) in ONLY_A_FAMILY_NAME
    if is_half and "first_name" in fields and "last_name" not in fields:
        fields["last_name"] = fields.pop("name")
    elif is_half and "last_name" in fields and "first_name" not in fields:
        fields["first_name"] = fields.pop("name")
