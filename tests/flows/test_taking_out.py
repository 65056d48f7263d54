"""Our link is told from a person's in one way, whether an article or a plan of links has set it."""

from flows.taking_out import without
from layers.nouns import Link
from layers.publishing import insert, insert_sentence

URL = "https://www.example.com/freezing-coffee/"
OURS = "Freezing coffee beans is the one way to keep them for months."


def block(html: str) -> str:
    return f"<!-- wp:paragraph -->\n<p>{html}</p>\n<!-- /wp:paragraph -->\n\n"


THEIRS = block(f'A person linked <a href="{URL}">Freezing coffee beans</a> on Tuesday.')
LINK = Link(source="https://www.example.com/storing/", target=URL, anchor="Freezing coffee beans", sentence=OURS)


def test_a_persons_link_with_the_same_words_above_ours_or_below_it_stays() -> None:
    linked = insert(block(OURS), LINK.anchor, URL)

    assert without(linked + THEIRS, LINK) == block(OURS) + THEIRS
    assert without(THEIRS + linked, LINK) == THEIRS + block(OURS)


def test_a_sentence_that_was_written_for_the_link_goes_with_it() -> None:
    text = block("Beans keep for weeks.")
    added = insert_sentence(text, OURS, LINK.anchor, URL)

    assert without(added + THEIRS, LINK.model_copy(update={"added": True})) == text + THEIRS


def test_a_link_whose_words_somebody_has_changed_stays() -> None:
    changed = insert(block(OURS), LINK.anchor, URL).replace(">Freezing coffee beans<", ">Frozen beans<")

    assert without(changed, LINK) == changed
