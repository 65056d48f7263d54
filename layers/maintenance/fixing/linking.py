"""Links of the site to itself that code can mend: the address alone is exchanged, or the link taken off its words."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from layers import urls
from layers.maintenance.addresses import Resolved
from layers.maintenance.fixing import markup
from layers.maintenance.fixing.scene import Said, Scene, exchanged
from layers.maintenance.spelling import TRACKING, leads_to_itself
from layers.nouns import Finding, Fix, Page

SHOWN = 60


@dataclass(frozen=True)
class Mended:
    """What a tag becomes (empty: the link goes, its words stay), and why."""

    tag: str
    said: Said


Mend = Callable[[Scene, Page, markup.Tag, str], Mended | None]


def link_fixes(scene: Scene, page: Page, findings: Collection[Finding]) -> Iterator[Fix]:
    """One fix per link: what several findings ask of one tag is done together, for two could not be written apart."""
    asked = [(finding, MENDS[finding.check]) for finding in findings if finding.check in MENDS]
    if not asked:
        return
    for link in markup.links(page.content):
        tag, done = link.text, []
        if link.is_kept_by_its_block(markup.href(link.text)):
            continue
        for finding, mend in asked:
            mended = mend(scene, page, link, tag)
            if mended is not None:
                done.append((finding, mended))
                tag = mended.tag
            if mended is not None and not mended.tag:
                break
        if done:
            yield _fix(page, link, tag, done)


def _fix(page: Page, link: markup.Tag, tag: str, done: list[tuple[Finding, Mended]]) -> Fix:
    finding = max((each for each, _ in done), key=lambda each: each.fix_class)
    said = Said(
        "; ".join(mended.said.reason for _, mended in done), "; ".join(dict.fromkeys(m.said.risk for _, m in done))
    )
    if tag:
        return exchanged(page, finding, link.start, link.text, tag, said)
    whole = page.content[link.start : link.end]
    return exchanged(page, finding, link.start, whole, link.inner, said)


def _straightened(*reasons: str) -> Mend:
    """Mend links that are redirected for one of these reasons: the page's own address in place of another spelling of it."""

    def mend(scene: Scene, page: Page, link: markup.Tag, tag: str) -> Mended | None:
        old = markup.href(tag)
        resolved = scene.addresses.resolve(old, page.url)
        if resolved.lead != "page" or resolved.page_id == page.id or {*reasons}.isdisjoint(resolved.reasons):
            return None
        why = f"is redirected first ({', '.join(resolved.reasons)})"
        return _pointed(scene, page, tag, old, scene.pages[resolved.page_id].url, why)

    return mend


def _untracked(scene: Scene, page: Page, link: markup.Tag, tag: str) -> Mended | None:
    """The link without the marks of a campaign: inside a site they begin a visit anew in its own statistics."""
    old = markup.href(tag)
    if scene.addresses.resolve(old, page.url).lead not in ("page", "own") or "=" not in old:
        return None
    address, _, rest = old.partition("?")
    query, _, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not TRACKING.match(part))
    new = address + (f"?{kept}" if kept else "") + (f"#{fragment}" if fragment else "")
    return _mended(tag, old, new, "has the marks of a campaign", SAME_PAGE) if new != old else None


def _followed(scene: Scene, page: Page, link: markup.Tag, tag: str) -> Mended | None:
    """The page to which the site itself redirects an address that is no page's any more, such as an old slug."""
    old = markup.href(tag)
    if scene.addresses.resolve(old, page.url).lead != "missing":
        return None
    landed = scene.redirects.get(old.partition("#")[0])
    target = scene.addresses.resolve(landed, page.url) if landed else Resolved("missing")
    if target.lead != "page" or target.page_id == page.id:
        return None
    return _pointed(scene, page, tag, old, scene.pages[target.page_id].url, "is an old address that the site redirects")


def _unlinked(scene: Scene, page: Page, link: markup.Tag, tag: str) -> Mended | None:
    old = markup.href(tag)
    resolved = scene.addresses.resolve(old, page.url)
    if resolved.lead != "page" or resolved.page_id != page.id or not leads_to_itself(old, page.url):
        return None
    return Mended("", Said(f"the link on “{_words(link)}” leads to the page that it stands on", "none: the words stay"))


def _followable(scene: Scene, page: Page, link: markup.Tag, tag: str) -> Mended | None:
    resolved = scene.addresses.resolve(markup.href(tag), page.url)
    without = markup.without_nofollow(tag)
    if resolved.lead != "page" or without == tag:
        return None
    return Mended(
        without,
        Said(f"the link on “{_words(link)}” says nofollow of an own page", "none, unless the nofollow was meant"),
    )


OTHER_WAYS = (
    "https", "no final slash", "doubled slash", "index.php", "?p=", "?name=", "page number", "comment page", "punctuation",
)  # fmt: skip
MENDS: Mapping[str, Mend] = {
    "link-to-itself": _unlinked,
    "link-http-own": _straightened("http"),
    "link-mixed-host": _straightened("www"),
    "link-old-slug": _straightened("old slug", "guessed slug"),
    "link-detour": _straightened(*OTHER_WAYS),
    "link-tracking": _untracked,
    "link-missing-page": _followed,
    "link-nofollow": _followable,
}
SAME_PAGE = "none: readers get the same page"


def missing_addresses(scene: Scene, page: Page) -> Iterator[str]:
    """The own addresses in a page that no page answers to; where the site redirects them can be looked up."""
    for link in markup.links(page.content):
        address = markup.href(link.text)
        if scene.addresses.resolve(address, page.url).lead == "missing":
            yield address.partition("#")[0]


def _pointed(scene: Scene, page: Page, tag: str, old: str, target: str, why: str) -> Mended | None:
    """The link with the target's own address; what the old one asked for by `?` or `#` stays, unless it named the post."""
    new = _as_written(old, target)
    back = scene.addresses.resolve(new, page.url)
    if back.lead != "page" or back.detour:
        return None
    return _mended(tag, old, new, why, SAME_PAGE)


def _mended(tag: str, old: str, new: str, why: str, risk: str) -> Mended:
    return Mended(markup.with_href(tag, new), Said(f"{_short(old)} {why}: {_short(new)}", risk))


def _as_written(old: str, target: str) -> str:
    parts, own = urls.split(old), urlsplit(target)
    asked = parts.query.split("&") if parts and parts.query else []
    query = "&".join(part for part in asked if part.partition("=")[0] not in ("p", "page_id"))
    fragment = parts.fragment if parts else ""
    if parts and not parts.netloc and not parts.scheme:
        own = own._replace(scheme="", netloc="")  # one without a host stays without: the site may be a copy
    return own._replace(query=own.query or query, fragment=fragment).geturl()


def _words(link: markup.Tag) -> str:
    return _short(markup.words_of(link.inner))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def absolute(scene: Scene, address: str) -> str:
    """An own address as a visitor asks for it."""
    return urljoin(f"{scene.site.url.rstrip('/')}/", address)
