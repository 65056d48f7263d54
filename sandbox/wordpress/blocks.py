"""Markdown of the content folders to Gutenberg blocks, in the one spelling that WordPress 6.1 and 7.1 both call valid.

The subset: `##` and `###` headings, paragraphs, `- ` and `1. ` lists, `> ` quotes, **bold**, *emphasis*, [links](to).
Anything else is text. `[` and `]` become entities, because WordPress would run `[gallery]` as a shortcode.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

LinkTarget = Callable[[str], str]
INLINE = re.compile(
    r"\[(?P<label>[^\[\]]+)\]\((?P<to>[^()\s]+)\)"
    r"|\*\*(?P<bold>(?=\S)(?:(?!\*\*).)+?(?<=\S))\*\*"
    r"|\*(?P<em>(?=[^\s*])[^*]*?(?<=[^\s*]))\*"
)
HEADING = re.compile(r"^(#{2,3}) +(\S.*)$")
ITEM = {
    "bullet": re.compile(r"^[-*] +(?=\S)"),
    "number": re.compile(r"^\d{1,3}\. +(?=\S)"),
    "quote": re.compile(r"^>(?: |$)"),
}


def blocks(markdown: str, link: LinkTarget) -> str:
    """The text as block markup; `link` turns what stands between the round brackets into an address."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", markdown)]
    return "\n\n".join(block for kind, group in groupby(lines, _kind) for block in _blocks(kind, list(group), link))


def inline(text: str, link: LinkTarget) -> str:
    """One run of text as HTML; unfinished markup stays text."""
    done, end = [], 0
    for match in INLINE.finditer(text):
        done += [_text(text[end : match.start()]), _element(match, link)]
        end = match.end()
    return "".join([*done, _text(text[end:])])


def _kind(line: str) -> str:
    if not line:
        return "gap"
    if HEADING.match(line):
        return "heading"
    return next((kind for kind, pattern in ITEM.items() if pattern.match(line)), "paragraph")


def _blocks(kind: str, lines: list[str], link: LinkTarget) -> Iterator[str]:
    if kind == "heading":
        for line in lines:
            yield _heading(line, link)
    elif kind == "paragraph":
        yield _paragraph(" ".join(lines), link)
    elif kind == "quote":
        yield from _quote([ITEM["quote"].sub("", line) for line in lines], link)
    elif kind in ITEM:
        yield _list([ITEM[kind].sub("", line) for line in lines], link, ordered=kind == "number")


def _heading(line: str, link: LinkTarget) -> str:
    match = HEADING.match(line)
    marks, words = match.groups() if match else ("##", line)
    level = len(marks)
    attributes = "" if level == 2 else ' {"level":3}'  # level 2 is the default, and level 3 without it is invalid
    return f'<!-- wp:heading{attributes} -->\n<h{level} class="wp-block-heading">{inline(words, link)}</h{level}>\n<!-- /wp:heading -->'


def _paragraph(words: str, link: LinkTarget) -> str:
    return f"<!-- wp:paragraph -->\n<p>{inline(words, link)}</p>\n<!-- /wp:paragraph -->"


def _quote(lines: list[str], link: LinkTarget) -> Iterator[str]:
    words = " ".join(line for line in lines if line)
    if words:
        yield f'<!-- wp:quote -->\n<blockquote class="wp-block-quote">{_paragraph(words, link)}</blockquote>\n<!-- /wp:quote -->'


def _list(items: list[str], link: LinkTarget, *, ordered: bool) -> str:
    tag, attributes = ("ol", ' {"ordered":true}') if ordered else ("ul", "")
    rows = "\n\n".join(
        f"<!-- wp:list-item -->\n<li>{inline(item, link)}</li>\n<!-- /wp:list-item -->" for item in items
    )
    return f'<!-- wp:list{attributes} -->\n<{tag} class="wp-block-list">{rows}</{tag}>\n<!-- /wp:list -->'


def _element(match: re.Match[str], link: LinkTarget) -> str:
    if match["label"]:
        return f'<a href="{escape(link(match["to"]))}">{inline(match["label"], link)}</a>'
    tag, words = ("strong", match["bold"]) if match["bold"] else ("em", match["em"])
    return f"<{tag}>{inline(words, link)}</{tag}>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("[", "&#91;").replace("]", "&#93;")
