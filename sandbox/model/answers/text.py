"""Words, sentences and runs of words; the rehearsal model's own, so that what it is checked by is not what made it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from sandbox.model.tokens import CJK

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:/–-]\d+)*")
CITATION = re.compile(r"\s*\[(e\d+\.\d+)\]")
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[\"“A-ZÄÖÜ0-9À-Þ*])|(?<=[。！？])(?!\s*[」”\[])")
_STOP_WORDS = """
a an and are as at be been but by can do does for from had has have how i if in into is it its more most much my no
not of on one only or our out over per should so some than that the their them then there these they this those to
too under until up use used was we were what when where which while who why will with without within you your best
good better whether also each every both other such very just about need needs get make makes many often ever right
day der die das den dem des ein eine einen einem einer und oder ist sind war mit ohne für von vom zu zum zur im auf
aus als auch nicht nur bei nach wie wann wo wer warum welche welcher welches man es sie er ich wir ihr mehr sehr
wenn dass sich noch schon aber kann muss soll wird werden hat haben less fewer
"""
STOP = frozenset(_STOP_WORDS.split())
MAX_RUN = 12
MAX_CJK_RUN = 24


def words(text: str) -> list[str]:
    """Lower-cased words and numbers; of CJK text each pair of neighbouring characters is a word."""
    if text.isascii() or not CJK.search(text):
        return [found.lower() for found in WORD.findall(text)]
    cjk = CJK.findall(text)
    latin = [found.lower() for found in WORD.findall(CJK.sub(" ", text))]
    return latin + [first + second for first, second in pairwise(cjk)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut the endings of English that matter for matching; other languages keep their words nearly whole."""
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = word[:-1] if len(word) > 3 and word.endswith("e") else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@lru_cache(maxsize=8_192)
def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(word) for word in words(text) if word not in STOP and (len(word) > 1 or word.isdigit()))


def word_count(text: str) -> int:
    """Words as a reader counts them; CJK by the character, halved."""
    plain_text = plain(text)
    cjk = len(CJK.findall(plain_text))
    return cjk // 2 + len(CJK.sub(" ", plain_text).split())


def plain(text: str) -> str:
    """The text without its marks."""
    return CITATION.sub("", text).replace("*", "").strip()


def citations(text: str) -> tuple[str, ...]:
    return tuple(CITATION.findall(text))


def sentences(text: str) -> list[str]:
    """Sentences with their citations still on them."""
    parts: list[str] = []
    for part in re.split(r"(?<=\])\s*(?=[^\s\[])", text.strip()):
        parts += [piece.strip() for piece in SENTENCE_END.split(part) if piece and piece.strip()]
    return _with_citations(parts)


def _with_citations(parts: list[str]) -> list[str]:
    """Put a mark that was cut off back onto its sentence."""
    joined: list[str] = []
    for part in parts:
        if joined and not plain(part).strip("."):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


@lru_cache(maxsize=8_192)
def numbers(text: str) -> tuple[str, ...]:
    return tuple(sorted(NUMBER.findall(plain(text))))


@lru_cache(maxsize=8_192)
def names(text: str) -> frozenset[str]:
    """Capitalised words that do not begin a sentence."""
    found: set[str] = set()
    for sentence in sentences(text):
        found.update(word for word in WORD.findall(plain(sentence))[1:] if word[0].isupper())
    return frozenset(found)


def unquoted(text: str) -> str:
    """The text with each quotation replaced by a mark that no source has."""
    return re.sub(r"[\"“][^\"”]*[\"”]", " ¶quotation¶ ", plain(text))


def run_words(text: str) -> list[str]:
    """Units of which no more than twelve in a row may be a source's: words, and single characters of CJK."""
    bare = unquoted(text)
    if not bare.isascii() and CJK.search(bare):
        bare = CJK.sub(lambda match: f" {match.group()} ", bare)
    return [found.lower() for found in re.findall(r"[^\W_]+(?:['’][^\W_]+)?|¶", bare)]


def grams(run: list[str]) -> Iterable[tuple[str, ...]]:
    """Every run that is one longer than may be copied: thirteen words, or twenty-five characters of CJK."""
    size = 1 + (MAX_CJK_RUN if any(CJK.match(word) for word in run) else MAX_RUN)
    return zip(*(run[offset:] for offset in range(size)), strict=False)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(items: list[str], last: str) -> str:
    """`a, b and c` with the language's own word for and."""
    if CJK.match(last):
        return last.join(["、".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"
