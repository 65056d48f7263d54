"""Layers 2 and 3: the draft, what an editor says of it, and the finished article.

Inline text (`definition`, `Block.text`, `Block.items`, `Faq.answer`) is plain words with two marks and nothing else:
`*emphasis*`, and `[e2.5]` at the end of a sentence for each span of evidence that the sentence rests on.

A *place* names one piece of text of a draft, counted from 1: `title`, `definition`, `s2.heading`, `s2.b1`,
`s2.b3.i4` (an item of a list), `f1.question`, `f1.answer`.
"""

from typing import Literal

from pydantic import Field

from layers.nouns.value import Value

BlockKind = Literal["paragraph", "bullets", "steps", "quote"]
PLACE = r"^(title|definition|s\d+\.heading|s\d+\.b\d+(\.i\d+)?|f\d+\.(question|answer))$"

CHANGE_PLACE = PLACE.replace("^(", "^(article|")
LINK_PLACE = PLACE.replace("^(", "^(related|")


class Block(Value):
    """A paragraph or quote has `text`; bullets and steps have `items`, and `text` may introduce them."""

    kind: BlockKind
    text: str
    items: tuple[str, ...]


class Section(Value):
    heading: str = Field(min_length=3, max_length=120)
    blocks: tuple[Block, ...] = Field(min_length=1)


class Faq(Value):
    question: str = Field(min_length=5, max_length=200)
    answer: str = Field(min_length=20)


class Draft(Value):
    """The model's answer to `draft`. The last section is the conclusion."""

    title: str = Field(min_length=10, max_length=120)
    definition: str = Field(min_length=30)
    sections: tuple[Section, ...] = Field(min_length=3, max_length=14)
    faq: tuple[Faq, ...] = Field(min_length=2, max_length=8)


class Judgement(Value):
    """One editorial answer. `quotation` is copied from the draft to the letter, marks left out."""

    passes: bool
    quotation: str = Field(min_length=3)
    comment: str


class RequiredChange(Value):
    """What must change and where; `article` is the whole of it."""

    place: str = Field(pattern=CHANGE_PLACE)
    problem: str = Field(min_length=5)


class Review(Value):
    """The model's answer to `review`: four questions, each answered with a quotation."""

    opening_argues: Judgement
    headings_build: Judgement
    sentence_worth_reading: Judgement
    conclusion_lands: Judgement
    changes: tuple[RequiredChange, ...]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        return (self.opening_argues, self.headings_build, self.sentence_worth_reading, self.conclusion_lands)

    @property
    def passes(self) -> bool:
        return all(judgement.passes for judgement in self.judgements) and not self.changes


class Patch(Value):
    """New text for one place of a draft; the rest of the draft is not written again."""

    place: str = Field(pattern=PLACE)
    text: str = Field(min_length=1)


class Patches(Value):
    """The model's answer to `revise`."""

    patches: tuple[Patch, ...]


class SeoAnswer(Value):
    """The model's answer to `seo`."""

    seo_title: str = Field(min_length=5)
    description: str = Field(min_length=20)
    excerpt: str = Field(min_length=20)
    variations: tuple[str, ...]
    patches: tuple[Patch, ...]


class AeoAnswer(Value):
    """The model's answer to `aeo`: headings that ask and paragraphs that answer at once."""

    patches: tuple[Patch, ...]


class Entity(Value):
    name: str = Field(min_length=2)
    type: Literal["Person", "Organization", "Place", "Product", "Thing"]


class GeoAnswer(Value):
    """The model's answer to `geo`. `speakable` holds places that read well aloud."""

    entities: tuple[Entity, ...]
    speakable: tuple[str, ...]
    patches: tuple[Patch, ...]


class LinkSentence(Value):
    """The model's answer to `link`: one sentence for a host page; `anchor` is a part of it, to the letter."""

    sentence: str = Field(min_length=20, max_length=300)
    anchor: str = Field(min_length=3, max_length=80)


class Link(Value):
    """One contextual link. `source` and `target` are addresses; `sentence` is where the anchor stands.

    `added` says that the sentence was written for the link, so that taking the link out takes it out too.
    """

    source: str
    target: str
    anchor: str
    sentence: str
    added: bool = False


class OutLink(Value):
    """A link from a place of the draft to another page of the site.

    Where no words of the draft describe the page, `place` is `related` and `anchor` the page's title: a sentence of
    further reading names it.
    """

    place: str = Field(pattern=LINK_PLACE)
    anchor: str = Field(min_length=2)
    url: str
    post_id: int


class Source(Value):
    """A document that the article cites, as its list of sources shows it."""

    id: str
    url: str
    title: str
    publisher: str
    read_on: str = Field(description="ISO date")


class Article(Value):
    """A draft with all that publishing needs. Facts are those of the draft that the editor accepted."""

    keyword: str
    slug: str
    draft: Draft
    seo_title: str
    description: str
    excerpt: str
    variations: tuple[str, ...] = ()
    category: str
    tags: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    speakable: tuple[str, ...] = ()
    links: tuple[OutLink, ...] = ()
    sources: tuple[Source, ...] = ()
