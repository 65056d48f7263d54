"""Slugs: the part of an address that names an article."""

import re
import unicodedata

from layers.errors import KeywordError

LONGEST = 75
LONGEST_PHRASE = 120
_GERMAN = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))


def slug_for(phrase: str) -> str:
    """Return lower-case Latin words joined by hyphens, at most 75 characters, cut between words.

    Raises KeywordError for an empty or endless phrase, and for one in another script: romanised Japanese is a guess
    at a reading, and an address is not the place to guess.
    """
    from slugify import slugify  # its tables take time that a command without slugs saves

    if not phrase.strip():
        raise KeywordError(phrase, "is empty. Give the phrase that the article is to answer.")
    if len(phrase) > LONGEST_PHRASE:
        raise KeywordError(
            f"{phrase[:40]}...", f"is longer than {LONGEST_PHRASE} characters. Give a phrase, not a text."
        )
    if any(_is_foreign(character) for character in phrase):
        raise KeywordError(
            phrase, "is not in Latin letters, so it has no slug. Give one with --slug, such as --slug cold-brew-ratio."
        )
    slug = slugify(phrase, max_length=LONGEST, word_boundary=True, save_order=True, replacements=_GERMAN)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise KeywordError(phrase, "has no letter or digit in it. Give the phrase that the article is to answer.")
    return str(slug)


def _is_foreign(character: str) -> bool:
    return character.isalpha() and "LATIN" not in unicodedata.name(character, "")
