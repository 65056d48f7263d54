"""WordPress's own parser finds the same blocks in a content before our link is set and after, whatever the content is."""

from collections.abc import Iterator
from functools import cache

import pytest

from layers.errors import NoPlaceError
from layers.publishing.insert import Place, insert, insert_sentence
from sandbox.wordpress.core import Core, core
from sandbox.wordpress.parser import ParsedBlock, core_blocks, parsed
from tests.layers.publishing.contents import ANCHOR, CONTENTS, CORE, URL, Content, long_content

pytestmark = pytest.mark.server
SENTENCE = "Mind the cold brew ratio of 1 & 8."
OPENING = f'<a href="{URL}">'
ALL = (*CONTENTS, long_content(2_000_000))


@pytest.fixture(scope="module", params=["newest", pytest.param("oldest", marks=pytest.mark.matrix)])
def wordpress_core(request: pytest.FixtureRequest) -> Core:
    return core(request.param)


@cache
def linked() -> tuple[tuple[Content, str], ...]:
    """Each content with each link that may be set into it."""
    return tuple(
        (content, insert(content.raw, ANCHOR, URL, Place(occurrence)))
        for content in ALL
        for occurrence in range(1, content.places + 1)
    )


def with_sentence() -> Iterator[tuple[Content, str]]:
    for content in ALL:
        try:
            yield content, insert_sentence(content.raw, SENTENCE, ANCHOR, URL)
        except NoPlaceError:
            continue


def without_link(blocks: tuple[ParsedBlock, ...]) -> tuple[ParsedBlock, ...]:
    """The blocks as they were before the link, if it is in one of them from its beginning to its end."""
    return tuple(
        ParsedBlock(
            block.name, block.attributes, tuple(_unlinked(part) for part in block.markup), without_link(block.inner)
        )
        for block in blocks
    )


def _unlinked(markup: str) -> str:
    before, opening, rest = markup.partition(OPENING)
    words, closing, after = rest.partition("</a>")
    return before + words + after if opening and closing else markup


def names(blocks: tuple[ParsedBlock, ...]) -> list[str]:
    return [name for block in blocks for name in block.names()]


def test_the_parser_finds_what_is_in_a_content(wordpress_core: Core) -> None:
    ((group, _, old),) = parsed(
        wordpress_core,
        ['<!-- wp:group {"a":1} --><div><!-- wp:x/y /--></div><!-- /wp:group -->\n<!-- wp:more /-->'],
    )
    assert (group.name, group.attributes, group.markup) == ("core/group", '{"a": 1}', ("<div>", "</div>"))
    assert names((group, old)) == ["core/group", "x/y", "core/more"]


def test_the_corpus_has_every_block_of_this_wordpress(wordpress_core: Core) -> None:
    held = {name for blocks in parsed(wordpress_core, [content.raw for content in CORE]) for name in names(blocks)}
    assert core_blocks(wordpress_core) - held == set()
    assert len(core_blocks(wordpress_core)) > 60


def test_a_link_changes_no_block(wordpress_core: Core) -> None:
    before = parsed(wordpress_core, [content.raw for content, _ in linked()])
    after = parsed(wordpress_core, [raw for _, raw in linked()])
    changed = [str(linked()[at][0]) for at, blocks in enumerate(after) if without_link(blocks) != before[at]]
    assert changed == []
    assert all(blocks != before[at] for at, blocks in enumerate(after))


@pytest.mark.matrix
def test_a_sentence_is_one_block_more_or_none(wordpress_core: Core) -> None:
    rows = tuple(with_sentence())
    before = parsed(wordpress_core, [content.raw for content, _ in rows])
    after = parsed(wordpress_core, [raw for _, raw in rows])
    assert len(rows) > 60
    for (content, _), old, new in zip(rows, before, after, strict=True):
        added = [name for name in names(new) if name]
        kept = [name for name in names(old) if name]
        assert added in (kept, _with_one_more(kept, added)), str(content)


def _with_one_more(kept: list[str], added: list[str]) -> list[str]:
    """The names with a paragraph where they first differ."""
    at = next((at for at, pair in enumerate(zip(kept, added, strict=False)) if pair[0] != pair[1]), len(kept))
    return [*kept[:at], "core/paragraph", *kept[at:]]
