"""Which pages an article links to, and in which of its words."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from layers import inline
from layers.languages import is_other_language
from layers.nouns import Brief, Draft, Inventory, LinkRules, OutLink, Page, Site, Value
from layers.publishing.anchors import PhraseIndex, Weight, phrases_of_page
from layers.publishing.hosts import Host
from layers.publishing.insert import is_hyphenated
from layers.publishing.paragraphs import plainly
from layers.publishing.ranking import Ranked, ranked, terms_of
from layers.publishing.similarity import YOUNG
from layers.publishing.site_index import SiteIndex
from layers.publishing.term_index import terms

if TYPE_CHECKING:
    from layers.publishing.similarity import Floats

RELATED = "related"
LEAST_NAMED = 0.5  # of a page's subject, each word by its weight
LOOKED_AT = 200  # pages whose subject is looked for in the article


class TargetChoice(Value):
    """The links out of an article, and, where there are none, why."""

    links: tuple[OutLink, ...] = ()
    reason: str = ""


def choose_targets(
    site: Site,
    brief: Brief,
    draft: Draft,
    inventory: Inventory,
    *,
    index: SiteIndex | None = None,
    hosts: tuple[Host, ...] = (),
) -> tuple[OutLink, ...]:
    """Return the links out of an article: words of its own paragraphs that describe another page, each in another place.

    Where there are fewer than `links.out_min`, pages most alike follow with the place `related`. A page that is not alike
    enough, or of whose subject the article says nothing while it says nothing of the article's, is never linked to. Of the
    `hosts` that will link to the article no more are linked back to than the site allows.
    """
    return weigh_targets(site, brief, draft, inventory, index=index, hosts=hosts).links


def weigh_targets(
    site: Site,
    brief: Brief,
    draft: Draft,
    inventory: Inventory,
    *,
    index: SiteIndex | None = None,
    hosts: tuple[Host, ...] = (),
) -> TargetChoice:
    """Choose as `choose_targets` does, and tell why there is none."""
    index = index or SiteIndex(inventory)
    texts = (inline.plain(text) for _, text in _paragraph_texts(draft))
    text = " ".join([brief.keyword.phrase, draft.title, draft.definition, *texts])
    scores = index.similarity.likeness(text)
    pages = inventory.pages
    alike = [at for at, page in enumerate(pages) if scores[at] >= site.links.min_similarity and page.slug != brief.slug]
    found = ranked(index, scores, alike, terms_of(inventory, brief.category, brief.tags))[:LOOKED_AT]
    about = _about_it(index, brief, text, found, index.least_kinship(site.links))
    fit = [each for each in about if not is_other_language(each.page.text, site.language)]
    mutual = _Mutual(hosts, site.links)
    chosen = list(_worded(draft, [each.page for each in fit], index.similarity.weight, mutual))[: site.links.out_max]
    links = (*chosen, *_related(fit, chosen, site.links.out_min - len(chosen), mutual))
    return TargetChoice(links=links, reason="" if links else _why_none(site, pages, alike, scores))


def _about_it(index: SiteIndex, brief: Brief, text: str, found: list[Ranked], least: float) -> list[Ranked]:
    """The pages whose subject the article names, and those that name the article's, where they are alike beside that."""
    similarity = index.similarity
    names_it = similarity.coverage(brief.keyword.phrase)
    stems = frozenset(terms(text))
    named = [
        each
        for each in found
        if names_it[each.at] >= LEAST_NAMED or similarity.covered(each.page.title, stems) >= LEAST_NAMED
    ]
    if len(similarity.pages) < YOUNG:  # too few to tell what pages have in common
        return named
    kin = similarity.kin(text, [each.at for each in named], brief.keyword.phrase)
    return [each for each, alike in zip(named, kin, strict=True) if alike >= least]


def _why_none(site: Site, pages: tuple[Page, ...], alike: list[int], scores: "Floats") -> str:
    if not pages:
        return "the site has no published page"
    if alike:
        return f"{len(alike)} of {len(pages)} pages are alike, but of none does the article say enough, nor it of the article"
    best = int(scores.argmax())
    return (
        f"the page most alike, {pages[best].url}, is {scores[best]:.2f} alike (at least {site.links.min_similarity:g})"
    )


class _Mutual:
    """How many pages that will link to the article it may link back to."""

    def __init__(self, hosts: tuple[Host, ...], rules: LinkRules) -> None:
        self.hosts = frozenset(host.page_id for host in hosts[: rules.in_max])
        self.left = rules.reciprocal_max

    def may(self, page_id: int) -> bool:
        """Whether this page may be linked to too; counts it when it may."""
        if page_id not in self.hosts:
            return True
        self.left -= 1
        return self.left >= 0


def standing(draft: Draft, links: tuple[OutLink, ...]) -> tuple[OutLink, ...]:
    """Return the links as they hold for the draft now: one whose words were patched away is named as related instead."""
    here = dict(_paragraph_texts(draft))
    return tuple(
        link if link.place == RELATED or any(plainly(link.anchor) in plainly(run) for run in _runs(here.get(link.place, "")))
        else link.model_copy(update={"place": RELATED})
        for link in links
    )  # fmt: skip


def _worded(draft: Draft, pages: list[Page], weight: Weight, mutual: _Mutual) -> Iterator[OutLink]:
    """One link per page and per place, for the pages in their order."""
    found = _matches(draft, pages, weight)
    taken: set[str] = set()
    for page in pages:
        for place, anchor in found.get(page.id, ()):
            if place not in taken and mutual.may(page.id):
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
            plain = plainly(run)
            for match in index.find(plain):
                page_id, phrase = names[match.phrase]
                if not is_hyphenated(plain, match.start, match.end):
                    found.setdefault(page_id, []).append((-phrase.coverage, place, plain[match.start : match.end]))
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


def _related(fit: list[Ranked], chosen: list[OutLink], wanted: int, mutual: _Mutual) -> Iterator[OutLink]:
    linked = {link.post_id for link in chosen}
    spare = (each.page for each in fit if each.page.id not in linked and each.page.title and mutual.may(each.page.id))
    for page in islice(spare, max(wanted, 0)):
        yield OutLink(place=RELATED, anchor=page.title, url=page.url, post_id=page.id)
