"""Sentences and words of plain text, in English, German and languages written without spaces.

A *word* is a run of letters and digits (inner apostrophes, hyphens and the marks inside a number belong to it), or one
character of Chinese, Japanese or Korean. For counting, two such characters make one word: that is about what a
Japanese text loses or gains in translation, and it keeps one target length meaningful in every language.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff66-\uff9f"
_HIRAGANA = re.compile("[\u3040-\u309f\u30fc]")
_LETTER = rf"(?:(?![{CJK}])[^\W_])"
_WORD = re.compile(rf"[{CJK}]|{_LETTER}+(?:(?:['’\-]|(?<=\d)[.,](?=\d)){_LETTER}+)*")
_ONE_CJK = re.compile(f"[{CJK}]")
_SPACED_WORD = re.compile(r"[^\W_]++(?:(?:['’\-]|(?<=\d)[.,](?=\d))[^\W_]++)*+")  # `_WORD` for a text without CJK
_NO_FIGURE = re.compile(r"[^\W_]++(?:['’\-][^\W_]++)*+")
# Tables for ASCII. Of kinds: "a" a letter, "0" a digit, "-" and "." the marks that may join two runs, " " all else
_SORTED = bytes(
    48 if code in b"0123456789" else 97 if code < 128 and chr(code).isalnum() else 45 if code in b"'-" else 46 if code in b".," else 32
    for code in range(256)
)  # fmt: skip
_WITH_MARKS = bytes(
    46 if code == 0 else 44 if code == 1 else code if code < 128 and (chr(code).isalnum() or code in b"'-") else 32
    for code in range(256)
)  # fmt: skip
_MARKED = bytes(45 if code in b"'-" else 32 if code == 32 else 97 for code in range(256))
_LETTERS_AND_DIGITS = bytes(code for code in range(128) if chr(code).isalnum())
_LOOSE = (b" -", b"- ", b"--")  # such a mark joins nothing
_RUNS = bytes(97 if kind in b"a0" else 45 if kind == 45 else 32 for kind in _SORTED)
_FIGURES = bytes(kind if kind in b"0." else 32 for kind in _SORTED)

_QUOTED = re.compile(
    r"“[^“”]{1,600}”|„[^„“”]{1,600}[“”]|«[^«»]{1,600}»|\"[^\"]{1,600}\"|「[^「」]{1,600}」|『[^『』]{1,600}』|"
    r"»[^«»]{1,600}«|”[^“”„]{1,600}”"
)
_BREAK = re.compile(
    r"(?:[.!?…]+[\"”“’»«)\]]*\s+(?=[\"“„«»‘'(\[¿¡]*[^\Wa-zß-öø-ÿ_])|[。！？]+[」』）\")]*\s*|\s*\n\s*\n\s*)(?=\S)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|ca|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Fig|bzw|inkl|min|max|Mio|Mrd|Tsd|Std|Abb|z\.\s?B|d\.\s?h|u\.\s?a|z|d|u|"
    r"mind|zzgl|exkl|ggf|evtl|sog|bspw|lt|Hr|Fa|Gen|Sen|Gov|Mt))\.\s+$"
)
# Words too, `this form of Art.`: they are cut short where what they count or name follows
_BEFORE_DIGIT = re.compile(r"\b(?:Jan|Feb|Mar|Mär|Apr|Jun|Jul|Aug|Sept?|O[ck]t|Nov|De[cz]|Art|Abs|[Vv]ol|Eq)\.\s+$")
_BEFORE_DAY = re.compile(r"\b[ap]\.m\.\s+$")
_DAY = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:\.|[a-z]*(?:day|ber|ary|ch|il|ne|ly|ust))?\b|"
    r"[ECMP][SD]?T\b|GMT\b|UTC\b"
)
_INITIAL = re.compile(r"(?:^|[\s(])(?:[A-Z]\.)+\s+$")  # J. and U.S.
_ORDINAL = re.compile(r"\b\d{1,2}\.\s+$")
_AFTER_ORDINAL = re.compile(r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Klasse|Grades)")
_GERMAN_ORDINAL = re.compile(
    r"(?:\b(?:[Dd](?:er|ie|as|em|en|es)|[Ii]m|[Zz]u[mr]|[Bb]eim|[Vv]om|[Ee]in(?:e[mnrs]?)?|[Jj]ede[mnrs]?)|(?<!I )\b[Aa]m)\s\d{1,2}\.\s+$"
)

_FUNCTION_WORDS = (
    "a about above after again all also although always am an and any are as at be because been before being below "
    "between both but by can could did do does down during each either else even ever every few for from further get "
    "gets give gives go goes had has have he her here him his how however i if in into is it its itself just less let "
    "like made make makes many may me might more most much must my near need needs neither never no nor not now of off "
    "often on once one only or other our out over own per quite rather said same say says see she should since so some "
    "still such take takes than that the their them then there therefore these they this those though through thus to "
    "too under until up us use used uses using very was we well were what when where whether which while who whose why "
    "will with within without would yes yet you your "
    "aber alle als also am an auch auf aus bei beim bis bist da das dass dein dem den denn der des die dies diese dieser "
    "dieses doch dort du durch ein eine einem einen einer eines er es etwa für gegen hat haben ich ihr im in ist ja jede "
    "jeder jedes kann kein keine können man mehr mit muss nach nicht noch nun nur ob oder ohne sehr sein seine sich sie "
    "sind so soll über um und uns unter vom von vor wann warum was weil wenn wer werden wie wird wo zu zum zur zwischen"
)
_STOPWORDS = frozenset(_FUNCTION_WORDS.split())
_ENDING = re.compile(r"(?<=\w{3})(?:'s|ings?|ed|ers?|est|ens?|es|ns?|(?<!s)s|e|ly)$")


def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences. A blank line ends one; the inside of quotation marks does not."""
    return tuple(text[start:end].strip() for start, end in sentence_ranges(text))


def sentence_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence in `text`, without the white space around it."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    ends = [match.end() for match in _BREAK.finditer(text) if _ends_a_sentence(text, match, quoted)]
    cuts = [0, *ends, len(text)]
    return tuple(_trimmed(text, start, end) for start, end in pairwise(cuts) if text[start:end].strip())


def _ends_a_sentence(text: str, match: re.Match[str], quoted: list[tuple[int, int]]) -> bool:
    before = text[max(0, match.end() - 40) : match.end()]
    if any(start < match.start() and match.end() < end for start, end in quoted):
        return False
    if text[match.start()] == "." and _is_cut_short(before, text, match.end()):
        return False
    if _INITIAL.search(before) and not is_function_word("".join(words(text[match.end() :][:40])[:1])):
        return False  # `J. Smith`, but `vitamin C. The`
    return not _ABBREVIATION.search(before)


def _is_cut_short(before: str, text: str, end: int) -> bool:
    """Tell whether the point ends a number or a word that what follows goes on with: `Sept. 12`, `der 2. Aufguss`.

    Which letter stands beside the point is asked first: most sentences end in none of these.
    """
    cut = before.rstrip()
    if cut[-2:-1].isdigit():
        return bool(_ORDINAL.search(before)) and _goes_on(before, text, end)
    if text[end].isdigit():
        return bool(_BEFORE_DIGIT.search(before))
    return cut.endswith(".m.") and bool(_BEFORE_DAY.search(before)) and bool(_DAY.match(text, end))


def _goes_on(before: str, text: str, end: int) -> bool:
    if _AFTER_ORDINAL.match(text, end):
        return True
    following = words(text[end : end + 40])[:1] if _GERMAN_ORDINAL.search(before) else ()
    return bool(following) and not is_function_word(following[0])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, as they are written."""
    return tuple(spelled(text))


def spelled(text: str, *, figures: bool = True) -> list[str]:
    """The words as a list; without `figures` 1.5 is two, in a text without CJK.

    A long text of ASCII is split at what is no letter; only where a mark joins nothing are words looked at one by one.
    """
    if not text.isascii() or len(text) < SHORT_CHARS:
        return (_pattern(text) if figures else _NO_FIGURE).findall(text)
    raw = bytearray(text, "ascii")
    if 0 in raw or 1 in raw:  # they stand for the marks of figures below
        return (_SPACED_WORD if figures else _NO_FIGURE).findall(text)
    if figures:
        _keep_figures(raw)
    plain = raw.translate(_WITH_MARKS)
    parts = plain.decode("ascii").split()
    marked = b" %b " % bytes(plain.translate(_MARKED))
    return _without_loose_marks(parts) if any(map(marked.__contains__, _LOOSE)) else parts


def _keep_figures(raw: bytearray) -> None:
    """Turn the marks inside of numbers into those that `_WITH_MARKS` keeps."""
    kinds = raw.translate(_SORTED)
    at = kinds.find(b"0.0")
    while at >= 0:
        raw[at + 1] = raw[at + 1] != 46
        at = kinds.find(b"0.0", at + 2)


def _without_loose_marks(parts: list[str]) -> list[str]:
    odd = [at for at, plain in enumerate(map(str.isalnum, parts)) if not plain]
    for at in reversed(odd):
        parts[at : at + 1] = _SPACED_WORD.findall(parts[at])
    return parts


def end_of_words(text: str, count: int) -> int:
    """Return where word number `count` ends, or the last one where there are fewer; 0 where there is none."""
    begins = _beginning(count, _pattern(text) is _WORD).match(text)
    return begins.end() if begins else 0


@lru_cache(maxsize=64)
def _beginning(count: int, cjk: bool) -> re.Pattern[str]:
    """A text up to its word number `count`, matched at once: to stop at each of a hundred words takes four times as long."""
    word, gap = (_WORD.pattern, ".*?") if cjk else (_SPACED_WORD.pattern, r"[\W_]*+")
    return re.compile(f"(?:{gap}(?:{word})){{1,{count}}}", re.DOTALL) if count > 0 else re.compile("")


def _pattern(text: str) -> re.Pattern[str]:
    """To ask at each letter whether it is one of CJK takes five times as long: most texts hold none."""
    return _SPACED_WORD if text.isascii() or not _ONE_CJK.search(text) else _WORD


def word_count(text: str) -> int:
    """Count words; two characters of Chinese, Japanese or Korean count as one."""
    if text.isascii():
        return len(spelled(text)) if len(text) < SHORT_CHARS else _counted(b" %b " % text.encode())
    if not _ONE_CJK.search(text):  # few parts need the expression, which costs ten times as much
        return sum(1 if part.isalnum() else len(_SPACED_WORD.findall(part)) for part in text.split())
    found = words(text)
    cjk = sum(1 for word in found if _ONE_CJK.match(word))
    return len(found) - cjk + (cjk + 1) // 2


def has_more_words(text: str, than: int) -> bool:
    """Tell whether a text has more words than that, without counting them where it has too few gaps for so many."""
    gaps = len(text.encode(errors="surrogatepass").translate(None, _LETTERS_AND_DIGITS))
    return gaps >= than and word_count(text) > than


def _counted(raw: bytes) -> int:
    """As many as `spelled` finds, counted where they begin: to make the words themselves takes twice as long.

    A run of letters and digits begins a word, but for those that a mark joins to the run before.
    """
    runs, figures = raw.translate(_RUNS), raw.translate(_FIGURES)
    inside_numbers = figures.count(b"0.")
    if inside_numbers:
        inside_numbers -= figures.count(b"0. ") + figures.count(b"0..")
    return runs.count(b" a") + runs.count(b" -a") + runs.count(b"--a") - inside_numbers


SHORT_CHARS = 100  # so short a text is taken apart sooner than it is translated


def is_cjk(text: str) -> bool:
    """Tell whether most of the text's words are characters of a script without spaces."""
    found = words(text)
    return 2 * sum(1 for word in found if _ONE_CJK.match(word)) > len(found)


def folded(text: str) -> tuple[str, ...]:
    """Return the words of `text` for comparison: no capitals, one kind of apostrophe."""
    small = text.lower() if text.isascii() else ""
    if small:
        return tuple(spelled(small))
    return tuple(word.casefold().replace("’", "'") for word in _pattern(text).findall(text))


def shared_run(text: str, source: str) -> str:
    """Return the longest run of words that both hold, as `text` writes them; empty when they share none."""
    match = SequenceMatcher(None, folded(text), folded(source), autojunk=False).find_longest_match()
    found = list(_WORD.finditer(text))[match.a : match.a + match.size]
    return text[found[0].start() : found[-1].end()] if found else ""


def quoted(text: str) -> tuple[str, ...]:
    """Return what stands in double quotation marks, without the marks."""
    return tuple(match.group()[1:-1] for match in _QUOTED.finditer(text))


def without_quoted(text: str, mark: str) -> str:
    """Return `text` with every quotation of three words or more replaced by `mark`."""
    return _QUOTED.sub(lambda match: mark if word_count(match.group()) >= QUOTATION_WORDS else match.group(), text)


QUOTATION_WORDS = 3  # shorter ones set off a term ("concentrate"), they do not report what somebody said


def content_words(text: str) -> frozenset[str]:
    """Return crude stems of the words that carry meaning: no function words, numbers, single letters, hiragana."""
    return _content_words(text) if len(text) <= TITLE_CHARS else frozenset(stems(text))


def holds_stems(text: str, wanted: frozenset[str]) -> bool:
    """Tell whether all of these crude stems are among the content words of `text`."""
    if len(text) <= TITLE_CHARS:
        return wanted <= _content_words(text)
    begins = tuple(wanted)  # a stem is the beginning of its word: few words need to be reduced to theirs
    return wanted <= {_stem(word) for word in folded(text) if word.startswith(begins)}


TITLE_CHARS = 200  # texts up to here are asked about again and again: titles, keywords, headings


@lru_cache(maxsize=4096)
def _content_words(title: str) -> frozenset[str]:
    return frozenset(stems(title))


def distinct(text: str) -> frozenset[str]:
    """What tells a short text from others: its content words, numbers, single letters, signs, and the words that turn it round.

    Where marks are written around letters, as in Hindi, the whole text: to leave them out makes another word.
    """
    small = folded(text)
    if any(unicodedata.category(letter).startswith("M") for letter in unicodedata.normalize("NFC", text)):
        return frozenset([" ".join(text.casefold().split())])
    kept = (
        word for word in small if word in _TURNING or (len(word) == 1 and word not in _STOPWORDS) or word[0].isdigit()
    )
    return frozenset([*stems(text), *kept, *_SIGNS.findall(text)])


def signs(name: str) -> list[str]:
    """The signs that belong to a word, and that no slug keeps: C, C++ and C# are three."""
    return _BEHIND_WORD.findall(name)


_BEHIND_WORD = re.compile(r"(?<=\w)[+#]+")
_SIGNS = re.compile(r"(?<=\w)[+#]+|^\.(?=\w)|(?<=\w)&(?=\w)")
_TURNING = frozenset(
    [
        "when",
        "how",
        "why",
        "where",
        "who",
        "which",
        "what",
        "with",
        "without",
        "before",
        "after",
        "on",
        "off",
        "up",
        "down",
        "in",
        "out",
        "not",
        "no",
        "never",
        "more",
        "less",
        "under",
        "over",
        "wann",
        "warum",
        "wie",
        "wer",
        "wo",
        "was",
        "mit",
        "ohne",
        "vor",
        "nach",
        "nicht",
        "kein",
        "keine",
        "mehr",
        "unter",
        "über",
        "gegen",
        "für",
        "against",
        "for",
        "from",
        "to",
    ]
)


def stems(text: str) -> list[str]:
    """Return the crude stems of the words that carry meaning, in order and as often as they occur."""
    return [stem for word in folded(text) if (stem := _stem(word))]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return _ENDING.sub("", word) if _carries_meaning(word) else ""


def _carries_meaning(word: str) -> bool:
    if _ONE_CJK.match(word):
        return not _HIRAGANA.match(word)
    return len(word) > 1 and word not in _STOPWORDS and not word[0].isdigit()


def is_function_word(word: str) -> bool:
    """Tell whether a word is one that carries no meaning by itself, in English or German."""
    return word.casefold() in _STOPWORDS
