"""The answer `FixWords`: excerpts, descriptions and SEO titles taken out of the posts' own sentences."""

import re

from sandbox.model.answers.language import phrases
from sandbox.model.answers.material import Material
from sandbox.model.answers.text import sentences, word_count
from sandbox.model.tokens import Json

EXCERPT_WORDS = (20, 45)
DESCRIPTION_CHARACTERS = (90, 135)
TITLE_CHARACTERS = 55


def write_fixes(material: Material) -> Json:
    """One text per row, from the row's own words and nothing else."""
    gap = phrases(material.language).gap
    return {"texts": [{"number": row["number"], "text": _text(row, gap)} for row in material.rows("posts")]}


def _text(row: Json, gap: str) -> str:
    whole, title = _clean(str(row.get("text", ""))), _clean(str(row.get("title", "")))
    now = str(row.get("now", ""))
    found = [sentence for sentence in sentences(whole) if sentence and sentence[-1] in ".!?。！？"] or [title]
    if row.get("wanted") == "excerpt":
        return _excerpt([each for each in found if each not in now], gap) or title
    if row.get("wanted") == "description":
        return _description(found, title, gap)
    return _title(title)


def _excerpt(found: list[str], gap: str) -> str:
    taken = ""
    for sentence in found:
        longer = f"{taken}{gap}{sentence}".strip()
        if word_count(longer) > EXCERPT_WORDS[1]:
            continue
        taken = longer
        if word_count(taken) >= EXCERPT_WORDS[0]:
            break
    return taken


def _description(found: list[str], title: str, gap: str) -> str:
    """The first sentence that fills the line, else as many as fit, else the title as a sentence."""
    low, high = DESCRIPTION_CHARACTERS
    whole = next((each for each in found if low <= len(each) <= high), "")
    if whole:
        return whole
    taken = ""
    for sentence in found:
        longer = f"{taken}{gap}{sentence}".strip()
        if len(longer) <= high:
            taken = longer
    return taken or f"{title[: high - 1].rstrip('.')}."


def _title(title: str) -> str:
    if len(title) <= TITLE_CHARACTERS:
        return title
    part = re.split(r"[:;,–—]", title)[0].strip()
    return part if len(part) <= TITLE_CHARACTERS else part[:TITLE_CHARACTERS].rpartition(" ")[0]


def _clean(text: str) -> str:
    """Words without what would be markup in a head."""
    return " ".join(re.sub(r"[<>\[\]{}*`]", " ", text).split())
