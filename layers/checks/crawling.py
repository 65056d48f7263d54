"""Checks of robots.txt and sitemaps: what search engines are told about the site, held against what WordPress published."""

from collections.abc import Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import READ
from layers.checks.subject import Subject
from layers.checks.telling import listed
from layers.nouns import Sitemap

ROBOTS = "Google Search Central, robots.txt: developers.google.com/search/docs/crawling-indexing/robots/intro"
OPENAI = "OpenAI, Overview of OpenAI crawlers: platform.openai.com/docs/bots"
SITEMAPS = "Google Search Central, Build and submit a sitemap: developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap"
NOINDEX = "Google Search Central, Block indexing: developers.google.com/search/docs/crawling-indexing/block-indexing"
SEARCH_CRAWLERS = ("Googlebot", "Bingbot")
# Those that answer engines search and cite with. GPTBot, ClaudeBot, CCBot and Google-Extended collect for training: whether they
# may read is the operator's decision, and no check judges it.
ANSWER_CRAWLERS = ("OAI-SearchBot", "Claude-SearchBot", "PerplexityBot")
MOST_URLS = 50_000
MOST_BYTES = 50 * 1024 * 1024
SERVER_ERROR = 500


def blocks_search(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    robots = subject.outside.robots if subject.outside else None
    if robots is not None and robots.status >= SERVER_ERROR:
        yield Flaw("", f"robots.txt answers {robots.status}: Google then reads nothing of the site")
        return
    yield from _barred(subject, SEARCH_CRAWLERS)


def blocks_ai_search(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    yield from _barred(subject, ANSWER_CRAWLERS)


def _barred(subject: Subject, crawlers: tuple[str, ...]) -> Iterator[Flaw]:
    view = subject.outside
    for name in crawlers if view else ():
        pages = view.barred.get(name, ()) if view else ()
        if pages:
            yield Flaw("", f"{name} may not read {len(pages)} published pages: {listed(pages)}")


def sitemap_absent(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    sitemaps = subject.outside.sitemaps if subject.outside else None
    if sitemaps is not None and not sitemaps.files:
        yield Flaw(
            "", "robots.txt names none, and there is none at /wp-sitemap.xml, /sitemap_index.xml and /sitemap.xml"
        )


def sitemap_broken(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for each in _files(subject):
        if each.problem:
            yield Flaw("", f"{each.url}: {each.problem}")


def sitemap_too_large(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for each in _files(subject):
        if each.urls > MOST_URLS:
            yield Flaw("", f"{each.url} names {each.urls} addresses; {MOST_URLS} are read")
        elif each.size_bytes > MOST_BYTES:
            yield Flaw("", f"{each.url} is larger than {MOST_BYTES // 1024 // 1024} MB")


def _files(subject: Subject) -> tuple[Sitemap, ...]:
    return subject.outside.sitemaps.files if subject.outside and subject.outside.sitemaps else ()


def sitemap_unknown_page(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    dead = subject.outside.dead_in_sitemap if subject.outside else ()
    if dead:
        yield Flaw("", f"the sitemaps name {len(dead)} addresses that are no published page: {listed(dead)}")


def sitemap_missing_page(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """A page that asks not to be indexed, or names another one as canonical, is left out with reason."""
    live = subject.live
    if live is None or not live.seen or live.hops or live.noindex or subject.crawl.in_sitemap is not False:
        return
    if not live.canonicals or live.canonicals[0].rstrip("/") == subject.url.rstrip("/"):
        yield Flaw("", "no sitemap names it")


def sitemap_noindex(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.live is not None and subject.live.seen and subject.live.noindex and subject.crawl.in_sitemap:
        yield Flaw("", f"a sitemap names it, and its robots say “{subject.live.robots}”")


CRAWLING = (
    Check(
        id="robots-blocks-search",
        title="robots.txt shuts search engines out",
        reason="What Googlebot and Bingbot may not read they cannot rank by what it says.",
        remedy="Take the rule out of robots.txt; use noindex for a page that shall not be found.",
        source=ROBOTS, date=READ, kind="search-engine", severity="error", fix_class="C", judge=blocks_search,
        about="site", seen="live page",
    ),
    Check(
        id="robots-blocks-ai-search",
        title="robots.txt shuts answer engines out",
        reason="OAI-SearchBot, Claude-SearchBot and PerplexityBot read for answers that name their sources. They are not the crawlers that collect for training: whether those may read is yours to decide, and is not judged.",
        remedy="If that was not meant, name the crawlers for training alone in robots.txt.",
        source=OPENAI, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=blocks_ai_search,
        about="site", seen="live page",
    ),
    Check(
        id="sitemap-absent",
        title="No sitemap",
        reason="A sitemap is how search engines learn of new posts soon, and of pages that few link to.",
        remedy="Switch on WordPress's own or that of the SEO plugin.",
        source=SITEMAPS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=sitemap_absent,
        about="site", seen="live page",
    ),
    Check(
        id="sitemap-broken",
        title="Sitemap that cannot be read",
        reason="A search engine that cannot read a sitemap takes nothing from it.",
        remedy="Open it in the browser; take it out of robots.txt or of its index where it is not there any more.",
        source=SITEMAPS, date=READ, kind="search-engine", severity="error", fix_class="C", judge=sitemap_broken,
        about="site", seen="live page",
    ),
    Check(
        id="sitemap-too-large",
        title="Sitemap beyond the limits",
        reason="A sitemap may name 50,000 addresses and be 50 MB large; what is beyond that is not read.",
        remedy="Let the SEO plugin divide it.",
        source=SITEMAPS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=sitemap_too_large,
        about="site", seen="live page",
    ),
    Check(
        id="sitemap-unknown-page",
        title="Sitemap names what is not there",
        reason="An address that WordPress does not know is a page that is gone, or one that somebody else has put there.",
        remedy="Let the plugin make the sitemap anew; look closely where the addresses are strange to you.",
        source=SITEMAPS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=sitemap_unknown_page,
        about="site", seen="live page",
    ),
    Check(
        id="sitemap-missing-page",
        title="Not in the sitemap",
        reason="A published page that may be indexed and is in no sitemap is found later, or not at all.",
        remedy="See why the plugin leaves it out: often a setting of its type or category.",
        source=SITEMAPS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=sitemap_missing_page, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="sitemap-noindex",
        title="In the sitemap, and noindex",
        reason="The sitemap asks search engines to index it, the page itself forbids it.",
        remedy="Decide which is meant, and change the other.",
        source=NOINDEX, date=READ, kind="search-engine", severity="error", fix_class="C", judge=sitemap_noindex, needs="live page",
        pages=True, seen="live page",
    ),
)  # fmt: skip
