"""Limits of the checks of links: to a page, from it, their ways and their words."""

from layers.checks import Anchor, Detour, HiddenTarget, Links
from layers.nouns import PageLink
from tests.layers.checks.subjects import HOME, Limit

LINKS = Links(inbound=2, nofollow_inbound=0, outbound=3)
OTHER = f"{HOME}/other/"


def hidden(status: str) -> dict[str, object]:
    return {"links": LINKS._replace(hidden=(HiddenTarget("/?p=2", status),))}


def way(*reasons: str) -> dict[str, object]:
    return {"links": LINKS._replace(detours=(Detour("/x", reasons),))}


def link(url: str, anchor: str = "soft water", **more: object) -> dict[str, object]:
    return {"anchors": (PageLink(url=url, anchor=anchor, **more),)}  # type: ignore[arg-type]


def anchors(*pairs: tuple[str, str]) -> dict[str, object]:
    return {"links": LINKS._replace(anchors=tuple(Anchor(*pair) for pair in pairs))}


def many(count: int) -> dict[str, object]:
    return {"anchors": tuple(PageLink(url=f"/{n}/", anchor=f"page {n}") for n in range(count))}


LIMITS: list[Limit] = [
    ("orphan", {"links": LINKS._replace(inbound=1)}, {"links": LINKS._replace(inbound=0)}),
    ("near-orphan", {"links": LINKS._replace(inbound=2)}, {"links": LINKS._replace(inbound=1)}),
    ("near-orphan", {"links": LINKS._replace(inbound=0)}, {"links": LINKS._replace(inbound=1)}),
    ("dead-end", {"links": LINKS._replace(outbound=1)}, {"links": LINKS._replace(outbound=0)}),
    ("link-missing-page", hidden("draft"), {"links": LINKS._replace(missing=("/gone/",))}),
    ("link-nofollow", {"links": LINKS._replace(nofollow_inbound=2)}, {"links": LINKS._replace(nofollow=("/post/",))}),
    ("link-to-itself", {"links": LINKS}, {"links": LINKS._replace(to_itself=1)}),
    ("link-to-draft", hidden("private"), hidden("draft")),
    ("link-to-draft", hidden("future"), hidden("pending")),
    ("link-to-trash", hidden("draft"), hidden("trash")),
    ("link-to-private", hidden("draft"), hidden("private")),
    ("link-to-private", hidden("trash"), hidden("password")),
    ("link-to-scheduled", hidden("draft"), hidden("future")),
    ("link-http-own", way("www"), way("http", "www")),
    ("link-mixed-host", way("http"), way("http", "www")),
    ("link-old-slug", way("?p="), way("old slug")),
    ("link-old-slug", way("no final slash"), way("guessed slug")),
    ("link-detour", way("http", "www"), way("?p=")),
    ("link-detour", way("old slug"), way("http", "no final slash")),
    ("link-detour", {"links": LINKS}, way()),
    ("link-malformed", {"links": LINKS._replace(external=("https://a.example/b c",))}, {"links": LINKS._replace(malformed=("http://[x/",))}),
    ("link-local", link("https://localhost.example/a/"), link("http://localhost:8080/a/")),
    ("link-local", link("https://11.0.0.4/"), link("http://10.0.0.4/wp/")),
    ("link-local", link("https://staging.another-shop.com/"), link("https://staging.example.org/a/")),
    ("link-local", link("https://examples.wordpress.com/"), link("https://exampleorg.wpengine.com/")),
    ("link-tracking", link("https://shop.example.com/?utm_source=x"), link(f"{OTHER}?utm_source=x")),
    ("link-tracking", link("/other/?utm=1"), link("/other/?a=1&gclid=x")),
    ("link-empty-anchor", link("/x/", "A jar", place="image"), link("/x/", " ")),
    ("link-empty-anchor", link("/x/", "", place="code"), link("/x/", "", place="image")),
    ("link-poor-anchor", link("/x/", "Here is the table"), link("/x/", "Click here!")),
    ("link-poor-anchor", link("/x/", "more on water"), link("/x/", "Read more »")),
    ("link-poor-anchor", link("/x/", "see https://a.example/b"), link("/x/", "https://a.example/b")),
    ("link-poor-anchor", link("/x/", "Read more", place="button"), link("/x/", "read more")),
    ("anchor-ambiguous", anchors(("water", OTHER), ("ice", f"{HOME}/ice/")), anchors(("Water", OTHER), ("water", f"{HOME}/ice/"))),
    ("anchor-ambiguous", anchors(("water", OTHER), ("Water", OTHER)), anchors(("water", OTHER), ("water", f"{HOME}/hard/"))),
    ("anchor-too-long", link("/x/", "word " * 15), link("/x/", "word " * 16)),
    ("links-too-many", many(100), many(101)),
    ("link-reciprocal-only", {"links": LINKS._replace(reciprocal=1)}, {"links": LINKS._replace(reciprocal=2)}),
    ("link-reciprocal-only", {"links": LINKS._replace(inbound=1, reciprocal=1)}, {"links": LINKS._replace(inbound=3, reciprocal=3)}),
    ("click-depth", {"links": LINKS._replace(depth=3)}, {"links": LINKS._replace(depth=4)}),
    ("click-depth", {"links": LINKS._replace(depth=None)}, {"links": LINKS._replace(depth=9)}),
    ("outbound-insecure", link("https://a.example/"), link("http://a.example/")),
    ("outbound-insecure", link("http://www.example.org/x/"), link("HTTP://a.example/")),
]  # fmt: skip
