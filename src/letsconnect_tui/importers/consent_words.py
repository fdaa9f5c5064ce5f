"""Whether a form asks if people may be listed by name, and whether an answer agrees, in many languages."""

from __future__ import annotations

import re

from letsconnect_tui.people.names import search_key

_LONGEST_ANSWER = 200
_AGREES = re.compile(
    r"agree|consent|permi[ts]|allow|may we|can we|happy to|willing|acept|autori[zs]|de acuerdo|consient"
    r"|podemos|accept|accord|pouvons|puis je|aceit|concord|stimme|einverst|zustimm|einwillig|erlaub|durfen"
    r"|accett|согла|разреш|можно|اوافق|موافق|اسمح|同意|允许|許可|承諾|동의|허락|सहमत|अनुमति|nakubali|ruhusu"
    r"|idhini|yarda|amince|kwere|gba laaye|setuju|bersedia|dong y|zgad|zgod|godkan|samtyck|toestemming"
    r"|akkoord|kabul|onay"
)
_TO_BE_LISTED = re.compile(
    r"\blist|named\b|credited|mention|publish|public|shown|(?:my|your) (?:user ?)?name|badge|publier|publie"
    r"|nombrad|mencionad|(?:mi|tu) nombre|lista\b|insignia|cite|nomme|mon (?:nom|pseudo)|divulgad"
    r"|(?:meu|seu) nome|nomead|offentlich|genannt|aufgefuhrt|mein (?:benutzer)?name|pubblic|elencat|mio nome"
    r"|опублик|публич|упомин|указан|список|мое(?:го)? имя|имени|نشر|اسمي|ذكر|القائمه|公开|公開|列出|名单|名單"
    r"|名字|掲載|공개|게시|명단|सूची|नाम|प्रकाशित|orodhesh|kuchapish|jina langu|suna ?na|wallafa|aha m|oruko mi"
    r"|dicantumkan|nama saya|cong khai|opublikow|wymienion|nazwisk|namnges|gepubliceerd|vermeld|yayin|adim"
)
_TO_SOMETHING_ELSE = re.compile(
    r"record|photo|picture|screenshot|video|conduct|terms|policy|newsletter|mailing|contact|e ?mail|grab|foto"
    r"|enregistr|image|gravac|aufnahm|aufzeich|bild|запис|фото|تسجيل|صور|录|錄|録|녹화|사진|terminos|condi"
    r"|termos|bedingungen|boletin|correo|courriel"
)
_ASKS_FOR_A_NAME = re.compile(r"(?:(?:your|the|my) )?(?:wiki\w*|user ?names?|names?|account)\b")
"""How a header begins whose column holds a name, whatever it says of lists."""
_NOT = re.compile(
    r"(?<!\w)(?:no|not|non|pas|ne|nao|nein|nicht|kein\w*|niet|nie|don ?t|never|не|нет|لا|غير|hapana|sina"
    r"|si kubali|ba|a a|rara|mba|tidak|khong)(?!\w)|^[不否아]|いいえ|नहीं|しない"
)
_YES = frozenset((
    "yes", "y", "true", "1", "x", "on", "ok", "si", "sim", "oui", "ja", "da", "да", "نعم", "はい", "是", "예",
    "네", "ndiyo", "ee", "eh", "beeni", "ya", "co", "tak", "evet", "checked", "так", "हा",
))  # fmt: skip


def asks_for_consent(key: str) -> bool:
    """True for a folded header that asks whether the person may be listed by name.

    Consent to be recorded, written to, or to terms is none.
    """
    if _ASKS_FOR_A_NAME.match(key) or _TO_SOMETHING_ELSE.search(key):
        return False
    return bool(_AGREES.search(key) and _TO_BE_LISTED.search(key))


def is_consent(answer: str) -> bool:
    """True for an answer that agrees: a yes, a tick, or the sentence agreed to; an empty one does not."""
    key = search_key(answer[:_LONGEST_ANSWER])
    if not key or _NOT.search(key):
        return False
    return key.partition(" ")[0] in _YES or bool(_AGREES.search(key) or _TO_BE_LISTED.search(key))
