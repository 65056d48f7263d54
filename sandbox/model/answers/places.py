"""Places of a draft (`title`, `s2.b1`, `s2.b3.i4`, `f1.answer`) and the text that stands there."""

from collections.abc import Iterator

from sandbox.model.tokens import Json


def texts(draft: Json) -> Iterator[tuple[str, str]]:
    """Every place and its text, in reading order."""
    yield "title", draft["title"]
    yield "definition", draft["definition"]
    for s, section in enumerate(draft["sections"], start=1):
        yield f"s{s}.heading", section["heading"]
        for b, block in enumerate(section["blocks"], start=1):
            if block["text"]:
                yield f"s{s}.b{b}", block["text"]
            yield from ((f"s{s}.b{b}.i{i}", item) for i, item in enumerate(block["items"], start=1))
    for f, pair in enumerate(draft["faq"], start=1):
        yield f"f{f}.question", pair["question"]
        yield f"f{f}.answer", pair["answer"]


def prose(draft: Json) -> Iterator[tuple[str, str]]:
    """The places that hold sentences: no title, headings or questions."""
    for place, text in texts(draft):
        if place != "title" and not place.endswith((".heading", ".question")):
            yield place, text


def headings(draft: Json) -> list[tuple[str, str]]:
    return [(place, text) for place, text in texts(draft) if place.endswith(".heading")]


def last_paragraph(draft: Json) -> tuple[str, str]:
    """Place and text of the article's last words before its questions."""
    section = f"s{len(draft['sections'])}."
    return [(place, text) for place, text in prose(draft) if place.startswith(section)][-1]
