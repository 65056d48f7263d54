"""In which language a text is written: by its script, and by the small words that every sentence needs.

Enough to keep a German page from linking to an English one; too little to tell Norwegian from Danish, so it says nothing
where it is not sure.
"""

import re
from collections import Counter

LOOKED_AT = 4_000  # characters from the beginning: no page changes its language after six hundred words
LEAST_WORDS = 20
LEAST_SHARE = 0.12  # of the words: in running text a quarter to a half are small words
CLEARLY = 1.5  # times as many as of the next language

_SMALL_WORDS = {
    "en": "the and of to in is that it for was with as on are be this have from or by not but what all were when your can which their you an if will more about has they how",
    "de": "der die und das ist nicht ein eine zu den von mit sich auf für im dem auch es als an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum oder",
    "fr": "le la les et des est une que pas pour dans qui du sur au avec ce il par plus ne se sont vous ou aux cette son mais nous elle leur être ont comme",
    "es": "el la los de que y en un una por con no las del se para es al lo como más pero sus le este ha sí porque esta son entre cuando muy sin sobre también hay",
    "it": "il di che è la per un non sono una con si del da le della ma anche gli alla più nel dei questo come lo delle ha nella se o ed sul",
    "pt": "o que de não uma um para com os é do da em por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já também pelo pela",
    "nl": "de het een van en is dat niet op te zijn voor met die aan er maar om hij ook als bij nog uit wordt naar dan door over kan deze je wat of worden",
    "sv": "och att det som en är på för av med den till inte har de ett om var sig men så från kan när vi eller då nu ut också efter än",
    "da": "og at det er en til på som med af for den de ikke der har et fra vi kan om men var så sig eller også når man efter hvor over",
    "pl": "i w nie na się z do jest to że jak o ale po co tak za od dla przez są czy przy być oraz który która które tylko może",
}  # fmt: skip
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

_SCRIPTS = {
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af",
    "zh": "\u4e00-\u9fff",
    "ru": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
}
_SCRIPT = {language: re.compile(f"[{characters}]") for language, characters in _SCRIPTS.items()}
_ONE_SCRIPT = {
    "uk": "ru",
    "bg": "ru",
    "sr": "ru",
    "be": "ru",
    "fa": "ar",
    "ur": "ar",
    "yi": "he",
    "mr": "hi",
    "ne": "hi",
}
_WORD = re.compile(r"[^\W\d_]+")
LEAST_LETTERS_SHARE = 0.2  # Japanese with many foreign names is still Japanese


def language_of(text: str) -> str:
    """Return the language of a text (`de`), of a script the language it is best known for; empty where it is not sure."""
    start = text[:LOOKED_AT]
    if script := _script_of(start):
        return script
    words = _WORD.findall(start.casefold())
    counts = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[0], ranked[1]
    sure = len(words) >= LEAST_WORDS and most >= LEAST_SHARE * len(words) and most >= CLEARLY * next_most
    return first if sure else ""


def _script_of(text: str) -> str:
    """The language that a script is best known for, where enough of the letters are of it."""
    if text.isascii():
        return ""
    letters = sum(map(str.isalpha, text))
    wanted = (
        language for language, script in _SCRIPT.items() if len(script.findall(text)) >= LEAST_LETTERS_SHARE * letters
    )
    return next(wanted, "") if letters else ""


def is_other_language(text: str, language: str) -> bool:
    """Whether a text is surely in another language than the named one (`de`, `de-AT`); False where nobody can tell."""
    return is_another(language_of(text), language)


def is_another(found: str, language: str) -> bool:
    """As `is_other_language`, where `language_of` has been asked already."""
    wanted = language.replace("_", "-").split("-")[0].lower()
    known = wanted in _SMALL_WORDS or wanted in _SCRIPT or wanted in _ONE_SCRIPT
    return bool(found) and known and found != _ONE_SCRIPT.get(wanted, wanted)
