"""Checks of how a page answers: what a visitor and a search engine get, without a login and without JavaScript."""

from collections.abc import Iterator
from urllib.parse import unquote

from layers import urls
from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import GUIDE, LINKS, READ, SNIPPETS, TITLE_LINKS
from layers.checks.subject import Subject
from layers.checks.telling import listed
from layers.nouns import Visit

STATUS = (
    "Google Search Central, HTTP status codes: developers.google.com/search/docs/crawling-indexing/http-network-errors"
)
REDIRECTS = "Google Search Central, Redirects: developers.google.com/search/docs/crawling-indexing/301-redirects"
NOINDEX = "Google Search Central, Robots meta tags: developers.google.com/search/docs/crawling-indexing/robots-meta-tag"
CANONICAL = "Google Search Central, Canonical URLs: developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls"
WCAG_LANG = "W3C, WCAG 2.2, 3.1.1 Language of page: w3.org/WAI/WCAG22/Understanding/language-of-page"
MOBILE = "Google Search Central, Mobile-first indexing: developers.google.com/search/docs/crawling-indexing/mobile/mobile-sites-mobile-first-indexing"
MIXED = "MDN, Mixed content: developer.mozilla.org/docs/Web/Security/Mixed_content"
TTFB = "web.dev, Time to first byte: web.dev/articles/ttfb"
GOOGLEBOT = "Google Search Central, Googlebot: developers.google.com/search/docs/crawling-indexing/googlebot"
CLS = "web.dev, Cumulative layout shift: web.dev/articles/optimize-cls"
FIRST_ERROR, TOO_MANY = 400, 429


def status_error(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    live = subject.live
    if live and not live.blocked_by and live.status >= FIRST_ERROR and live.status != TOO_MANY:
        yield Flaw("", f"it answers {live.status}" + (f", after a redirect to {live.landed}" if live.hops else ""))


def not_reachable(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.live and subject.live.status == 0 and not subject.live.loop:
        yield Flaw("", subject.live.said or "it does not answer")


def redirects(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.live and not subject.live.loop and len(subject.live.hops) == 1:
        yield Flaw("", f"its address leads to {subject.live.landed} ({subject.live.hops[0].status})")


def redirect_chain(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    live = subject.live
    if live and not live.loop and len(live.hops) > 1:
        yield Flaw("", f"{len(live.hops)} redirects: {' → '.join([*(hop.url for hop in live.hops), live.landed])}")


def redirect_loop(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.live and subject.live.loop:
        yield Flaw("", f"it redirects without end: {listed(tuple(hop.url for hop in subject.live.hops))}")


def _page(subject: Subject) -> Visit | None:
    return subject.live if subject.live and subject.live.seen else None


def noindex(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and live.noindex:
        yield Flaw("", f"its robots say “{live.robots}”")


def nofollow(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and not live.noindex and "nofollow" in live.directives:
        yield Flaw("", f"its robots say “{live.robots}”")


def canonical_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """WordPress itself gives its list of posts none, and a plugin leaves it out under noindex."""
    live = _page(subject)
    if live and subject.id and not live.noindex and not live.canonicals:
        yield Flaw("", "its head names no canonical address")


def canonical_multiple(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    named = _canonicals(subject)
    if len(named) > 1:
        yield Flaw("", f"its head names {len(named)}: {listed(named)}")


def canonical_relative(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    relative = tuple(each for each in _canonicals(subject) if not urls.host_of(each))
    if relative:
        yield Flaw("", f"it is written “{relative[0]}”")


def canonical_elsewhere(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    named, live = _canonicals(subject), subject.live
    if (
        live
        and len(named) == 1
        and urls.host_of(named[0])
        and unquote(named[0]) not in (unquote(subject.url), unquote(live.landed))
    ):
        yield Flaw("", f"its canonical address is {named[0]}")


def canonical_to_error(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.crawl.canonical_error:
        yield Flaw("", subject.crawl.canonical_error)


def _canonicals(subject: Subject) -> tuple[str, ...]:
    live = _page(subject)
    return tuple(dict.fromkeys(each.strip() for each in live.canonicals)) if live else ()


def title_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and not any(live.titles):
        yield Flaw("", "its head has no <title>")


def title_multiple(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and len(live.titles) > 1:
        yield Flaw("", f"its head has {len(live.titles)} titles: “{'”, “'.join(live.titles[:3])}”")


def description_multiple(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and len(live.descriptions) > 1:
        yield Flaw(
            "",
            f"its head has {len(live.descriptions)} descriptions: “{'”, “'.join(each[:60] for each in live.descriptions[:3])}”",
        )


def h1_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and subject.id and not live.h1:
        yield Flaw("", "it has no H1: the theme should print the title as one")


def h1_multiple(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and len(live.h1) > 1:
        yield Flaw("", f"it has {len(live.h1)}: “{'”, “'.join(each[:60] for each in live.h1[:3])}”")


def lang_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and not live.lang.strip():
        yield Flaw("", "its <html> has no lang")


def lang_other(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    live = _page(subject)
    if live and live.lang.strip() and _primary(live.lang) != _primary(rules.language):
        yield Flaw("", f"its <html> says lang=“{live.lang}”, the site is written in “{rules.language}”")


def _primary(tag: str) -> str:
    return tag.strip().replace("_", "-").partition("-")[0].casefold()


def viewport_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and not live.viewport:
        yield Flaw("", 'its head has no <meta name="viewport">')


def mixed_content(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and live.mixed:
        yield Flaw("", f"{len(live.mixed)} parts come over http: {listed(live.mixed)}")


def slow(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and live.answered_ms > rules.limits.slow_ms:
        yield Flaw(
            "",
            f"its first byte came after {live.answered_ms} ms, twice measured; more than {rules.limits.slow_ms} ms is poor",
        )


def heavy(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    live = _page(subject)
    if live and (live.cut or live.size_bytes > rules.limits.heavy_kb * 1_000):
        yield Flaw("", f"its HTML has {'more than ' if live.cut else ''}{live.size_bytes / 1_000_000:.1f} MB")


def unsized_images(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if (live := _page(subject)) and live.unsized_images:
        yield Flaw("", f"{len(live.unsized_images)} images without width and height: {listed(live.unsized_images)}")


def outbound_broken(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    broken = [each for each in subject.crawl.outbound if each.state == "broken"]
    if broken:
        named = listed(tuple(f"{each.url} ({each.status or each.said})" for each in broken))
        yield Flaw("", f"links to what is not there any more: {named}")


LIVE = (
    Check(
        id="http-status-error",
        title="Published, and answers with an error",
        reason="WordPress says that it is published, and visitors get an error instead.",
        remedy="Open it without being logged in; look at the server's log.",
        source=STATUS, date=READ, kind="search-engine", severity="error", fix_class="C", judge=status_error, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="page-not-reachable",
        title="No answer",
        reason="A page that does not answer is lost to readers now, and to search engines if it lasts.",
        remedy="See whether the server is up and its certificate valid.",
        source=STATUS, date=READ, kind="search-engine", severity="error", fix_class="C", judge=not_reachable, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="page-redirects",
        title="Published, and leads elsewhere",
        reason="Nobody can read a page whose address leads to another one.",
        remedy="Take the redirect out, or the page.",
        source=REDIRECTS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=redirects, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="redirect-chain",
        title="Redirect after redirect",
        reason="Each costs a reader time, and a crawler follows only so many.",
        remedy="Let the first address lead to the last one.",
        source=REDIRECTS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=redirect_chain, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="redirect-loop",
        title="Redirects without end",
        reason="Nobody ever arrives.",
        remedy="Look at the rules of the redirect plugin, the cache and the server: two of them contradict each other.",
        source=REDIRECTS, date=READ, kind="search-engine", severity="error", fix_class="C", judge=redirect_loop, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="noindex-published",
        title="Published, and noindex",
        reason="Search engines are told to leave the page out.",
        remedy="If that is not meant, take the noindex out of the SEO plugin's box, its settings for the type, or the server's header.",
        source=NOINDEX, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=noindex, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="nofollow-page",
        title="No link of the page counts",
        reason="Nofollow for a whole page takes the weight of all its links, those to your own pages too.",
        remedy="Take it out of the SEO plugin's box.",
        source=NOINDEX, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=nofollow, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="canonical-missing",
        title="No canonical address",
        reason="Without one a search engine chooses among the spellings of the address by itself.",
        remedy="A theme or plugin has taken WordPress's own out: put it back.",
        source=CANONICAL, date=READ, kind="search-engine", severity="notice", fix_class="C", judge=canonical_missing, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="canonical-multiple",
        title="Several canonical addresses",
        reason="Where they contradict each other, search engines follow none.",
        remedy="Two plugins, or a plugin and the theme, print one each: switch one off.",
        source=CANONICAL, date=READ, kind="search-engine", severity="error", fix_class="C", judge=canonical_multiple, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="canonical-relative",
        title="Canonical address is not whole",
        reason="A relative one is read against whatever address the page was reached by, also that of a test site.",
        remedy="Write it with https:// and the host.",
        source=CANONICAL, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=canonical_relative, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="canonical-elsewhere",
        title="Another page is its canonical",
        reason="It asks search engines to show another address in its place.",
        remedy="If that is not meant, empty the field in the SEO plugin's box; see that the site's address is the right one.",
        source=CANONICAL, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=canonical_elsewhere, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="canonical-to-error",
        title="Canonical leads to nothing",
        reason="It asks search engines to show an address in its place that is not there, leads on, or forbids indexing.",
        remedy="Name the page itself.",
        source=CANONICAL, date=READ, kind="search-engine", severity="error", fix_class="C", judge=canonical_to_error, needs="crawl",
        pages=True, seen="live page",
    ),
    Check(
        id="title-live-missing",
        title="No title on the page",
        reason="The title is the first thing that a searcher reads.",
        remedy="See that the theme supports title-tag.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="error", fix_class="C", judge=title_missing, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="title-live-multiple",
        title="Several titles on the page",
        reason="The theme and a plugin print one each; which one is shown is left to chance.",
        remedy="Take the <title> out of the theme's header.php.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=title_multiple, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="description-live-multiple",
        title="Several descriptions on the page",
        reason="Two plugins print one each; which one is shown is left to chance.",
        remedy="Switch one of them off.",
        source=SNIPPETS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=description_multiple, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="h1-live-missing",
        title="No H1 on the page",
        reason="Readers with a screen reader jump to it, and search engines take titles from it.",
        remedy="Let the theme print the title as H1.",
        source=GUIDE, date=READ, kind="convention", severity="warning", fix_class="C", judge=h1_missing, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="h1-live-multiple",
        title="Several H1 on the page",
        reason="The theme prints the title, and the text or the logo has a second one.",
        remedy="Make the others H2, or the logo a paragraph.",
        source=GUIDE, date=READ, kind="convention", severity="notice", fix_class="C", judge=h1_multiple, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="lang-missing",
        title="Page does not say its language",
        reason="A screen reader then reads it with the wrong voice.",
        remedy="Let the theme print language_attributes().",
        source=WCAG_LANG, date=READ, kind="convention", severity="warning", fix_class="C", judge=lang_missing, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="lang-other",
        title="Page says another language",
        reason="It says another language than the one that the site is written in.",
        remedy="Change Settings, General, Site Language; or `language:` in the site's YAML.",
        source=WCAG_LANG, date=READ, kind="convention", severity="notice", fix_class="C", judge=lang_other, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="viewport-missing",
        title="Not made for phones",
        reason="Without a viewport a phone shows the page as a small picture of a desktop; Google indexes what a phone gets.",
        remedy="Let the theme print the meta tag viewport.",
        source=MOBILE, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=viewport_missing, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="mixed-content",
        title="Parts over plain http",
        reason="Browsers refuse scripts and frames that an https page asks for over http, and may refuse images.",
        remedy="Write https:// in their addresses.",
        source=MIXED, date=READ, kind="convention", severity="warning", fix_class="B", judge=mixed_content, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="page-slow",
        title="Slow to answer",
        reason="Everything else on the page waits for its first byte; crawlers read fewer pages of a slow site.",
        remedy="A page cache is the first thing to try.",
        source=TTFB, date=READ, kind="search-engine", severity="notice", fix_class="C", judge=slow, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="page-heavy",
        title="More HTML than Google reads",
        reason="Googlebot reads the first 2 MB of a page's HTML; what comes after is not indexed.",
        remedy="Look for images and data that are written into the page itself.",
        source=GOOGLEBOT, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=heavy, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="image-live-no-dimensions",
        title="Images without dimensions",
        reason="The text jumps when such an image arrives.",
        remedy="Give the image block its width and height; WordPress does so for images of its own library.",
        source=CLS, date=READ, kind="search-engine", severity="notice", fix_class="B", judge=unsized_images, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="outbound-broken",
        title="Link to another site that is gone",
        reason="A reader who follows it lands on an error; a source that is gone supports nothing.",
        remedy="Link to where it has moved, to an archive's copy, or to another source.",
        source=LINKS, date=READ, kind="convention", severity="warning", fix_class="C", judge=outbound_broken, needs="crawl",
        pages=True, seen="live page",
    ),
)  # fmt: skip
