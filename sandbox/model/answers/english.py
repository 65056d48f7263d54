"""Other words for an English sentence that leave its numbers, names and meaning alone."""

import re
from collections.abc import Iterator
from functools import lru_cache

SYNONYMS = (
    (r"\babout (?=\d)", "around "),
    (r"\bapproximately (?=\d)", "roughly "),
    (r"(?<!no )\bmore than (?=\d)", "over "),
    (r"(?<!no )\bless than (?=\d)", "under "),
    (r"\bfewer than (?=\d)", "under "),
    (r", because\b", ", since"),
    (r" because\b", " since"),
    (r"\btherefore ", ""),
    (r"\balso ", ""),
    (r"\bcannot\b", "can’t"),
    (r"\bdoes not\b", "doesn’t"),
    (r"\bdo not\b", "don’t"),
    (r"\bis not\b", "isn’t"),
    (r"\bare not\b", "aren’t"),
    (r"\bwas not\b", "wasn’t"),
    (r"\bdid not\b", "didn’t"),
    (r"\busually\b", "normally"),
    (r"\boften\b", "frequently"),
    (r"\bsuch as\b", "like"),
    (r"\bfor example\b", "for instance"),
    (r"\bneeds (?=[a-z]+ (water|time|space|coffee|leaf)|less|more|a |an |the |only|no )", "requires "),
    (r"\bneed (?=less|more|a |an |the |only|no )", "require "),
    (r"\bcontains\b", "holds"),
    (r"\bquickly\b", "fast"),
    (r"\bin order to\b", "to"),
    (r"\ba lot of\b", "plenty of"),
    (r"\brefrigerator\b", "fridge"),
    (r"\bstarting point\b", "place to start"),
    (r"\bbegins\b", "starts"),
    (r"\bpurchase\b", "buy"),
    (r"\bseveral\b", "a number of"),
    (r"\bproduces\b", "yields"),
    (r"\bexactly\b", "precisely"),
    (r"\bmost people\b", "the majority of people"),
)
STRONGER = (
    (r"\bshould be\b", "ought to be"),
    (r"\bsimply \b", ""),
    (r"\brelative to\b", "compared with"),
    (r"\bdivided by\b", "over"),
    (r"\bmeans\b(?! that)", "comes to"),
    (r"\bmeans that\b", "tells you that"),
    (r"\bbetween (\S+(?: °C)?) and (?=\d)", r"from \1 to "),
    (r"\bfalls between\b", "lies between"),
    (r"\bshall be\b", "must be"),
    (r"\bshall\b", "must"),
    (r"\bstarting from\b", "beginning at"),
    (r"\bclose to\b", "near"),
    (r"\bmakes\b (?=a |an |about |around |\d)", "gives "),
    (r"\bkeeps for\b", "lasts"),
    (r"\bstraight from\b", "right out of"),
    (r"\bcan be\b", "may be"),
    (r"\bcan use\b", "may use"),
    (r"\bwithin\b(?= (?:\d|a|one|two|three|ten))", "inside"),
    (r"\bsuits\b", "is right for"),
    (r"\bmust be\b", "has to be"),
    (r"\bneeds to\b", "has to"),
    (r"\beach\b (?=[a-z]+ )", "every "),
    (r"\bevery\b (?=[a-z]+ )", "each "),
    (r"\blarge\b", "big"),
    (r"\bidentical\b", "the same"),
    (r"\breaches\b", "gets to"),
    (r"\breached\b", "came to"),
    (r"\bloses\b", "gives up"),
    (r"\blost\b", "gave up"),
    (r"\bremoves\b", "takes out"),
    (r"\bremove\b", "take out"),
    (r"\brecommended\b", "advised"),
    (r"\brecommends\b", "advises"),
    (r"\btested\b(?= (?:\d|a |the |with|in|on|for|four|six|ten))", "tried out"),
    (r"\bstays\b", "remains"),
    (r"\bstay\b", "remain"),
    (r"\bwhile\b", "whereas"),
    (r"\bshows\b(?! that)", "gives"),
    (r"\bshowed that\b", "made clear that"),
    (r"\bshows that\b", "makes clear that"),
    (r"\bproves? too\b", "is too"),
    (r"\bpeople who\b", "anyone who"),
    (r"\bhelps to\b", "helps you"),
    (r"\bbefore (?=[a-z]+ing )", "ahead of "),
    (r"\bafter (?=\d)", "following "),
    (r"\bfrom the same\b", "out of the same"),
    (r"\bhow much\b", "what amount of"),
    (r"\bthroughout\b", "all through"),
    (r"\bwithout\b", "with no"),
    (r"\brequires\b", "calls for"),
    (r"\bneeds\b", "calls for"),
    (r"\buses\b (?=a |an |the |\d)", "works with "),
    (r"\bholds\b (?=\d|about|around)", "takes "),
    (r"\btakes\b (?=\d|about|around)", "needs "),
    (r"\bweighs\b(?= (?:\d|about|around|only))", "comes in at"),
    (r"\bgives\b", "yields"),
    (r"\bas well as\b", "and likewise"),
    (r"\bwhich\b(?= (?:is|are|was|were|makes|keeps|means|gives))", "and this"),
    (r"\bso\b(?= (?:the|a|an|it|they|you) )", "and so"),
    (r"\bbecause\b", "as"),
    (r"\bbut\b", "yet"),
)
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_LOWERING = re.compile(r"^(I|[A-Z]{2,}|[A-Z]\w*[A-Z0-9])\b")
_LOWER_WORDS_WORDS = """
a an the if when before after because since once unless until while in on at for from with without within of to most
many some all any each every one two three four five six seven eight nine ten water tea coffee boiling cold hot warm
cool fresh more less no not only even keep store use add pour drink wait boil heat stir let put take steep brew
grind weigh mix fill rinse start measure cover wipe avoid choose leave raise lower throw check test strain filter
tip write buy open close seal
"""
LOWER_WORDS = frozenset(_LOWER_WORDS_WORDS.split())
_IMPERATIVES_WORDS = """
keep store use add pour drink wait boil heat stir let put take steep brew grind weigh mix fill rinse start measure
cover wipe avoid choose leave raise throw check test strain tip write open close seal place press squeeze move label
wash dry clean set pick taste adjust multiply divide double halve cool warm dilute serve finish replace roll compare
bring combine saturate swirl discard remove turn give split transfer return reduce increase shorten lengthen note
record buy never always do
"""
IMPERATIVES = frozenset(_IMPERATIVES_WORDS.split())
CLAUSE = ["if", "when", "because", "before", "after", "once", "unless"]
PRONOUN = re.compile(r"\b(it|they|them|its|their|he|she|his|her)\b", re.I)
_VERBS_WORDS = """
is are was were has have needs need makes make takes take gives give keeps keep holds hold tastes taste contains
contain dissolves dissolve works work costs cost lasts last uses use brings bring weighs weigh loses lose absorbs
absorb tolerates prefers likes favours comes means allows adds slows extracts extract becomes become stays stay
turns turn carries rises falls can cannot must should will rewards describes means fits suits zieht schmeckt bleibt
"""
VERBS = frozenset(_VERBS_WORDS.split())


ADJECTIVES_TOO = frozenset(
    {
        "dry",
        "clean",
        "cool",
        "warm",
        "open",
        "close",
        "double",
        "level",
        "set",
        "place",
        "press",
        "transfer",
        "measure",
        "store",
        "cover",
        "test",
        "filter",
        "tip",
        "finish",
        "return",
        "record",
        "note",
        "seal",
    }
)
FINITE = re.compile(
    r" (?:[a-z]+(?:ed|s)|can|cannot|must|should|will|shall|may|do|have|are|were|cost|keep|make|need|take|lose|give|run|sit|stand|hold|let|put|cut|spread|came|went|fell|rose|grew|found|took|gave|made|became|kept|held|lost|ran|stood|brought|left|drew|broke|wore|got|set|built|chose|began)\b"
)


def says_something(sentence: str) -> bool:
    """Is there a word that can be its verb? `Second edition, May 2026.` has none."""
    return (
        imperative(sentence) or bool(FINITE.search(sentence)) or bool(VERBS & set(sentence.lower().rstrip(".").split()))
    )


def imperative(sentence: str) -> bool:
    """Does the sentence tell the reader to do something?"""
    first, _, rest = sentence.partition(" ")
    if first.lower() in ADJECTIVES_TOO and not re.match(r"(?:the|a|an|your|it|them|each|every|all|any)\b", rest):
        return False
    return first.lower() in IMPERATIVES and rest.split(" ")[0].rstrip("s") not in (
        "i",
        "ha",
        "wa",
        "tea",
        "ratio",
        "time",
        "water",
    )


def lowered(sentence: str, common: frozenset[str]) -> str:
    """The sentence for the middle of another, or as it is where its first word may be a name."""
    first = re.split(r"[^\w’']", sentence, maxsplit=1)[0]
    safe = not NO_LOWERING.match(sentence) and first.lower() in LOWER_WORDS | IMPERATIVES | common
    return sentence[0].lower() + sentence[1:] if safe else sentence


@lru_cache(maxsize=8_192)
def reworded(sentence: str) -> str:
    """Apply the table of synonyms outside quotations."""
    if '"' in sentence or "“" in sentence:
        return sentence
    for pattern, replacement in SYNONYMS:
        sentence = re.sub(pattern, replacement, sentence, count=1)
    return sentence


@lru_cache(maxsize=8_192)
def stronger(sentence: str) -> tuple[str, ...]:
    """The sentence with one more word changed at a time, then with ever more of them."""
    if '"' in sentence or "“" in sentence:
        return ()
    changed, found = sentence, []
    for pattern, replacement in STRONGER:
        single = re.sub(pattern, replacement, sentence, count=1)
        if single != sentence:
            found.append(single)
            changed = re.sub(pattern, replacement, changed, count=1)
            if changed != single:
                found.append(changed)
    return tuple(found)


def reordered(sentence: str, common: frozenset[str]) -> Iterator[str]:
    """The same sentence with its clause or its date at the other end."""
    if '"' in sentence or "“" in sentence:
        return
    yield from _clause_last(sentence, common)
    yield from _clause_first(sentence, common)
    yield from _date_first(sentence, common)


def _clause_last(sentence: str, common: frozenset[str]) -> Iterator[str]:
    match = re.match(r"^(If|When|Before|After|Once|Unless|Until) ([^,]{8,90}), ([^,]{12,})\.$", sentence)
    if match and not PRONOUN.search(match.group(3)):
        yield f"{match.group(3)[0].upper()}{match.group(3)[1:]} {match.group(1).lower()} {match.group(2)}."


def _clause_first(sentence: str, common: frozenset[str]) -> Iterator[str]:
    for word in CLAUSE:
        match = re.match(rf"^([^,]{{12,}}?),? {word} ([^,]{{10,}})\.$", sentence)
        if not match or PRONOUN.search(match.group(2)) or re.search(rf"\b({'|'.join(CLAUSE)})\b", match.group(1)):
            continue
        if word in ("before", "after", "until") and not re.search(
            r"\b(is|are|has|have|you|the \w+ \w+s)\b", match.group(2)
        ):
            continue
        main = lowered(match.group(1), common)
        if main != match.group(1):
            yield f"{word.capitalize()} {match.group(2)}, {main}."
        return


def _date_first(sentence: str, common: frozenset[str]) -> Iterator[str]:
    match = re.match(rf"^(.{{20,}}) ((?:in|on) (?:\d{{1,2}} )?{MONTH} \d{{4}}|in \d{{4}})\.$", sentence)
    main = lowered(match.group(1), common) if match else ""
    if match and main:
        date = match.group(2)
        yield f"{date[0].upper()}{date[1:]}, {main}."


def same_subject(first: str, second: str) -> str:
    """The words with which both sentences begin, up to a verb; empty when there are none."""
    a, b = first.split(), second.split()
    size = 0
    while size < min(len(a), len(b), 4) and a[size] == b[size]:
        size += 1
    while size and not (b[size : size + 1] and b[size].lower() in VERBS and a[size].lower() in VERBS):
        size -= 1
    return " ".join(b[:size])


def merged(first: str, second: str) -> str:
    """Two statements about one subject as one sentence, or nothing."""
    subject = same_subject(first, second)
    if (
        not subject
        or "," in first
        or "," in second
        or '"' in first + second
        or len(first.split()) + len(second.split()) > 26
    ):
        return ""
    return f"{first.rstrip('.')} and {second.removeprefix(subject).strip()}"


def with_pronoun(previous: str, sentence: str) -> str:
    """`It` or `They` for a subject that the sentence before named in the same place, or nothing."""
    subject = same_subject(previous, sentence)
    if not subject or (re.search(r"[A-Z]\w* [A-Z]", subject) and not subject.startswith("The ")):
        return ""
    rest = sentence.removeprefix(subject).strip()
    verb = rest.split()[0].lower()
    plural = verb in ("are", "were", "have") or (
        not verb.endswith("s") and verb not in ("can", "cannot", "must", "should", "will")
    )
    if verb in ("can", "cannot", "must", "should", "will"):
        plural = subject.endswith("s") and not subject.endswith("ss")
    return f"{'They' if plural else 'It'} {rest}"
