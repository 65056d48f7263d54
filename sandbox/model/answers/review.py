"""The answer `Review`: what an editor would hold against this text, found in the text itself."""

import re
from collections.abc import Iterator

from sandbox.model.answers.evidence import HEDGED
from sandbox.model.answers.material import Material
from sandbox.model.answers.places import headings, last_paragraph, prose
from sandbox.model.answers.subject import subject_of
from sandbox.model.answers.text import CITATION, content, plain, sentences, word_count
from sandbox.model.tokens import Json

HEDGE_WORDS = re.compile(r"\b(may|might|perhaps|maybe|possibly|it depends|vielleicht|möglicherweise)\b|かもしれ", re.I)
EMPTY_HEADING = re.compile(
    r"^(introduction|conclusion|overview|summary|miscellaneous|more|other|fazit|einleitung|まとめ)$", re.I
)
LONG_SENTENCE_WORDS = 36
OPENING_HEDGES = "The opening hedges (“{}”); say what is so."
SAME_HEADING = "This heading says what another one says; name what only this section holds."
EMPTY = "This heading says nothing about its section; name what the reader finds there."
NO_LANDING = "The conclusion does not come back to the keyword “{}”; say what follows for it."
SAME_START = "Three sentences in a row begin with “{}”; vary how they begin."
TOO_LONG = "A sentence of {} words loses the reader; shorten it."
NO_TURN = "The last sentence reports one more fact; end on what the reader should do."
BARE = "This paragraph gives one fact and stops; add what the reader needs to use it."


def write_review(material: Material) -> Json:
    """Judge `draft` against `brief`. Every quotation is a sentence or heading of the draft without its marks."""
    draft, brief = material.json("draft"), material.json("brief")
    phrase = subject_of(str(brief["keyword"]["phrase"])).name
    opening = list(_opening_problems(draft))
    structure = list(_heading_problems(draft))
    landing = list(_landing_problems(draft, phrase))
    style = list(_style_problems(draft))
    return {
        "opening_argues": _judged(
            not opening, _first(draft["definition"]), "It says at once what the subject is.", opening
        ),
        "headings_build": _judged(not structure, headings(draft)[0][1], "Each heading opens something new.", structure),
        "sentence_worth_reading": _worth_reading(draft),
        "conclusion_lands": _judged(not landing, _last(draft), "It ends on what follows from the evidence.", landing),
        "changes": _unique([*opening, *structure, *landing, *style]),
    }


def _judged(passes: bool, quotation: str, praise: str, problems: list[Json]) -> Json:
    return {"passes": passes, "quotation": quotation, "comment": praise if passes else problems[0]["problem"]}


def _change(place: str, problem: str) -> Json:
    return {"place": place, "problem": problem}


def _unique(changes: list[Json]) -> list[Json]:
    """One change for each place: the first that was found."""
    return list({change["place"]: change for change in reversed(changes)}.values())[::-1]


def _bare(sentence: str) -> str:
    """A sentence as it stands in the draft, marks left out."""
    return CITATION.sub("", sentence).replace("*", "").strip()


def _first(text: str) -> str:
    return _bare(sentences(text)[0])


def _last(draft: Json) -> str:
    return _bare(sentences(last_paragraph(draft)[1])[-1])


def _opening_problems(draft: Json) -> Iterator[Json]:
    first_block = next((row for row in prose(draft) if row[0].startswith("s1.")), None)
    for place, text in filter(None, [("definition", draft["definition"]), first_block]):
        hedge = HEDGE_WORDS.search(_first(text)) or HEDGED.search(_first(text))
        if hedge:
            yield _change(place, OPENING_HEDGES.format(hedge.group()))


def _heading_problems(draft: Json) -> Iterator[Json]:
    seen: list[frozenset[str]] = []
    for place, heading in headings(draft):
        own = content(heading)
        if EMPTY_HEADING.match(heading.strip()):
            yield _change(place, EMPTY)
        elif any(own and len(own & other) / len(own | other) > 0.7 for other in seen):
            yield _change(place, SAME_HEADING)
        seen.append(own)


def _landing_problems(draft: Json, phrase: str) -> Iterator[Json]:
    place, text = last_paragraph(draft)
    if not content(phrase) & content(plain(text)):
        yield _change(place, NO_LANDING.format(phrase))
    elif CITATION.search(sentences(text)[-1]):
        yield _change(place, NO_TURN)


def _style_problems(draft: Json) -> Iterator[Json]:
    for place, text in prose(draft):
        found = sentences(text)
        starts = [_bare(sentence).split(" ")[0].lower() for sentence in found]
        repeated = next((a for a, b, c in zip(starts, starts[1:], starts[2:], strict=False) if a == b == c), "")
        longest = max(map(word_count, found), default=0)
        if repeated:
            yield _change(place, SAME_START.format(repeated.capitalize()))
        elif longest > LONG_SENTENCE_WORDS:
            yield _change(place, TOO_LONG.format(longest))
        elif (
            re.fullmatch(r"s\d+\.b\d+", place)
            and len(found) == 1
            and CITATION.search(text)
            and not _introduces(draft, place)
        ):
            yield _change(place, BARE)


def _introduces(draft: Json, place: str) -> bool:
    section, block = (int(number) for number in re.findall(r"\d+", place))
    return bool(draft["sections"][section - 1]["blocks"][block - 1]["items"])


def _worth_reading(draft: Json) -> Json:
    """The sentence that says most: a figure, a contrast, a reason."""
    rows = [sentence for _, text in prose(draft) for sentence in sentences(text)]
    best = max(rows, key=lambda sentence: (_weight(sentence), -len(sentence)))
    passes = _weight(best) > 0
    return {
        "passes": passes,
        "quotation": _bare(best),
        "comment": "It gives the reader something to keep."
        if passes
        else "No sentence gives a figure, a contrast or a reason.",
    }


def _weight(sentence: str) -> int:
    signs = (
        r"\d",
        r"\b(than|but|not|never|only|while|instead|als|nicht|nur|kein)\b|ない|より",
        r"\b(because|since|so|therefore|weil|deshalb)\b|から|ため",
    )
    return sum(bool(re.search(sign, _bare(sentence))) for sign in signs)
