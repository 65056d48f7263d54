"""What a check looks at: an article before it is published, or a live page, in one shape.

`None` means that it is not known (stock WordPress does not say what SEO title a page has), and then no check judges it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from layers import inline, places, prose
from layers.checks import body
from layers.checks.around import Around
from layers.checks.objects import Thing
from layers.checks.outside import NOT_CRAWLED, Crawl, SiteView
from layers.checks.scanning import OPENING_WORDS
from layers.nouns import Article, Image, Markup, Page, PageLink, Scan, SearchFigures, Section, Visit


class Heading(NamedTuple):
    level: int
    text: str
    place: str


class Passage(NamedTuple):
    """A text under a heading or question. `text` is empty where something else than a paragraph stands there; `words` is its
    length, None where nobody has counted."""

    place: str
    heading: str
    text: str
    words: int | None = None


class Detour(NamedTuple):
    """A link, as written, that is redirected on its way to an own page; `reasons` say by what, as `http` or `old slug`."""

    url: str
    reasons: tuple[str, ...] = ()


class HiddenTarget(NamedTuple):
    """A link, as written, to a post that visitors are not shown; `status` is draft, trash, private, pending, future or password."""

    url: str
    status: str


class Anchor(NamedTuple):
    """The words that link to one page of the site, and that page's own address. An image's words are its alt text."""

    words: str
    target: str


class Links(NamedTuple):
    """A page's links in running text among the pages of its own site; the rest are addresses as written, each once.

    `inbound`, `nofollow_inbound` and `outbound` count pages. `page_inbound` is how many of `inbound` are pages such as
    contact or about. `menu_inbound` counts lines of menus and `category_inbound` the categories that list it: neither is
    in `inbound`. `depth` is the number of clicks from the front page by text and menus; None where none lead here.
    `reciprocal` counts pages that it links to and that link back. `anchors` are its own links, one for each page and words.
    """

    inbound: int
    nofollow_inbound: int
    outbound: int
    missing: tuple[str, ...] = ()
    nofollow: tuple[str, ...] = ()
    detours: tuple[Detour, ...] = ()
    to_itself: int = 0
    hidden: tuple[HiddenTarget, ...] = ()
    page_inbound: int = 0
    menu_inbound: int = 0
    category_inbound: int = 0
    depth: int | None = None
    reciprocal: int = 0
    empty_anchors: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    external: tuple[str, ...] = ()
    malformed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a live page beside its record. Terms are slugs; twins are titles or addresses of other pages."""

    keyword: str = ""
    seo_title: str | None = None
    description: str | None = None
    links: Links | None = None
    categories: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    title_twins: tuple[str, ...] = ()
    excerpt_twins: tuple[str, ...] = ()
    around: Around | None = None
    live: Visit | None = None
    crawl: Crawl = NOT_CRAWLED
    search: SearchFigures | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Texts are plain: no marks, no markup. Levels of headings are those of HTML. `id` is 0 before publishing.

    `thing` is what a subject is that is no post and no page: a term, a file, an author, or the site. `featured` is the id
    of the featured image, 0 for none.
    """

    id: int
    type: str
    url: str
    title: str
    slug: str = ""
    excerpt: str = ""
    keyword: str = ""
    seo_title: str | None = None
    description: str | None = None
    text: str = field(default="", repr=False)
    words: int = 0
    headings: tuple[Heading, ...] = ()
    published: date | None = None
    modified: date | None = None
    variations: tuple[str, ...] | None = None
    definition: str | None = None
    answers: tuple[Passage, ...] = ()
    faq: tuple[Passage, ...] | None = None
    entities: tuple[str, ...] | None = None
    speakable: tuple[tuple[str, str | None], ...] | None = None
    attributed: int | None = None
    links: Links | None = None
    anchors: tuple[PageLink, ...] = ()
    images: tuple[Image, ...] = ()
    featured: int | None = None
    categories: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    title_twins: tuple[str, ...] = ()
    excerpt_twins: tuple[str, ...] = ()
    markup: Markup | None = None
    scan: Scan | None = None
    around: Around | None = None
    thing: Thing | None = None
    live: Visit | None = None
    crawl: Crawl = NOT_CRAWLED
    search: SearchFigures | None = None
    outside: SiteView | None = None

    def opening(self, words: int) -> str:
        """Return the first words of the text, as written."""
        if self.scan and words == OPENING_WORDS:
            return self.text[: self.scan.opening_end]
        return body.first_words(self.text, words)


def of_article(article: Article) -> Subject:
    """Return an article as the checks see it."""
    draft = article.draft
    text = body_text(article)
    at = {place: inline.plain(written) for place, written in places.texts(draft)}
    return Subject(
        id=0,
        type="post",
        url="",
        title=draft.title,
        slug=article.slug,
        excerpt=article.excerpt,
        keyword=article.keyword,
        seo_title=article.seo_title,
        description=article.description,
        text=text,
        words=prose.word_count(text),
        headings=tuple(Heading(2, section.heading, f"s{n}.heading") for n, section in enumerate(draft.sections, 1)),
        variations=article.variations,
        definition=inline.plain(draft.definition),
        answers=tuple(_first_paragraph(n, section) for n, section in enumerate(draft.sections, 1)),
        faq=tuple(Passage(f"f{n}", faq.question, inline.plain(faq.answer)) for n, faq in enumerate(draft.faq, 1)),
        entities=tuple(entity.name for entity in article.entities),
        speakable=tuple((place, at.get(place)) for place in article.speakable),
        attributed=sum(1 for _ in _cited(article)),
        categories=(article.category,),
    )


def _first_paragraph(number: int, section: Section) -> Passage:
    first = section.blocks[0]
    return Passage(f"s{number}.b1", section.heading, inline.plain(first.text) if first.kind == "paragraph" else "")


def body_text(article: Article) -> str:
    """Return the article's words in reading order, without its title and without marks."""
    return "\n\n".join(inline.plain(text) for place, text in places.texts(article.draft) if place != "title")


def _cited(article: Article) -> Iterator[inline.CitedSentence]:
    for place, text in places.texts(article.draft):
        if places.cites(place):
            yield from (sentence for sentence in inline.cited_sentences(text) if sentence.spans)


def of_page(page: Page, known: Known) -> Subject:
    """Return a live page as the checks see it."""
    return Subject(
        id=page.id,
        type=page.type,
        url=page.url,
        title=page.title,
        slug=page.slug,
        excerpt=page.excerpt,
        keyword=known.keyword,
        seo_title=known.seo_title,
        description=known.description,
        text=page.text,
        words=page.words,
        headings=tuple([Heading(level, text, "") for level, text in page.headings]),
        published=page.published_at.date(),
        modified=page.modified_at.date(),
        answers=tuple([Passage("", asked.question, asked.answer, asked.words) for asked in page.markup.questions]),
        links=known.links,
        anchors=page.links,
        images=page.images,
        featured=page.featured_media,
        categories=known.categories,
        tags=known.tags,
        title_twins=known.title_twins,
        excerpt_twins=known.excerpt_twins,
        markup=page.markup,
        scan=page.scan,
        around=known.around,
        live=known.live,
        crawl=known.crawl,
        search=known.search,
    )


def of_site(url: str, title: str, outside: SiteView) -> Subject:
    """Return a site itself as the checks see it: what stands at its address beside its pages."""
    return Subject(
        id=0, type="site", url=url, title=title, slug="", excerpt="", keyword="", seo_title=None, description=None,
        text="", words=0, headings=(), outside=outside,
    )  # fmt: skip


def of_front_page(url: str, title: str, live: Visit) -> Subject:
    """Return a front page that is no page of WordPress's (a list of posts): only what a visitor gets is known of it."""
    return Subject(
        id=0, type="page", url=url, title=title, slug="", excerpt="", keyword="", seo_title=None, description=None,
        text="", words=0, headings=(), live=live,
    )  # fmt: skip
