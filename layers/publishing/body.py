"""An article as the template of its blocks takes it: every text escaped, every citation numbered, every link in place."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from layers.nouns import Article, Block, Faq, Section, Site, Source
from layers.publishing.labels import Labels, labels_for
from layers.publishing.links import RELATED, standing
from layers.publishing.marker import block_json
from layers.publishing.markup import Citations, address, escaped, rendered, words

DEFINITION_CLASS = "masthead-definition"
SPEAKABLE_CLASS = "masthead-speakable"


@dataclass(frozen=True)
class BodyBlock:
    kind: str
    html: Markup
    items: tuple[Markup, ...] = ()
    speakable: bool = False


@dataclass(frozen=True)
class BodySection:
    heading: Markup
    blocks: tuple[BodyBlock, ...]


@dataclass(frozen=True)
class BodySource:
    url: Markup
    title: Markup
    publisher: Markup
    read_on: str


@dataclass(frozen=True)
class Related:
    url: Markup
    title: Markup


@dataclass(frozen=True)
class Body:
    """What `templates/blocks/article.html.j2` renders. `opening` is the JSON of the first block, which carries the mark."""

    opening: Markup
    labels: Labels
    definition: Markup
    sections: tuple[BodySection, ...]
    related: tuple[Related, ...]
    faq: tuple[BodyBlock, ...]
    sources: tuple[BodySource, ...]


class _Writer:
    def __init__(self, article: Article) -> None:
        self.article = article
        self.citations = Citations.of(article)
        links = standing(article.draft, article.links)
        self.links = {link.place: link for link in links if link.place != RELATED}
        self.related = tuple(link for link in links if link.place == RELATED)

    def text(self, text: str, place: str) -> Markup:
        return rendered(text, self.citations, self.links.get(place))

    def section(self, number: int, section: Section) -> BodySection:
        blocks = tuple(self.block(f"s{number}.b{position}", block) for position, block in enumerate(section.blocks, 1))
        return BodySection(words(section.heading), blocks)

    def block(self, place: str, block: Block) -> BodyBlock:
        items = tuple(self.text(item, f"{place}.i{position}") for position, item in enumerate(block.items, 1))
        return BodyBlock(block.kind, self.text(block.text, place), items, place in self.article.speakable)

    def answer(self, number: int, faq: Faq) -> BodyBlock:
        place = f"f{number}.answer"
        return BodyBlock("faq", words(faq.question), (self.text(faq.answer, place),), place in self.article.speakable)


def body(site: Site, article: Article, marker: str) -> Body:
    """Raises NotReadyError when the article cites what is not among its sources."""
    writer = _Writer(article)
    draft = article.draft
    opening: dict[str, Any] = {"metadata": {"name": marker}, "className": DEFINITION_CLASS}
    return Body(
        opening=Markup(block_json(opening)),  # noqa: S704 - JSON in which <, > and -- are escaped
        labels=labels_for(site.language),
        definition=writer.text(draft.definition, "definition"),
        sections=tuple(writer.section(number, section) for number, section in enumerate(draft.sections, 1)),
        related=tuple(Related(address(link.url), escaped(link.anchor)) for link in writer.related),
        faq=tuple(writer.answer(number, faq) for number, faq in enumerate(draft.faq, 1)),
        sources=tuple(_source(source) for source in article.sources),
    )


def _source(source: Source) -> BodySource:
    return BodySource(
        address(source.url), escaped(source.title or source.url), escaped(source.publisher), source.read_on
    )
