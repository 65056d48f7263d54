"""An article as a graph: what the page shows, and never a second copy of what the site's own head says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from layers import inline, prose
from layers.nouns import Article, Media, Site, Source
from layers.publishing.body import DEFINITION_CLASS, SPEAKABLE_CLASS, Body
from layers.publishing.markup import printable
from layers.publishing.schema.families import family
from layers.publishing.schema.nodes import (
    Breadcrumbs,
    Crumb,
    Graph,
    Image,
    Named,
    Organization,
    Person,
    Posting,
    Questions,
    WebPage,
)
from layers.publishing.schema.vocabulary import is_address

# Search Console faults a Product that has neither offers nor reviews, and an article that names one sells nothing.
MENTIONED = {"Person": "Person", "Organization": "Organization", "Place": "Place"}


def graph(
    site: Site,
    article: Article,
    body: Body,
    now: datetime,
    url: str = "",
    *,
    emits: Collection[str] = (),
    image: Media | None = None,
) -> Graph:
    """Say only what the page shows, once.

    `url` is the address the page will have; without it ids are relative to the page. `emits` are the types that the site
    puts on its posts by itself: none of them is written, nodes that nothing of ours refers to are left out, and what would
    have pointed at them holds plain text or nothing.
    """
    return _Writer(site, article, body, now, url, frozenset(family(kind) for kind in emits), image).graph()


@dataclass(frozen=True)
class _Writer:
    site: Site
    article: Article
    body: Body
    now: datetime
    url: str
    taken: frozenset[str]
    media: Media | None

    def graph(self) -> Graph:
        return Graph(
            posting=self.posting() if self.ours("Article") else None,
            page=self.page() if self.page_id else None,
            breadcrumbs=self.breadcrumbs() if self.ours("BreadcrumbList") else None,
            questions=self.questions() if self.site.schema_.faq_page and self.ours("FAQPage") else None,
            author=self.author() if self.author_id else None,
            organization=self.organization() if self.organization_id else None,
            image=self.image(self.media) if self.media and self.image_id else None,
        )

    def ours(self, kind: str) -> bool:
        return kind not in self.taken

    @property
    def home(self) -> str:
        return self.site.url.rstrip("/") + "/"

    @property
    def page_id(self) -> str:
        return f"{self.url}#webpage" if self.ours("WebPage") else ""

    @property
    def organization_id(self) -> str:
        """The publisher is the same on every page, and so is its id."""
        return f"{self.home}#organization" if self.ours("Organization") and self.ours("Article") else ""

    @property
    def author_id(self) -> str:
        rules = self.site.schema_
        if not _line(rules.author) or not self.ours("Person") or not self.ours("Article"):
            return ""
        return f"{rules.author_url or self.home}#{quote('-'.join(rules.author.casefold().split()), safe='-')}"

    @property
    def image_id(self) -> str:
        shown = self.ours("ImageObject") and (self.ours("Article") or self.ours("WebPage"))
        return f"{self.url}#image" if self.media and shown else ""

    def posting(self) -> Posting:
        article, rules = self.article, self.site.schema_
        return Posting(
            type=rules.type, id=f"{self.url}#article",
            headline=_line(article.draft.title), description=_line(article.description),
            published=self.now.isoformat(timespec="seconds"), language=self.site.language,
            keywords=_lines(article.keyword, *article.variations), words=prose.word_count(_text(article)),
            author=self.author_id or self.organization_id, publisher=self.organization_id,
            page=self.page_id, page_url="" if self.page_id else self.url,
            image=self.image_id, image_url=self.media.url if self.media and not self.image_id else "",
            selectors=() if self.page_id else self.selectors(),
            citations=tuple(_cited(source) for source in article.sources),
            mentions=tuple(
                Named(MENTIONED.get(each.type, "Thing"), name) for each in article.entities for name in _lines(each.name)
            ),
        )  # fmt: skip

    def page(self) -> WebPage:
        return WebPage(
            id=self.page_id, url=self.url, name=_line(self.article.seo_title or self.article.draft.title),
            language=self.site.language, breadcrumbs=f"{self.url}#breadcrumb" if self.ours("BreadcrumbList") else "",
            image=self.image_id, selectors=self.selectors(),
        )  # fmt: skip

    def breadcrumbs(self) -> Breadcrumbs:
        crumbs = (Crumb(self.publisher, self.home), Crumb(_line(self.article.draft.title)))
        return Breadcrumbs(f"{self.url}#breadcrumb", crumbs)

    def questions(self) -> Questions:
        pairs = tuple((_line(faq.question), _line(faq.answer)) for faq in self.article.draft.faq)
        return Questions(f"{self.url}#faq", self.page_id, pairs)

    @property
    def publisher(self) -> str:
        return _lines(self.site.schema_.organization, self.site.title, self.site.name)[0]

    def organization(self) -> Organization:
        rules = self.site.schema_
        return Organization(self.organization_id, self.publisher, self.home, rules.logo, rules.same_as)

    def author(self) -> Person:
        rules = self.site.schema_
        return Person(self.author_id, _line(rules.author), rules.author_url, rules.author_same_as)

    def image(self, media: Media) -> Image:
        return Image(self.image_id, media.url, _line(media.alt), media.width, media.height)

    def selectors(self) -> tuple[str, ...]:
        """CSS selectors of what reads well aloud: only those that the page really has."""
        if not self.site.schema_.speakable:
            return ()
        paragraphs = (each for part in self.body.sections for each in part.blocks if each.kind == "paragraph")
        marked = any(block.speakable for block in (*self.body.faq, *paragraphs))
        return (f".{DEFINITION_CLASS}", *([f".{SPEAKABLE_CLASS}"] if marked else []))


def _cited(source: Source) -> Named:
    return Named("CreativeWork", _lines(source.title, source.url)[0], source.url if is_address(source.url) else "")


def _line(text: str) -> str:
    return " ".join(printable(inline.plain(text)).split())


def _lines(*texts: str) -> tuple[str, ...]:
    """Those of the texts of which something is left to read."""
    return tuple(line for line in map(_line, texts) if line)


def _text(article: Article) -> str:
    draft = article.draft
    blocks = (block for section in draft.sections for block in section.blocks)
    texts = [
        draft.definition,
        *(text for block in blocks for text in (block.text, *block.items)),
        *(faq.answer for faq in draft.faq),
    ]
    return " ".join(inline.plain(text) for text in texts)
