"""A generated site: clusters of posts whose titles share one template, the trap that a known publisher fell into.

Every word is made up, so no list of function words and no stemmer helps. What leads astray is in it on purpose: words
of the whole site, adjectives that stand in titles of several clusters, and words of other clusters in passing.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from layers.nouns import Block, Brief, Draft, Evidence, Faq, Inventory, Keyword, Page, Section, Span, Term

READ_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ONSETS = ("b", "br", "d", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "sk", "t", "v", "z")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
CODAS = ("k", "l", "m", "n", "p", "rk", "t", "x")
TEMPLATE = "the spiritual meaning of {}"
COMMON_WORDS, CLUSTER_WORDS, ADJECTIVES = 800, 40, 8
WITH_ADJECTIVE = 0.4
SENTENCE_WORDS, PARAGRAPH_SENTENCES = 14, 5
SLOTS = 10  # for each hundredth of a text, how many words are drawn to choose from


@dataclass(frozen=True)
class Share:
    """How many of a hundred words of a text come from where."""

    common: int = 66
    template: int = 6
    cluster: int = 18
    own: int = 4
    siblings: int = 3
    adjectives: int = 2
    astray: int = 1


@dataclass(frozen=True)
class Subject:
    """What one post is about. `cluster` is the number of its cluster."""

    name: str
    adjective: str
    cluster: int

    @property
    def phrase(self) -> str:
        return f"{self.adjective} {self.name}".strip()

    @property
    def title(self) -> str:
        return TEMPLATE.format(self.phrase).capitalize()


@dataclass(frozen=True)
class ClusteredSite:
    """The site, and what each of its pages is about, in their order; the ids of the pages count from 1."""

    inventory: Inventory
    subjects: tuple[Subject, ...]

    def cluster_of(self, page_id: int) -> int:
        return self.subjects[page_id - 1].cluster

    def without(self, cluster: int) -> Inventory:
        """The site as if the posts of one cluster had never been written."""
        return self._kept(lambda page: self.cluster_of(page.id) != cluster)

    def before(self, page_id: int) -> Inventory:
        """The site as if this post had never been written."""
        return self._kept(lambda page: page.id != page_id)

    def _kept(self, keep: Callable[[Page], bool]) -> Inventory:
        pages = tuple(page for page in self.inventory.pages if keep(page))
        return self.inventory.model_copy(update={"pages": pages, "total": len(pages)})


def clustered_site(clusters: int, posts: int, words: int, seed: int = 7, share: Share = Share()) -> ClusteredSite:
    """Write a site of `clusters` times `posts` posts of so many words."""
    writer = _Writer(clusters, posts, seed, share)
    pages = tuple(_page(number, each, writer.paragraphs(each, words)) for number, each in enumerate(writer.subjects, 1))
    inventory = Inventory(
        site="clustered",
        read_at=READ_AT,
        total=len(pages),
        pages=pages,
        categories=(Term(id=1, slug="all", name="All"),),
    )
    return ClusteredSite(inventory, tuple(writer.subjects))


def brief_of(subject: Subject) -> Brief:
    """The brief of an article about the subject."""
    span = Span(id="e1.1", text="Nothing is known of it.")
    evidence = Evidence(
        id="e1", url="https://clustered.example/", title="All", read_at=READ_AT, sha256="0" * 64, spans=(span,)
    )
    return Brief(
        keyword=Keyword(phrase=subject.title.lower()), slug=_slug(subject), intent="informational", reader="a reader",
        angle="What it means and where that comes from.", what_is_new="Nothing: it is generated.", gaps=("none",),
        questions=("What does it mean?", "Where is it from?"), target_words=600, category="all", tags=(), evidence=(evidence,),
    )  # fmt: skip


def draft_of(page: Page) -> Draft:
    """A page of the site as the draft it might have been."""
    texts = [line[3:-4] for line in page.content.splitlines() if line.startswith("<p>")]
    blocks = [Block(kind="paragraph", text=text, items=()) for text in texts]
    sections = tuple(Section(heading=f"Part {at + 1}", blocks=tuple(blocks[at::3] or blocks[:1])) for at in range(3))
    faq = tuple(Faq(question=f"Is that all of part {at}?", answer="It is all that there is of it.") for at in (1, 2))
    return Draft(title=page.title, definition=texts[0], sections=sections, faq=faq)


class _Writer:
    def __init__(self, clusters: int, posts: int, seed: int, share: Share) -> None:
        self.dice = random.Random(seed)
        self.share = share
        words = _words(self.dice)
        self.common = [next(words) for _ in range(COMMON_WORDS)]
        self.weights = [1 / (rank + 10) for rank in range(COMMON_WORDS)]  # as words of a language are distributed
        self.adjectives = [next(words) for _ in range(ADJECTIVES)]
        self.vocabularies = [[next(words) for _ in range(CLUSTER_WORDS)] for _ in range(clusters)]
        self.subjects = [self._subject(next(words), cluster) for cluster in range(clusters) for _ in range(posts)]
        self.names = [[each.name for each in self.subjects if each.cluster == number] for number in range(clusters)]
        self.everything = [word for row in (*self.vocabularies, *self.names) for word in row]

    def _subject(self, name: str, cluster: int) -> Subject:
        adjective = self.dice.choice(self.adjectives) if self.dice.random() < WITH_ADJECTIVE else ""
        return Subject(name, adjective, cluster)

    def paragraphs(self, subject: Subject, words: int) -> list[str]:
        row = self.dice.choices(self._pool(subject), k=words)
        starts = range(0, len(row), SENTENCE_WORDS)
        sentences = [" ".join(row[at : at + SENTENCE_WORDS]).capitalize() + "." for at in starts]
        starts = range(0, len(sentences), PARAGRAPH_SENTENCES)
        return [" ".join(sentences[at : at + PARAGRAPH_SENTENCES]) for at in starts]

    def _pool(self, subject: Subject) -> list[str]:
        """What a text's words are drawn from: each source with its share."""
        share, dice = self.share, self.dice
        names = self.names[subject.cluster]
        sources: tuple[tuple[int, Sequence[str]], ...] = (
            (share.template, ("the spiritual meaning of", TEMPLATE.format(subject.phrase))),
            (share.cluster, dice.sample(self.vocabularies[subject.cluster], CLUSTER_WORDS // 2)),
            (share.own, (subject.name, subject.phrase)),
            (share.siblings, dice.sample(names, min(6, len(names)))),
            (share.adjectives, (dice.choice(self.adjectives), subject.adjective or dice.choice(self.adjectives))),
            (share.astray, dice.sample(self.everything, 5)),
        )
        common = dice.choices(self.common, self.weights, k=share.common * SLOTS)
        return common + [word for hundredths, row in sources for word in dice.choices(row, k=hundredths * SLOTS)]


def _words(dice: random.Random) -> Iterator[str]:
    """Words that nobody has, each once."""
    seen = set()
    while True:
        word = "".join(dice.choice(ONSETS) + dice.choice(VOWELS) for _ in range(2)) + dice.choice(CODAS)
        if word not in seen:
            seen.add(word)
            yield word


def _page(number: int, subject: Subject, texts: list[str]) -> Page:
    text = " ".join(texts)
    slug = _slug(subject)
    return Page(
        id=number, type="post", url=f"https://clustered.example/{slug}/", slug=slug, title=subject.title, excerpt="",
        content="\n\n".join(f"<!-- wp:paragraph -->\n<p>{each}</p>\n<!-- /wp:paragraph -->" for each in texts),
        categories=(1,), published_at=READ_AT, modified_at=READ_AT, words=text.count(" ") + 1, text=text,
    )  # fmt: skip


def _slug(subject: Subject) -> str:
    return subject.title.lower().replace(" ", "-")
