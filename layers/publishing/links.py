"""Which pages will link to a new article, and which pages it links to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from layers import inline
from layers.nouns import Brief, Draft, Inventory, OutLink, Page, Post, Site, Value
from layers.publishing.anchors import Phrase, PhraseIndex, Weight, phrases_of_keyword, phrases_of_page
from layers.publishing.builders import page_builder
from layers.publishing.insert import contains_link
from layers.publishing.paragraphs import BREAK, Paragraph, paragraphs, plainly
from layers.publishing.similarity import Similarity

RELATED = "related"
TAXONOMY_BONUS = 0.2  # for a page with the same category and tags; half of it for half of them
NEAR = 0.03  # scores this close count as equal, and then the page with fewer links to it comes first


class Host(Value):
    """A page that may link to an article. `anchor` is what it says already that could be linked; empty when nothing is."""

    page_id: int
    page_type: str
    url: str
    title: str = ""
    score: float = 0.0
    anchor: str = ""

    @classmethod
    def of(cls, post: Post) -> "Host":
        """A post that is a host because it is published together with the article."""
        return cls(page_id=post.id, page_type=post.type, url=post.url, title=post.title)


@dataclass(frozen=True)
class Ranked:
    page: Page
    score: float
    rank: tuple[float, ...]


def choose_hosts(
    site: Site,
    keyword_text: str,
    inventory: Inventory,
    phrases: tuple[str, ...] = (),
    category: str = "",
    url: str = "",
) -> tuple[Host, ...]:
    """Return the pages that may link to an article about the keyword, best first; empty when none is alike enough.

    `phrases` are what the article may be called (the keyword when none are given), `category` is the slug it will have,
    `url` its address where it exists. The hubs that the site's YAML names are hosts however unlike they are.
    """
    names = phrases_of_keyword((phrases or (keyword_text,))[0], phrases[1:])
    wanted = " ".join([keyword_text, *phrases])
    hubs = _hubs(site, category)
    found = [
        (ranked, _host(ranked, names))
        for ranked in _ranked(Similarity(inventory), inventory, wanted, _terms_of(inventory, category, ()))
        if (ranked.score >= site.links.min_similarity or ranked.page.slug in hubs) and _may_host(ranked.page, url)
    ]
    # Among near-equals a page whose own words can be linked: no sentence has to be written and paid for.
    found.sort(key=lambda pair: (pair[0].rank[0], not pair[1].anchor, *pair[0].rank))
    return tuple(host for _, host in found)


def _may_host(page: Page, url: str) -> bool:
    """Whether the page has paragraphs of its own, none of a page builder's, and does not link to the address already."""
    if page_builder(page.content) or not paragraphs(page.content):
        return False
    return not (url and contains_link(page.content, url))


def _host(ranked: Ranked, names: tuple[Phrase, ...]) -> Host:
    page = ranked.page
    anchor = anchor_in(paragraphs(page.content), names, page.title)
    score = round(ranked.score, 4)
    return Host(page_id=page.id, page_type=page.type, url=page.url, title=page.title, score=score, anchor=anchor)


def anchor_in(rows: tuple[Paragraph, ...], names: tuple[Phrase, ...], own_title: str) -> str:
    """Return the best of the names that stands in the paragraphs, as they write it; empty when none does.

    A part of the keyword that is the subject of the host itself describes the host, not the target.
    """
    fit = tuple(name for name in names if name.coverage == 1.0 or name.text.casefold() not in own_title.casefold())
    index = PhraseIndex(tuple(name.text for name in fit))
    found = [
        (match.phrase, row, match)
        for row in rows
        for match in index.find(row.text)
        if BREAK not in row.text[match.start : match.end]
        and not any(match.start < seam < match.end for seam in row.seams)
    ]
    if not found:
        return ""
    _, row, match = min(found, key=lambda each: each[0])
    return row.text[match.start : match.end]


def choose_targets(site: Site, brief: Brief, draft: Draft, inventory: Inventory) -> tuple[OutLink, ...]:
    """Return the links out of an article: words of its own paragraphs that describe another page, each in another place.

    Where there are fewer than `links.out_min`, pages most alike follow with the place `related`.
    """
    text = " ".join(
        [
            brief.keyword.phrase,
            draft.title,
            draft.definition,
            *(inline.plain(text) for _, text in _paragraph_texts(draft)),
        ]
    )
    similarity = Similarity(inventory)
    everything = _ranked(similarity, inventory, text, _terms_of(inventory, brief.category, brief.tags))
    ranked = [each for each in everything if each.page.slug != brief.slug]
    alike = [each for each in ranked if each.score >= site.links.min_similarity]
    chosen = list(_worded(draft, [each.page for each in alike], similarity.weight))[: site.links.out_max]
    return (*chosen, *_related(ranked, chosen, site.links.out_min - len(chosen)))


def standing(draft: Draft, links: tuple[OutLink, ...]) -> tuple[OutLink, ...]:
    """Return the links as they hold for the draft now: one whose words were patched away is named as related instead."""
    here = dict(_paragraph_texts(draft))
    return tuple(
        link if link.place == RELATED or any(plainly(link.anchor) in plainly(run) for run in _runs(here.get(link.place, "")))
        else link.model_copy(update={"place": RELATED})
        for link in links
    )  # fmt: skip


def _worded(draft: Draft, pages: list[Page], weight: Weight) -> Iterator[OutLink]:
    """One link per page and per place, for the pages in their order."""
    found = _matches(draft, pages, weight)
    taken: set[str] = set()
    for page in pages:
        for place, anchor in found.get(page.id, ()):
            if place not in taken:
                taken.add(place)
                yield OutLink(place=place, anchor=anchor, url=page.url, post_id=page.id)
                break


def _matches(draft: Draft, pages: list[Page], weight: Weight) -> dict[int, list[tuple[str, str]]]:
    """For each page its possible (place, anchor), best phrase first."""
    names = [(page.id, phrase) for page in pages for phrase in phrases_of_page(page, weight)]
    index = PhraseIndex(tuple(phrase.text for _, phrase in names))
    found: dict[int, list[tuple[float, str, str]]] = {}
    for place, text in _paragraph_texts(draft):
        for run in _runs(text):
            for match in index.find(plainly(run)):
                page_id, phrase = names[match.phrase]
                found.setdefault(page_id, []).append((-phrase.coverage, place, plainly(run)[match.start : match.end]))
    return {
        page_id: [(place, anchor) for _, place, anchor in sorted(rows, key=lambda row: row[0])]
        for page_id, rows in found.items()
    }


def _paragraph_texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """The places where a link may stand: paragraphs of the sections, then the answers of the FAQ."""
    for number, section in enumerate(draft.sections, 1):
        for position, block in enumerate(section.blocks, 1):
            if block.kind == "paragraph":
                yield f"s{number}.b{position}", block.text
    for number, faq in enumerate(draft.faq, 1):
        yield f"f{number}.answer", faq.answer


def _runs(text: str) -> Iterator[str]:
    """The stretches of inline text that one mark does not cut: an anchor lies within one of them."""
    for token in inline.parse(text):
        if not isinstance(token, inline.Reference):
            yield token.text


def _related(ranked: list[Ranked], chosen: list[OutLink], wanted: int) -> Iterator[OutLink]:
    linked = {link.post_id for link in chosen}
    spare = [each for each in ranked if each.page.id not in linked and each.page.title and each.score > 0]
    for each in spare[: max(wanted, 0)]:
        yield OutLink(place=RELATED, anchor=each.page.title, url=each.page.url, post_id=each.page.id)


def _ranked(similarity: Similarity, inventory: Inventory, text: str, terms: frozenset[int]) -> list[Ranked]:
    """The pages by likeness and shared terms; among near-equals the one that fewest pages link to."""
    inbound = inbound_counts(inventory)
    scores = similarity.scores(text)
    ranked = []
    for page, score in zip(inventory.pages, scores, strict=True):
        total = score + TAXONOMY_BONUS * _shared_terms(page, terms) * (score > 0)
        ranked.append(Ranked(page, score, (-int(total / NEAR), inbound[address(page.url)], -total, page.id)))
    return sorted(ranked, key=lambda each: each.rank)


def _shared_terms(page: Page, terms: frozenset[int]) -> float:
    own = {*page.categories, *page.tags}
    return len(own & terms) / len(own | terms) if terms else 0.0


def _terms_of(inventory: Inventory, category: str, tags: tuple[str, ...]) -> frozenset[int]:
    """The ids of the live terms that the article will have; tags by name or slug."""
    wanted = {tag.casefold() for tag in tags}
    categories = {term.id for term in inventory.categories if term.slug == category}
    return frozenset(categories | {term.id for term in inventory.tags if {term.slug, term.name.casefold()} & wanted})


def _hubs(site: Site, category: str) -> frozenset[str]:
    own = {each.hub for each in site.categories if each.slug == category and each.hub}
    return frozenset(hub.rstrip("/").rsplit("/", 1)[-1] for hub in (*site.hubs, *own))


def inbound_counts(inventory: Inventory) -> Counter[str]:
    """How many pages link to each page of the site in their own text, by `address`."""
    hosts = {"", *(urlsplit(page.url).netloc for page in inventory.pages)}
    pairs = {
        (address(page.url), address(link.url))
        for page in inventory.pages
        for link in page.links
        if urlsplit(link.url).netloc in hosts
    }
    return Counter(target for source, target in pairs if source != target)


def address(url: str) -> str:
    """What two addresses of one page of a site have in common."""
    parts = urlsplit(url)
    return parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
