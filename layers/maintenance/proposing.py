"""Links that a site lacks: into its orphans and near-orphans, out of its dead ends, each in words that stand there already.

A link is proposed where one page says what another is about, in words that name no third page as well, and where the two are
alike beside those words. What has no such place stays without, and the report says why.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from layers import prose
from layers.languages import is_another, language_of
from layers.maintenance.graph import Graph
from layers.maintenance.linkage import Weakness, weaknesses
from layers.nouns import Inventory, Page, PageLink, Site, Value
from layers.publishing.anchors import Phrase, anchor_in
from layers.publishing.builders import page_builder
from layers.publishing.hosts import over_budget
from layers.publishing.insert import Place, same_address
from layers.publishing.mentions import Mentions
from layers.publishing.paragraphs import Paragraph, paragraphs
from layers.publishing.similarity import YOUNG
from layers.publishing.site_index import SiteIndex
from layers.publishing.spots import Spot, best_spot, linked_at

NAMED = 3  # how many candidates a reason names before it counts the rest
SAME_CATEGORY = 0.1  # added to how alike two pages of one category are
NAMING = 0.2  # added in full where the words name the whole subject
TOLD = 2  # times a host must say a single word that is to name a target
NEAR = 0.03  # scores so close count as equal: then the host with fewer new links comes first


class End(Value):
    """A page at one end of a proposed link."""

    id: int
    type: str
    url: str
    title: str

    @classmethod
    def of(cls, page: Page) -> "End":
        return cls(id=page.id, type=page.type, url=page.url, title=page.title)


class Proposal(Value):
    """One link that could be set. `added` says that the sentence is a new one, written for the link.

    `named` is the part of the target's subject that the words name, `alike` how alike the two pages are beside its title.
    """

    number: int
    weak: Weakness
    host: End
    target: End
    spot: Spot
    alike: float
    named: float = 0.0
    added: bool = False

    @property
    def why(self) -> str:
        words = "a sentence is written for it" if self.added else f"the words name {self.named:.0%} of its subject"
        return f"{words}; the pages are {self.alike:.2f} alike beside its title"


class Without(Value):
    """A weak page for which nothing is proposed, and why, as a sentence. `nearest` could take a sentence written for it."""

    page: End
    weak: Weakness
    reason: str
    nearest: tuple[End, ...] = ()
    alike: float = 0.0


class Proposals(Value):
    """What is proposed, orphans first, numbered from 1, and what stays without."""

    proposals: tuple[Proposal, ...] = ()
    without: tuple[Without, ...] = ()


def propose(site: Site, inventory: Inventory, index: SiteIndex, linked: Graph) -> Proposals:
    """Look for links into every orphan and near-orphan, and out of every dead end, within the site's budgets."""
    return _Search(site, inventory, index, linked).run()


@dataclass(frozen=True)
class _Pair:
    """A host that names a target. `named`: how much of the target's subject its best words name."""

    host: Page
    target: Page
    named: float
    alike: float

    @property
    def score(self) -> float:
        shared = bool(set(self.host.categories) & set(self.target.categories))
        return self.alike + SAME_CATEGORY * shared + NAMING * self.named


@dataclass
class _Search:
    site: Site
    inventory: Inventory
    index: SiteIndex
    linked: Graph
    chosen: list[Proposal] = field(default_factory=list)
    without: list[Without] = field(default_factory=list)
    contents: dict[int, str] = field(default_factory=dict)  # of hosts, with the links that are proposed already
    targets: dict[int, set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )  # of each page, proposed ones among them
    new_links: dict[int, list[PageLink]] = field(default_factory=lambda: defaultdict(list))  # proposed out of a host
    rows: dict[int, tuple[Paragraph, ...]] = field(default_factory=dict)
    languages: dict[int, str] = field(default_factory=dict)
    closed: dict[int, str] = field(default_factory=dict)
    anchors: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # proposed for a target

    def run(self) -> Proposals:
        self.places = {page.id: at for at, page in enumerate(self.inventory.pages)}
        self.mentions = Mentions(self.index)
        for target, sources in self.linked.sources.items():
            for source in sources:
                self.targets[source].add(target)
        found = list(self.mentions.find(self.inventory.pages))
        self.into = _grouped((each.target.id, each.source, each.coverage) for each in found)
        self.out_of = _grouped((each.source.id, each.target, each.coverage) for each in found)
        for page, weak in self._weak("orphan", "near-orphan"):
            self._links_in(page, weak)
        for page, weak in self._weak("dead end"):
            self._links_out(page, weak)
        numbered = tuple(each.model_copy(update={"number": at}) for at, each in enumerate(self.chosen, 1))
        return Proposals(proposals=numbered, without=tuple(self.without))

    def _weak(self, *wanted: Weakness) -> list[tuple[Page, Weakness]]:
        """The pages that are weak so, the worst first."""
        pages = self.inventory.pages
        return [(page, weak) for weak in wanted for page in pages if weak in weaknesses(page, self.linked)]

    def _links_in(self, page: Page, weak: Weakness) -> None:
        pairs = self._pairs(page, [(host, page, named) for host, named in self.into.get(page.id, ())])
        wanted = self.site.links.in_max - self.linked.inbound(page.id)
        self._settle(page, weak, pairs, wanted)

    def _links_out(self, page: Page, weak: Weakness) -> None:
        done = len(self.new_links[page.id])
        pairs = self._pairs(page, [(page, target, named) for target, named in self.out_of.get(page.id, ())])
        self._settle(page, weak, pairs, max(1, self.site.links.out_min) - done)

    def _settle(self, page: Page, weak: Weakness, pairs: list[_Pair], wanted: int) -> None:
        """Choose of the pairs as many as are wanted; say why where none can be chosen."""
        if wanted <= 0:
            return
        reasons: dict[str, str] = {}
        before = len(self.chosen)
        left = sorted(pairs, key=self._rank)
        while left and len(self.chosen) - before < wanted:
            pair = left.pop(0)
            if reason := self._tried(pair, weak):
                reasons[(pair.host if pair.target.id == page.id else pair.target).url] = reason
            else:
                left.sort(key=self._rank)  # a host that has a new link now comes behind its equals
        if len(self.chosen) == before:
            self.without.append(self._without(page, weak, reasons))

    def _rank(self, pair: _Pair) -> tuple[float, ...]:
        busy = len(self.new_links[pair.host.id])
        return -int(pair.score / NEAR), busy, self.linked.inbound(pair.target.id), -pair.score, pair.host.id

    def _pairs(self, page: Page, found: list[tuple[Page, Page, float]]) -> list[_Pair]:
        others = [host if host.id != page.id else target for host, target, _ in found]
        alike = self._kin(page, others)
        return [_Pair(host, target, named, near) for (host, target, named), near in zip(found, alike, strict=True)]

    def _kin(self, page: Page, others: list[Page]) -> list[float]:
        """How alike the page is to others, the words of its title left out."""
        if not others:
            return []
        places = [self.places[each.id] for each in (page, *others)]
        return [float(each) for each in self.index.similarity.kinship(places, page.title)[0][1:]]

    def _tried(self, pair: _Pair, weak: Weakness) -> str:
        """Propose the pair's link; why not, where it may not be."""
        if reason := self._unfit(pair):
            return reason
        content = self._content(pair.host)
        place = Place(skip_first_paragraph=self.site.links.skip_first_paragraph)
        names = self.mentions.names_of(pair.target)
        rows = self._rows(pair.host)[1 if place.skip_first_paragraph else 0 :]
        taken = (*self._anchors_to(pair.target), *self.anchors[pair.target.id])
        anchor = anchor_in(rows, names, pair.host.title, taken)
        spot = best_spot(content, anchor, place) if anchor else None
        if spot is not None and is_in_passing(spot.words, pair.host):
            return f"has “{spot.words}” once, in passing"
        if spot is None:
            return "names it only where no link may stand, or in words that other links to it have"
        self._choose(pair, weak, spot, _coverage(names, anchor))
        self.rows.pop(pair.host.id, None)
        self.contents[pair.host.id] = linked_at(content, spot, pair.target.url, place)
        return ""

    def _anchors_to(self, target: Page) -> list[str]:
        """The words with which the pages that link to the target do so."""
        sources = self.linked.sources.get(target.id, frozenset())
        links = (link for source in sources for link in self.inventory.pages[self.places[source]].links)
        return [link.anchor for link in links if link.anchor and same_address(link.url, target.url)]

    def _choose(self, pair: _Pair, weak: Weakness, spot: Spot, named: float) -> None:
        self.anchors[pair.target.id].append(spot.words)
        self.targets[pair.host.id].add(pair.target.id)
        self.new_links[pair.host.id].append(PageLink(url=pair.target.url, anchor=spot.words))
        self.chosen.append(
            Proposal(
                number=0, weak=weak, host=End.of(pair.host), target=End.of(pair.target), spot=spot,
                alike=round(pair.alike, 3), named=named,
            )
        )  # fmt: skip

    def _unfit(self, pair: _Pair) -> str:
        least = self.index.least_kinship(self.site.links)
        if pair.alike < least and len(self.inventory.pages) >= YOUNG:
            return f"is about something else ({pair.alike:.2f} alike beside its title, at least {least:.2f})"
        return self._unfit_host(pair.host, pair.target)

    def _unfit_host(self, host: Page, target: Page) -> str:
        """Why no link from the host to the target may be set; empty when it may."""
        if self._is_linked(host.id, target.id):
            return "links to it already"
        if is_another(self._language(host), self._language(target) or self.site.language):
            return f"is written in another language ({self._language(host)})"
        if reason := self._closed(host):
            return reason
        if over := self._over_budget(host):
            return over
        if self._is_linked(target.id, host.id) and self._mutual(target.id) >= self.site.links.reciprocal_max:
            return "is linked to from it, and no more pairs may link each other"
        return ""

    def _language(self, page: Page) -> str:
        if page.id not in self.languages:
            self.languages[page.id] = language_of(page.text)
        return self.languages[page.id]

    def _closed(self, host: Page) -> str:
        """Why the page is host to no link, whatever it leads to; empty when it may be one."""
        if host.id not in self.closed:
            self.closed[host.id] = _closed(host)
        return self.closed[host.id]

    def _over_budget(self, host: Page) -> str:
        links = (*host.links, *self.new_links[host.id])
        return over_budget(host.model_copy(update={"links": links}), self.site.links)

    def _is_linked(self, source: int, target: int) -> bool:
        return target in self.targets[source]

    def _mutual(self, page: int) -> int:
        """How many of the pages that link to this one are linked back to."""
        return sum(1 for target in self.targets[page] if self._is_linked(target, page))

    def _rows(self, host: Page) -> tuple[Paragraph, ...]:
        """The paragraphs of the host, read again only where a link was proposed in it since."""
        if host.id not in self.rows:
            self.rows[host.id] = paragraphs(self._content(host))
        return self.rows[host.id]

    def _content(self, host: Page) -> str:
        return self.contents.get(host.id, host.content)

    def _without(self, page: Page, weak: Weakness, reasons: Mapping[str, str]) -> Without:
        nearest, alike = ((), 0.0) if weak == "dead end" else self._nearest(page)
        return Without(page=End.of(page), weak=weak, reason=_why(weak, reasons), nearest=nearest, alike=alike)

    def _nearest(self, page: Page) -> tuple[tuple[End, ...], float]:
        """The pages that could take a sentence written for the page: fit, and alike enough beside its title; best first."""
        others = [each for each in self.inventory.pages if each.id != page.id]
        found = zip(self._kin_of_all(page, others), others, strict=True)
        least = self.index.least_kinship(self.site.links)
        near = sorted(((kin, each) for kin, each in found if kin >= least), key=lambda row: (-row[0], row[1].id))
        fit = [(kin, each) for kin, each in near[: 4 * NAMED] if not self._unfit_host(each, page)][:NAMED]
        return tuple(End.of(each) for _, each in fit), round(fit[0][0], 3) if fit else 0.0

    def _kin_of_all(self, page: Page, others: list[Page]) -> list[float]:
        text = " ".join([page.title, page.text])
        return self.index.similarity.kin(text, [self.places[each.id] for each in others], page.title)


def is_in_passing(words: str, host: Page) -> bool:
    """Whether one word names the target, and the host says it once: "a night's sleep" is not about sleep."""
    return len(prose.words(words)) == 1 and prose.folded(f"{host.title} {host.text}").count(words.casefold()) < TOLD


def _grouped(rows: Iterable[tuple[int, Page, float]]) -> dict[int, list[tuple[Page, float]]]:
    found: dict[int, list[tuple[Page, float]]] = defaultdict(list)
    for page_id, other, named in rows:
        found[page_id].append((other, named))
    return found


def _coverage(names: tuple[Phrase, ...], anchor: str) -> float:
    return next(
        (name.coverage for name in names if name.text == anchor.casefold()), names[0].coverage if names else 0.0
    )


def _closed(host: Page) -> str:
    if builder := page_builder(host.content):
        return f"is made with {builder}"
    if host.seo and host.seo.noindex:
        return "is not for search engines"
    return "" if paragraphs(host.content) else "has no paragraph of running text"


def _why(weak: Weakness, reasons: Mapping[str, str]) -> str:
    if not reasons:
        return "it names no other page of the site" if weak == "dead end" else "no other page of the site names it"
    named = "; ".join(f"{url} {reason}" for url, reason in list(reasons.items())[:NAMED])
    rest = len(reasons) - NAMED
    subject = "of the pages that it names" if weak == "dead end" else "of the pages that name it"
    return f"{subject}, {named}" + (f"; and {rest} more" if rest > 0 else "")
