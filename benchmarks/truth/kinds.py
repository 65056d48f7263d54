"""The kinds of link that are planted, as data: how each is written, and what it should count for."""

from collections.abc import Callable
from dataclasses import dataclass

HOST = "xn--grten-gra.example"
HOST_AS_READ = "gärten.example"
HOME = f"https://{HOST}"


@dataclass(frozen=True)
class Target:
    """What a link leads to. `old` and `begun` are an old slug of it and the beginning of its slug."""

    id: int
    slug: str
    old: str
    begun: str

    @property
    def url(self) -> str:
        return f"{HOME}/{self.slug}/"


@dataclass(frozen=True)
class Kind:
    """One way of writing a link. `counts`: as an inbound link; `detours`: how a reader is redirected; `nofollow`: not vouched for.

    `target_is` says what kind of page the target must be, `broken` that a reader ends on an error.
    """

    name: str
    html: Callable[[Target], str]
    counts: bool = True
    detours: tuple[str, ...] = ()
    nofollow: bool = False
    broken: bool = False
    target_is: str = "post"


def _href(name: str, address: Callable[[Target], str], **more: object) -> Kind:
    return Kind(name, lambda to: f'<p>Read <a href="{address(to)}">about this</a> too.</p>', **more)  # type: ignore[arg-type]


def _around(name: str, before: str, after: str, **more: object) -> Kind:
    return Kind(name, lambda to: f'{before}<a href="{to.url}">about this</a>{after}', **more)  # type: ignore[arg-type]


def _apart(name: str, html: Callable[[Target], str]) -> Kind:
    return Kind(name, html, counts=False)


HTTP, OTHER_HOST, FORMER, OTHER_WAY = ("link-http-own",), ("link-mixed-host",), ("link-old-slug",), ("link-detour",)
SPELLINGS = (
    _href("as WordPress writes it", lambda to: to.url),
    _href("from the root", lambda to: f"/{to.slug}/"),
    _href("relative to the page", lambda to: f"../{to.slug}/"),
    _href("without scheme", lambda to: f"//{HOST}/{to.slug}/"),
    _href("scheme and host in capitals", lambda to: f"HTTPS://{HOST.upper()}/{to.slug}/"),
    _href("default port", lambda to: f"https://{HOST}:443/{to.slug}/"),
    _href("fragment", lambda to: f"{to.url}#part"),
    _href("tracking query", lambda to: f"{to.url}?utm_source=letter&amp;utm_medium=mail"),
    _href("empty query", lambda to: f"{to.url}?"),
    _href("dots in the path", lambda to: f"{HOME}/./a/../{to.slug}/"),
    _href("escaped dots in the path", lambda to: f"{HOME}/a/%2e%2E/{to.slug}/"),
    _href("escaped letter of a page's slug", lambda to: f"/%{ord(to.slug[0]):02x}{to.slug[1:]}/", target_is="page"),
    _href("path in capitals", lambda to: f"/{to.slug.upper()}/"),
    _href("host as it is read", lambda to: f"https://{HOST_AS_READ}/{to.slug}/"),
    _href("host ends in a dot", lambda to: f"https://{HOST}./{to.slug}/"),
    _href("user before the host", lambda to: f"https://reader@{HOST}/{to.slug}/"),
    _href("backslashes", lambda to: f"\\{to.slug}\\"),
    _href("line break inside", lambda to: f"/{to.slug[:2]}\n{to.slug[2:]}/"),
    _href("tab inside", lambda to: f"/{to.slug[:2]}\t{to.slug[2:]}/"),
    _href("white space around", lambda to: f"  {to.url} "),
    _href("entities", lambda to: f"&#47;{to.slug}&#x2F;"),
    _href("one slash after the scheme", lambda to: f"https:/{to.slug}/"),
    Kind("single quotation marks", lambda to: f"<p><a href='{to.url}'>about this</a></p>"),
    Kind("no quotation marks", lambda to: f"<p><a href={to.url}>about this</a></p>"),
    Kind("tag in capitals", lambda to: f'<p><A HREF="{to.url}">about this</A></p>'),
    Kind("rel noopener", lambda to: f'<p><a href="{to.url}" target="_blank" rel="noopener noreferrer">about this</a></p>'),
    Kind("slug of other letters, escaped", lambda to: f'<p><a href="{to.url}">about this</a></p>', target_is="letters"),
    Kind("slug of other letters, small escapes in capitals",
         lambda to: f'<p><a href="{HOME}/{to.slug.upper()}/">about this</a></p>', target_is="letters"),
    Kind("second page of a divided post", lambda to: f'<p><a href="{to.url}2/">about this</a></p>', target_is="divided"),
)  # fmt: skip
DETOURS = (
    _href("http", lambda to: f"http://{HOST}/{to.slug}/", detours=HTTP),
    _href("www", lambda to: f"https://www.{HOST}/{to.slug}/", detours=OTHER_HOST),
    _href("http, www and port", lambda to: f"http://www.{HOST}:80/{to.slug}/", detours=(*HTTP, *OTHER_HOST)),
    _href("no final slash", lambda to: f"/{to.slug}", detours=OTHER_WAY),
    _href("no final slash, fragment", lambda to: f"/{to.slug}#part", detours=OTHER_WAY),
    _href("doubled slash", lambda to: f"{HOME}//{to.slug}//", detours=OTHER_WAY),
    _href("index.php", lambda to: f"/index.php/{to.slug}/", detours=OTHER_WAY),
    _href("?p=", lambda to: f"{HOME}/?p={to.id}", detours=OTHER_WAY),
    _href("?p= and a query", lambda to: f"/?utm_source=letter&amp;p={to.id}", detours=OTHER_WAY),
    _href("?p= on the page itself", lambda to: f"?p={to.id}", detours=OTHER_WAY),
    _href("index.php?p=", lambda to: f"/index.php?p={to.id}", detours=OTHER_WAY),
    _href("?page_id=", lambda to: f"/?page_id={to.id}", detours=OTHER_WAY, target_is="page"),
    _href("?name=", lambda to: f"/?name={to.slug}", detours=OTHER_WAY),
    _href("old slug", lambda to: f"/{to.old}/", detours=FORMER),
    _href("beginning of the slug", lambda to: f"/{to.begun}/", detours=FORMER),
    _href("folder before the slug", lambda to: f"/blog/{to.slug}/", detours=FORMER),
    _href("second page of an undivided post", lambda to: f"{to.url}2/", detours=OTHER_WAY),
    _href("page of comments", lambda to: f"{to.url}comment-page-1/#comment-7", detours=OTHER_WAY),
    _href("full stop behind", lambda to: f"{HOME}/{to.slug}.", detours=OTHER_WAY),
    _href("bracket behind", lambda to: f"{to.url})", detours=OTHER_WAY),
)
PLACES = (
    _around("list", "<ul><li>", "</li></ul>"),
    _around("table", "<table><tbody><tr><td>", "</td></tr></tbody></table>"),
    _around("quotation", "<blockquote><p>", "</p></blockquote>"),
    _around("heading", "<h2>", "</h2>"),
    _around("details", "<details><summary>More</summary><p>", "</p></details>"),
    _around("emphasis", "<p><strong><em>", "</em></strong></p>"),
    _around("block of HTML", "<!-- wp:html -->\n<div><p>", "</p></div>\n<!-- /wp:html -->"),
    _around("classic text", "Words of a classic post with ", " in them."),
    _around("button", '<!-- wp:buttons --><div class="wp-block-buttons"><div class="wp-block-button">', "</div></div><!-- /wp:buttons -->"),
    _around("caption shortcode", '[caption width="300"]<img src="/wp-content/uploads/leaf.png" alt=""> See ', "[/caption]"),
    Kind("image", lambda to: f'<figure><a href="{to.url}"><img src="/wp-content/uploads/leaf.png" alt="A leaf"></a></figure>'),
    Kind("image map", lambda to: f'<p><map name="m"><area shape="rect" coords="0,0,9,9" href="{to.url}" alt="A leaf"></map></p>'),
    Kind("no words", lambda to: f'<p>See <a href="{to.url}"></a>.</p>'),
)  # fmt: skip
APART = (
    Kind("nofollow", lambda to: f'<p><a rel="nofollow" href="{to.url}">about this</a></p>', counts=False, nofollow=True),
    Kind("nofollow in capitals", lambda to: f'<p><a href="{to.url}" rel="noopener NOFOLLOW">about this</a></p>', counts=False, nofollow=True),
    Kind("sponsored", lambda to: f'<p><a rel="sponsored" href="{to.url}">about this</a></p>', counts=False, nofollow=True),
    Kind("ugc, by another spelling", lambda to: f'<p><a rel="ugc" href="/?p={to.id}">about this</a></p>', counts=False, nofollow=True, detours=OTHER_WAY),
    _apart("comment", lambda to: f'<p>Words.</p><!-- <a href="{to.url}">about this</a> -->'),
    _apart("pre", lambda to: f'<pre><a href="{to.url}">about this</a></pre>'),
    _apart("code", lambda to: f'<p>Write <code><a href="{to.url}">about this</a></code>.</p>'),
    _apart("markup as text", lambda to: f'<p>&lt;a href="{to.url}"&gt;about this&lt;/a&gt;</p>'),
    _apart("script", lambda to: f"""<script>var x = '<a href="{to.url}">about this</a>';</script>"""),
    _apart("noscript", lambda to: f'<noscript><a href="{to.url}">about this</a></noscript>'),
    _apart("template", lambda to: f'<template><a href="{to.url}">about this</a></template>'),
    _apart("address as text", lambda to: f"<p>It is at {to.url} today.</p>"),
    _apart("attribute data-href", lambda to: f'<p><a data-href="{to.url}">about this</a></p>'),
    _apart("name and no address", lambda to: f'<p><a name="{to.slug}">about this</a></p>'),
    _apart("frame", lambda to: f'<iframe src="{to.url}"></iframe>'),
    _apart("navigation in the text", lambda to: f'<nav><a href="{to.url}">about this</a></nav>'),
    _apart("attribute of a shortcode", lambda to: f'<p>[teaser to="{to.url}"]</p>'),
    _apart("other port", lambda to: f'<p><a href="https://{HOST}:8443/{to.slug}/">about this</a></p>'),
    _apart("other scheme", lambda to: f'<p><a href="ftp://{HOST}/{to.slug}/">about this</a></p>'),
    _apart("other host", lambda to: f'<p><a href="https://other.example/{to.slug}/">about this</a></p>'),
    _apart("host under this one", lambda to: f'<p><a href="https://shop.{HOST}/{to.slug}/">about this</a></p>'),
    _apart("host that begins like this one", lambda to: f'<p><a href="https://{HOST}.other.example/{to.slug}/">about this</a></p>'),
    _apart("scheme twice", lambda to: f'<p><a href="https://https://{HOST}/{to.slug}/">about this</a></p>'),
    _apart("javascript", lambda to: f'<p><a href="javascript:location=\'{to.url}\'">about this</a></p>'),
    _apart("mail", lambda to: f'<p><a href="mailto:a@{HOST}?body={to.url}">about this</a></p>'),
    _apart("query of another page's", lambda to: f'<p><a href="https://other.example/?to={to.url}">about this</a></p>'),
    _apart("feed of the post", lambda to: f'<p><a href="{to.url}feed/">about this</a></p>'),
    Kind("file of the same name", lambda to: f'<p><a href="{HOME}/{to.slug}.html">about this</a></p>', counts=False, broken=True),
    Kind("date before the slug", lambda to: f'<p><a href="/2024/05/{to.slug}/">about this</a></p>', counts=False, broken=True),
    Kind("escaped letter of a post's slug", lambda to: f'<p><a href="/%{ord(to.slug[0]):02x}{to.slug[1:]}/">about this</a></p>', counts=False, broken=True),
    Kind("category's path", lambda to: f'<p><a href="/category/{to.slug}/">about this</a></p>', counts=False, broken=True),
)  # fmt: skip
KINDS: tuple[Kind, ...] = (*SPELLINGS, *DETOURS, *PLACES, *APART)
