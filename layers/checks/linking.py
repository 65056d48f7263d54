"""Checks of the links in a text: where they lead, by which way, and in which words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from layers import prose, urls
from layers.checks.check import Check, Flaw, Rules
from layers.checks.phrases import poor_anchors
from layers.checks.sources import LINKS, READ, TRADE, URLS, WCAG_LINKS
from layers.checks.subject import Subject
from layers.checks.telling import listed, quoted

_TRACKING = re.compile(r"[?&](?:utm_[a-z]+|gclid|fbclid|msclkid|mc_cid|mc_eid|_hsenc|igshid|srsltid)=", re.IGNORECASE)
_LOCAL_HOST = re.compile(
    r"(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|"
    r"\[::1\]|[\w.-]+\.(?:local|test|localhost|internal|lndo\.site|ddev\.site))(?::\d+)?",
    re.IGNORECASE,
)
_STAGING_HOST = re.compile(
    r"(?:(?:staging|stage|dev|develop|test|preview|wip)\d*[.-][\w.-]+|[\w.-]+\.(?:wpengine\.com|kinsta\.cloud|wpstage\.net|instawp\.xyz|"
    r"flywheelsites\.com|mystagingwebsite\.com|pantheonsite\.io|cloudwaysapps\.com))(?::\d+)?",
    re.IGNORECASE,
)
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SPLIT_OFF = frozenset({"http", "www", "old slug", "guessed slug"})  # ways round that have a check of their own


def _hidden(subject: Subject, *statuses: str) -> list[str]:
    return [target.url for target in (subject.links.hidden if subject.links else ()) if target.status in statuses]


def link_to_draft(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _hidden(subject, "draft", "pending", "auto-draft"):
        yield Flaw("", f"links to what is not published yet: {listed(found)}")


def link_to_trash(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _hidden(subject, "trash"):
        yield Flaw("", f"links to what is in the trash: {listed(found)}")


def link_to_private(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _hidden(subject, "private", "password"):
        yield Flaw("", f"links to what is private or behind a password: {listed(found)}")


def link_to_scheduled(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _hidden(subject, "future"):
        yield Flaw("", f"links to what is published at a later date: {listed(found)}")


def _by_way(subject: Subject, *reasons: str) -> list[str]:
    return [
        way.url for way in (subject.links.detours if subject.links else ()) if not {*reasons}.isdisjoint(way.reasons)
    ]


def link_http_own(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _by_way(subject, "http"):
        yield Flaw("", f"links over http inside the own site: {listed(found)}")


def link_mixed_host(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _by_way(subject, "www"):
        yield Flaw("", f"links to the other spelling of the own host: {listed(found)}")


def link_old_slug(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if found := _by_way(subject, "old slug", "guessed slug"):
        yield Flaw("", f"links to an address that a page once had: {listed(found)}")


def link_detour(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    rest = [
        f"{way.url} ({', '.join(way.reasons)})" if way.reasons else way.url
        for way in (subject.links.detours if subject.links else ())
        if not way.reasons or not _SPLIT_OFF.issuperset(way.reasons)
    ]
    if rest:
        yield Flaw("", f"links that are redirected first: {listed(rest)}")


def link_malformed(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links and subject.links.malformed:
        yield Flaw("", f"no address at all: {quoted(subject.links.malformed)}")


def link_local(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    home = rules.home
    absolute = [link.url for link in subject.anchors if "//" in link.url and not link.url.startswith(home)]
    own = urls.host_of(rules.site_url) if absolute else ""
    if not absolute or _LOCAL_HOST.fullmatch(own):
        return  # on the machine of its maker a site is a rehearsal: everything is there
    found = [url for url in absolute if _is_workshop(urls.host_of(url), own)]
    if found:
        yield Flaw("", f"links to a workshop that visitors cannot reach: {listed(found)}")


def _is_workshop(host: str, own: str) -> bool:
    """A machine at home, or a staging copy of this site: one of another site is that site's business."""
    if not host:
        return False
    if _LOCAL_HOST.fullmatch(host):
        return True
    name = own.removeprefix("www.").partition(".")[0]
    return bool(name) and name in host and host != own and bool(_STAGING_HOST.fullmatch(host))


def link_tracking(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    marked = [link.url for link in subject.anchors if "=" in link.url and _TRACKING.search(link.url)]
    own = urls.host_of(rules.site_url).removeprefix("www.") if marked else ""
    found = [url for url in marked if urls.host_of(url).removeprefix("www.") in ("", own)]
    if found:
        yield Flaw("", f"campaign marks in links inside the site: {listed(found)}")


def link_empty_anchor(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    empty = [link.url for link in subject.anchors if _is_blank(link.anchor) and link.place != "code"]
    if empty:
        yield Flaw("", f"without a word to click on: {listed(empty)}")


def _is_blank(anchor: str) -> bool:
    return not anchor or anchor.isspace()


def link_poor_anchor(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    found = [f"“{link.anchor}” to {link.url}" for link in subject.anchors if link.place == "text" and _says_nothing(link.anchor, rules.language)]  # fmt: skip
    if found:
        yield Flaw("", f"anchors that do not say where they lead: {listed(found)}")


@lru_cache(maxsize=4096)  # a page is linked in the same words from many others
def _says_nothing(anchor: str, language: str) -> bool:
    words = anchor.strip()
    bare = words.strip(" .:!…»›→>()[]")
    if len(bare) <= LONGEST_POOR_CHARS and bare.casefold() in poor_anchors(language):
        return True
    return words[:4].lower() in ("http", "www.") and bool(_BARE_ADDRESS.fullmatch(words))


def anchor_ambiguous(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.links is None or len(subject.links.anchors) < 2:
        return
    if len({anchor.words.casefold().strip() for anchor in subject.links.anchors}) == len(subject.links.anchors):
        return  # nearly every page: no two links of the same words, so that none needs to be sorted by its words
    poor = poor_anchors(rules.language)
    targets: dict[str, dict[str, None]] = defaultdict(dict)
    for anchor in subject.links.anchors:
        targets[anchor.words.casefold().strip()][anchor.target] = None
    for words, leads in targets.items():
        if words and words not in poor and len(leads) > 1:
            yield Flaw("", f"“{words}” leads to {listed(leads)}")


def links_too_many(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if len(subject.anchors) > rules.limits.links_max:
        yield Flaw("", f"{len(subject.anchors)} links, more than {rules.limits.links_max}")


def link_reciprocal_only(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    links = subject.links
    if links and links.inbound > 1 and links.reciprocal == links.inbound:
        yield Flaw("", f"all {links.inbound} pages that link to it are linked back")


def click_depth(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    depth = subject.links.depth if subject.links else None
    if depth is not None and depth > rules.limits.click_depth_max:
        yield Flaw("", f"{depth} clicks from the front page, more than {rules.limits.click_depth_max}")


def outbound_insecure(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    plain = [link.url for link in subject.anchors if not link.url.startswith("https:") and link.url[:5].lower() == "http:"]  # fmt: skip
    own = urls.host_of(rules.site_url).removeprefix("www.") if plain else ""
    found = [url for url in plain if urls.host_of(url).removeprefix("www.") != own]
    if found:
        yield Flaw("", f"links to other sites over http: {listed(found)}")


def anchor_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    long = [link.anchor for link in subject.anchors if len(link.anchor) > LONG_ANCHOR_CHARS and prose.has_more_words(link.anchor, LONG_ANCHOR_WORDS)]  # fmt: skip
    if long:
        yield Flaw("", f"anchors of more than {LONG_ANCHOR_WORDS} words: {quoted(long)}")


LONGEST_POOR_CHARS = 60  # no anchor that says nothing is longer
LONG_ANCHOR_WORDS = 15  # a sentence is no name for a page
LONG_ANCHOR_CHARS = 30

LINKING = (
    Check(
        id="link-to-draft",
        title="Link to a draft",
        reason="Whoever follows it lands on an error; only editors see the draft.",
        remedy="Publish the draft, point the link elsewhere, or take it out.",
        source=LINKS, date=READ, kind="search-engine", severity="error", fix_class="B", judge=link_to_draft, needs="stray links", pages=True,
    ),
    Check(
        id="link-to-trash",
        title="Link to a post in the trash",
        reason="The post was thrown away; whoever follows the link lands on an error.",
        remedy="Point it at the post that took its place, or take it out.",
        source=LINKS, date=READ, kind="search-engine", severity="error", fix_class="B", judge=link_to_trash, needs="stray links", pages=True,
    ),
    Check(
        id="link-to-private",
        title="Link to a private post",
        reason="Visitors are shown an error, or asked for a password.",
        remedy="Publish what it leads to, or take the link out.",
        source=LINKS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=link_to_private, needs="stray links", pages=True,
    ),
    Check(
        id="link-to-scheduled",
        title="Link to a post of a later date",
        reason="Until that day whoever follows it lands on an error.",
        remedy="Wait for the day, or take the link out until then.",
        source=LINKS, date=READ, kind="search-engine", severity="notice", fix_class="B",
        judge=link_to_scheduled, needs="stray links", pages=True,
    ),
    Check(
        id="link-http-own",
        title="Link over http inside the site",
        reason="Every reader is redirected to https first, and the first request can be read by anybody on the way.",
        remedy="Write https.",
        source=URLS, date=READ, kind="search-engine", severity="warning", fix_class="A", judge=link_http_own, needs="stray links", pages=True,
    ),
    Check(
        id="link-mixed-host",
        title="Link with and without www",
        reason="The other spelling of the host costs every reader a redirect, and looks like a second site.",
        remedy="Write the host as the site itself does.",
        source=URLS, date=READ, kind="search-engine", severity="notice", fix_class="A",
        judge=link_mixed_host, needs="stray links", pages=True,
    ),
    Check(
        id="link-old-slug",
        title="Link to a page's old address",
        reason="It works only as long as WordPress remembers the old slug; another post of that slug would take the link over.",
        remedy="Write the address that the page has now.",
        source=URLS, date=READ, kind="search-engine", severity="warning", fix_class="A",
        judge=link_old_slug, needs="stray links", pages=True,
    ),
    Check(
        id="link-detour",
        title="Link takes a detour",
        reason="Another spelling of an own address (?p=, no final slash) costs every reader a redirect.",
        remedy="Write the address as the page itself gives it.",
        source=LINKS, date=READ, kind="convention", severity="notice", fix_class="A", judge=link_detour, needs="stray links", pages=True,
    ),
    Check(
        id="link-malformed",
        title="Link whose address is none",
        reason="A browser cannot follow it; most often a space, a bracket or a doubled scheme slipped in.",
        remedy="Write the whole address anew.",
        source=LINKS, date=READ, kind="search-engine", severity="error", fix_class="B", judge=link_malformed, needs="stray links", pages=True,
    ),
    Check(
        id="link-local",
        title="Link to a workshop",
        reason="An address of the maker's own machine or of a staging copy leads visitors nowhere.",
        remedy="Point it at the public page.",
        source=LINKS, date=READ, kind="convention", severity="error", fix_class="B", judge=link_local, needs="links", pages=True,
    ),
    Check(
        id="link-tracking",
        title="Campaign marks in a link inside the site",
        reason="They overwrite where the visitor really came from, and make a second address of one page.",
        remedy="Take the marks out of the address.",
        source=URLS, date=READ, kind="search-engine", severity="warning", fix_class="A", judge=link_tracking, needs="links", pages=True,
    ),
    Check(
        id="link-empty-anchor",
        title="Link without words",
        reason="Neither a reader with a screen reader nor a search engine learns where it leads.",
        remedy="Give it words, or give its image an alt text.",
        source=WCAG_LINKS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=link_empty_anchor, needs="links", pages=True,
    ),
    Check(
        id="link-poor-anchor",
        title="Anchor says nothing",
        reason="“Click here” tells neither readers nor search engines what the linked page is about.",
        remedy="Link the words that name what the other page answers.",
        source=LINKS, date=READ, kind="search-engine", severity="notice", fix_class="B",
        judge=link_poor_anchor, needs="links", pages=True,
    ),
    Check(
        id="anchor-ambiguous",
        title="One anchor leads to two pages",
        reason="The same words lead to different pages, so that nobody can tell where a link goes.",
        remedy="Say in each anchor what only its page answers.",
        source=WCAG_LINKS, date=READ, kind="convention", severity="notice", fix_class="B",
        judge=anchor_ambiguous, pages=True,
    ),
    Check(
        id="anchor-too-long",
        title="Anchor is a sentence",
        reason="Google asks for anchors that are reasonably concise; a linked sentence names nothing.",
        remedy="Link the few words that name the page.",
        source=LINKS, date=READ, kind="search-engine", severity="notice", fix_class="B",
        judge=anchor_too_long, needs="links", pages=True,
    ),
    Check(
        id="links-too-many",
        title="Very many links",
        reason="Among a hundred links none stands out, for readers and for search engines.",
        remedy="Keep those that help a reader of this page.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="C", judge=links_too_many, needs="links",
    ),
    Check(
        id="link-reciprocal-only",
        title="Linked only by pages that it links to",
        reason="Pairs that link to each other in turn and nobody else leave readers going round in circles.",
        remedy="Link to it from another post, where it helps a reader.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B", judge=link_reciprocal_only,
    ),
    Check(
        id="click-depth",
        title="Many clicks from the front page",
        reason="What lies deep is found late by visitors and visited seldom by crawlers.",
        remedy="Link to it from a page that is nearer to the front.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B", judge=click_depth,
    ),
    Check(
        id="outbound-insecure",
        title="Link to another site over http",
        reason="Nearly every site answers over https today; the old spelling can be read and changed on the way.",
        remedy="Write https, where the other site has it.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B", judge=outbound_insecure, needs="links", pages=True,
    ),
)  # fmt: skip
