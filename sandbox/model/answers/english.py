"""Other words for an English sentence that leave its numbers, names and meaning alone."""

import re
from collections.abc import Iterator

SYNONYMS = (
    (r"\bshould be\b", "ought to be"),
    (r"\babout (?=\d)", "around "),
    (r"\bapproximately (?=\d)", "roughly "),
    (r"\bat least (?=\d)", "no less than "),
    (r"\bmore than (?=\d)", "over "),
    (r"\bless than (?=\d)", "under "),
    (r"\bfewer than (?=\d)", "under "),
    (r"\bup to (?=\d)", "as much as "),
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
    (r"\bfaster\b", "more quickly"),
    (r"\bmost people\b", "the majority of people"),
)
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_LOWERING = re.compile(r"^(I|[A-Z]{2,}|[A-Z]\w*[A-Z0-9])\b")
LOWER_WORDS = frozenset(
    """a an the if when before after because since once unless until while in on at for from with without within of to most many
    some all any each every one two three four five six seven eight nine ten water tea coffee boiling cold hot warm cool fresh more
    less no not only even keep store use add pour drink wait boil heat stir let put take steep brew grind weigh mix fill rinse
    start measure cover wipe avoid choose leave raise lower throw check test strain filter tip write buy open close seal""".split()
)
IMPERATIVES = frozenset(
    """keep store use add pour drink wait boil heat stir let put take steep brew grind weigh mix fill rinse start measure cover
    wipe avoid choose leave raise throw check test strain tip write open close seal place press squeeze move label wash dry clean
    set pick taste adjust multiply divide double halve cool warm dilute serve finish replace roll compare bring combine saturate
    swirl discard remove turn give split transfer return reduce increase shorten lengthen note record buy never always do""".split()
)
CLAUSE = "if when because before after once unless until".split()
PRONOUN = re.compile(r"\b(it|they|them|its|their|he|she|his|her)\b", re.I)
VERBS = frozenset(
    """is are was were has have needs need makes make takes take gives give keeps keep holds hold tastes taste contains contain
    dissolves dissolve works work costs cost lasts last uses use brings bring weighs weigh loses lose absorbs absorb tolerates
    prefers likes favours comes means allows adds slows extracts extract becomes become stays stay turns turn carries rises falls
    can cannot must should will""".split()
)


def imperative(sentence: str) -> bool:
    """Does the sentence tell the reader to do something?"""
    first, _, rest = sentence.partition(" ")
    return first.lower() in IMPERATIVES and rest.split(" ")[0].rstrip("s") not in ("i", "ha", "wa", "tea", "ratio", "time", "water")


def lowered(sentence: str, common: frozenset[str]) -> str:
    """The sentence for the middle of another, or as it is where its first word may be a name."""
    first = re.split(r"[\s,]", sentence, maxsplit=1)[0]
    safe = not NO_LOWERING.match(sentence) and (first.lower() in LOWER_WORDS or first.lower() in common)
    return sentence[0].lower() + sentence[1:] if safe else sentence


def reworded(sentence: str) -> str:
    """Apply the table of synonyms outside quotations."""
    if '"' in sentence or "“" in sentence:
        return sentence
    for pattern, replacement in SYNONYMS:
        sentence = re.sub(pattern, replacement, sentence, count=1)
    return sentence


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
        if word in ("before", "after", "until") and not re.search(r"\b(is|are|has|have|you|the \w+ \w+s)\b", match.group(2)):
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
    if not subject or "," in first or "," in second or '"' in first + second or len(first.split()) + len(second.split()) > 26:
        return ""
    return f"{first.rstrip('.')} and {second.removeprefix(subject).strip()}"


def with_pronoun(previous: str, sentence: str) -> str:
    """`It` or `They` for a subject that the sentence before named in the same place, or nothing."""
    subject = same_subject(previous, sentence)
    if not subject or re.search(r"[A-Z]\w* [A-Z]", subject):
        return ""
    rest = sentence.removeprefix(subject).strip()
    verb = rest.split()[0].lower()
    plural = verb in ("are", "were", "have") or (not verb.endswith("s") and verb not in ("can", "cannot", "must", "should", "will"))
    if verb in ("can", "cannot", "must", "should", "will"):
        plural = subject.endswith("s") and not subject.endswith("ss")
    return f"{'They' if plural else 'It'} {rest}"
