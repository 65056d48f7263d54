"""Which pages may link to an article: they name its subject, are about the same things, and may be edited.

A page that names the subject in passing is no host: on a site of many clusters most of the pages that have a word belong
together, and one that is like none of them has it by accident.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from layers import urls
from layers.languages import is_other_language, language_of
from layers.nouns import Inventory, LinkRules, Page, Post, Site, Value
from layers.publishing.anchors import Phrase, PhraseIndex, anchor_in, phrases_of_keyword
from layers.publishing.builders import page_builder
from layers.publishing.insert import contains_link, same_address
from layers.publishing.paragraphs import Paragraph, paragraphs, plainly
from layers.publishing.ranking import Ranked, ranked, terms_of
from layers.publishing.similarity import YOUNG
from layers.publishing.site_index import SiteIndex
from layers.publishing.term_index import terms

LEAST_NAMED = 0.5  # of what the keyword says, each word by its weight: "white" alone is not "white owl"
MANY = 100  # pages, among which two that name a subject by accident can be of one kind; three are not
LOOKED_AT = 100  # pages whose text is looked into
MOST = 24  # hosts that are told, spares among them


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


class LeftOut(Value):
    """A page that could have been chosen, and why it was not, as the end of a sentence about it."""

    url: str
    reason: str


class HostChoice(Value):
    """The hosts, best first. `left_out` has the best of the pages that were not chosen, `reason` why there is no host."""

    hosts: tuple[Host, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Wish:
    """What is to be linked to. `text` is its own where it is written, `links_to` where its links lead."""

    site: Site
    keyword: str
    names: tuple[Phrase, ...]
    phrases: tuple[str, ...] = ()
    url: str = ""
    text: str = ""
    language: str = ""
    links_to: tuple[str, ...] = ()
    barred: Mapping[int, str] | None = None
    hubs: frozenset[str] = frozenset()

    @property
    def called(self) -> tuple[str, ...]:
        return (self.keyword, *self.phrases)


def choose_hosts(
    site: Site,
    keyword_text: str,
    inventory: Inventory,
    phrases: tuple[str, ...] = (),
    category: str = "",
    url: str = "",
    *,
    index: SiteIndex | None = None,
) -> tuple[Host, ...]:
    """Return the pages that may link to an article about the keyword, best first; empty when none is alike enough.

    `phrases` are what the article may be called (the keyword when none are given), `category` is the slug it will have,
    `url` its address where it exists. The hubs that the site's YAML names are hosts however unlike they are.
    """
    return weigh_hosts(site, keyword_text, inventory, phrases, category, url, index=index).hosts


def weigh_hosts(
    site: Site,
    keyword_text: str,
    inventory: Inventory,
    phrases: tuple[str, ...] = (),
    category: str = "",
    url: str = "",
    *,
    index: SiteIndex | None = None,
    text: str = "",
    language: str = "",
    links_to: tuple[str, ...] = (),
    barred: Mapping[int, str] | None = None,
) -> HostChoice:
    """Choose as `choose_hosts` does, and tell why a page was left out, and why there is none.

    `text` is the article's own, where it is written: likeness is measured with it. `language` is the article's (the site's
    when none is given), `links_to` the addresses it links to, `barred` the pages that are known to be no hosts (noindexed,
    redirected), each with the reason. `index` is the inventory's, where it has been made already.
    """
    names = phrases_of_keyword((phrases or (keyword_text,))[0], phrases[1:])
    wish = Wish(
        site, keyword_text, names, phrases, url, text, language or site.language, links_to, barred, hubs_of(site, category)
    )  # fmt: skip
    index = index or SiteIndex(inventory)
    near = _near(index, wish, terms_of(inventory, category, ()))
    return _chosen(index, wish, near)


def _near(index: SiteIndex, wish: Wish, terms: frozenset[int]) -> list[Ranked]:
    """The pages that name the subject and are alike enough, and the hubs; those that say it first among near-equals."""
    similarity, pages = index.similarity, index.inventory.pages
    scores = similarity.likeness(" ".join(wish.called))
    named = similarity.coverage(wish.called[0])
    for phrase in wish.phrases:
        named = named.clip(similarity.coverage(phrase))
    fit = (scores >= wish.site.links.min_similarity) & (named >= LEAST_NAMED)
    hubs = [at for at, page in enumerate(pages) if page.slug in wish.hubs] if wish.hubs else []
    places = sorted({*fit.nonzero()[0].tolist(), *hubs})
    found = ranked(index, scores, [at for at in places if not _is_itself(pages[at], wish)], terms)
    kept = [each for number, each in enumerate(found) if number < LOOKED_AT or each.page.slug in wish.hubs]
    said = PhraseIndex(tuple(name.text for name in wish.names))
    says = {each.page.id: bool(said.find(plainly(each.page.text))) for each in kept}
    return sorted(kept, key=lambda each: (each.rank[0], not says[each.page.id], *each.rank))


def _is_itself(page: Page, wish: Wish) -> bool:
    return bool(wish.url) and same_address(page.url, wish.url)


def _chosen(index: SiteIndex, wish: Wish, near: list[Ranked]) -> HostChoice:
    kin = _kin(index, wish, near)
    hosts: list[tuple[Ranked, Host]] = []
    left_out = []
    mutual = 0
    for each in near:
        is_mutual = any(same_address(each.page.url, url) for url in wish.links_to)
        reason = _unfit(each.page, wish, _stranger(index, wish, each.page, kin[each.page.id]))
        rows = paragraphs(each.page.content) if not reason else ()
        if not reason and not rows:
            reason = "has no paragraph of running text"
        if not reason and is_mutual and mutual >= wish.site.links.reciprocal_max:
            reason = "is linked to from the article, and no more pairs may link each other"
        if reason:
            left_out.append(LeftOut(url=each.page.url, reason=reason))
        else:
            mutual += is_mutual
            hosts.append((each, _host(each, rows, wish.names)))
        if len(hosts) == MOST:
            break
    # Among near-equals a page whose own words can be linked: no sentence has to be written and paid for.
    hosts.sort(key=lambda pair: (pair[0].rank[0], not pair[1].anchor, *pair[0].rank))
    reason = "" if hosts else _why_none(index, wish, left_out)
    return HostChoice(hosts=tuple(host for _, host in hosts), left_out=tuple(left_out), reason=reason)


def _kin(index: SiteIndex, wish: Wish, near: list[Ranked]) -> dict[int, float]:
    """How alike each page is to the article's own text; before there is one, to the other pages that name its subject."""
    places = [each.at for each in near]
    subject = " ".join(wish.called)
    if wish.text:
        found = index.similarity.kin(wish.text, places, subject)
        return {each.page.id: alike for each, alike in zip(near, found, strict=True)}
    if not near:
        return {}
    square = index.similarity.kinship(places, subject)
    company = 1 if len(index.inventory.pages) < MANY else 2
    return {each.page.id: _nth_best(row.tolist(), company + 1) for each, row in zip(near, square, strict=True)}


def _nth_best(likeness: list[float], number: int) -> float:
    """The likeness to the page that is number so many; the page itself is the first."""
    return sorted(likeness, reverse=True)[number - 1] if len(likeness) >= number else 0.0


def _may_stand_alone(index: SiteIndex, wish: Wish, page: Page) -> bool:
    """Whether the page is a host though it is like no other: its title or a heading names the subject.

    On a site of few pages every page may be: too few to tell what they have in common.
    """
    if wish.text or len(index.inventory.pages) < YOUNG:
        return not wish.text
    stems = frozenset(terms(" ".join([page.title, *(heading for _, heading in page.headings)])))
    return any(index.similarity.covered(phrase, stems) >= LEAST_NAMED for phrase in wish.called)


def _stranger(index: SiteIndex, wish: Wish, page: Page, kin: float) -> str:
    """Why the page, which names the subject, is about something else; empty when it is not."""
    least = index.least_kinship(wish.site.links)
    if kin >= least or _may_stand_alone(index, wish, page):
        return ""
    return f"names it in passing: what else it says is {kin:.2f} alike (at least {least:.2f})"


def _unfit(page: Page, wish: Wish, stranger: str) -> str:
    """Why the page is no host; empty when it is one."""
    rules = wish.site.links
    if wish.barred and page.id in wish.barred:
        return wish.barred[page.id]
    if page.slug not in wish.hubs:
        if stranger:
            return stranger
        if over := over_budget(page, rules):
            return over
    if is_other_language(page.text, wish.language):
        return f"is written in another language ({language_of(page.text)})"
    if wish.url and contains_link(page.content, wish.url):
        return "links to it already"
    builder = page_builder(page.content)
    return f"is made with {builder}" if builder else ""


def over_budget(page: Page, rules: LinkRules) -> str:
    """Why the page may have no further link in its own text; empty when it may."""
    hosts = ("", urls.host_of(page.url))
    links = sum(1 for link in page.links if (parts := urls.split(link.url)) and parts.netloc in hosts)
    most = min(rules.per_page, rules.per_100_words * -(-page.words // 100))
    return f"has {links} links to other pages in {page.words} words" if links >= most else ""


def _host(each: Ranked, rows: tuple[Paragraph, ...], names: tuple[Phrase, ...]) -> Host:
    page = each.page
    anchor = anchor_in(rows, names, page.title)
    score = round(each.score, 4)
    return Host(page_id=page.id, page_type=page.type, url=page.url, title=page.title, score=score, anchor=anchor)


def _why_none(index: SiteIndex, wish: Wish, left_out: list[LeftOut]) -> str:
    keyword, pages = wish.keyword, index.inventory.pages
    if left_out:
        best = left_out[0]
        return f"{len(left_out)} of {len(pages)} pages name “{keyword}”; the most alike, {best.url}, {best.reason}"
    if not pages:
        return "the site has no published page"
    if not any(index.similarity.tells(phrase) for phrase in wish.called):
        return f"every word of “{keyword}” stands in the titles of so many pages that it tells none of them apart"
    at = int((scores := index.similarity.likeness(" ".join(wish.called))).argmax())
    least = wish.site.links.min_similarity
    return f"none of {len(pages)} pages names “{keyword}”; the most alike, {pages[at].url}, is {scores[at]:.2f} alike (at least {least:g})"


def hubs_of(site: Site, category: str) -> frozenset[str]:
    """The slugs of the pages that the site's YAML names as hubs, for all articles and for those of the category."""
    own = {each.hub for each in site.categories if each.slug == category and each.hub}
    return frozenset(hub.rstrip("/").rsplit("/", 1)[-1] for hub in (*site.hubs, *own))
