"""From the bytes of a page to its readable part: text, title, publisher, outline, questions."""

import codecs
import re
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from layers import prose
from layers.intelligence import Reading
from layers.nouns import Unread

SHORTEST_WORDS = 40
QUESTIONS = 20
LONGEST_QUESTION_WORDS = 25
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_OF_BROWSERS = frozenset({
    "big5", "big5hkscs", "cp866", "cp874", "cp932", "cp949", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "cp1258", "euc_jp", "gb18030", "iso2022_jp", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6",
    "iso8859-7", "iso8859-8", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u",
    "mac-cyrillic", "mac-roman", "utf-8", "utf-16", "utf-16-be", "utf-16-le",
})  # fmt: skip
# What a label means to browsers (https://encoding.spec.whatwg.org) where Python takes it for less, or does not know it:
# read as Latin-1, the curly quotes and the euro sign of a page would be control characters
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc_kr": "cp949", "windows-949": "cp949", "x-euc-jp": "euc_jp",
}  # fmt: skip
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Not the page itself: a body that is hidden until its scripts have run is shown to every reader.
_HIDDEN = "[hidden]:not(html):not(body), template, noscript, dialog:not([open])"
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{;]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)
_PLAIN_SELECTOR = re.compile(r"[\w.#*\[\]=\"' >+~-]+")


def decoded(body: bytes, content_type: str) -> str:
    """Decode by the header's charset, else the document's own, else UTF-8; where none fits, by the first, odd bytes replaced."""
    header = _HEADER_CHARSET.search(content_type)
    own = _CHARSET.search(body[:4096])
    labels = (header[1] if header else "", own[1].decode("ascii", "replace") if own else "", "utf-8")
    names = [name for name in map(_codec, labels) if name]
    for name in names:
        try:
            return body.decode(name, "strict")
        except ValueError:
            continue
    return body.decode(names[0], "replace")


def _codec(label: str) -> str:
    """What a browser reads such a page with. Empty where it knows none: `utf-7` or `unicode_escape` would show us another page."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        name = label.casefold()
    meant = _MEANT.get(name, name)
    return meant if meant in _OF_BROWSERS else ""


def reading(url: str, html: str, read_at: datetime) -> Reading | Unread:
    """Return the readable part of a page. What the page does not show is not read."""
    page = LexborHTMLParser(html)
    _drop_hidden(page)
    visible = page.html or ""
    title, publisher, text = _extracted(visible)
    if prose.word_count(text) < SHORTEST_WORDS:
        return Unread(url=url, reason="there is hardly any text on it")
    headings = _texts(page, "h1, h2, h3, h4")
    return Reading(
        url=url,
        title=title or next(iter(headings), "") or _first(page, "title") or url,
        publisher=publisher or (urlsplit(url).hostname or "").removeprefix("www."),
        text=text,
        headings=headings,
        questions=_questions((*headings, *_texts(page, "summary, dt")), text),
        read_at=read_at,
    )


def _drop_hidden(page: LexborHTMLParser) -> None:
    for node in page.css("[style]"):
        if _HIDDEN_STYLE.search(node.attributes["style"] or ""):
            _mark(node)
    for selector in _hiding_selectors(page):
        for node in _selected(page, selector):
            _mark(node)
    for node in reversed(page.css(_HIDDEN)):  # children before parents: a node inside a freed one may not be touched
        node.decompose()


def _mark(node: LexborNode) -> None:
    node.attrs["hidden"] = ""


def _hiding_selectors(page: LexborHTMLParser) -> list[str]:
    """The selectors that a page's own style sheets hide, whatever the screen (`@media` blocks are left out)."""
    styles = (_AT_BLOCK.sub("", node.text(deep=True)) for node in page.css("style"))
    rules = (rule for style in styles for rule in _RULE.finditer(style) if _HIDDEN_STYLE.search(rule[2]))
    selectors = (selector.strip() for rule in rules for selector in rule[1].split(","))
    return [selector for selector in selectors if _PLAIN_SELECTOR.fullmatch(selector)]


def _selected(page: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return page.css(selector)
    except SelectolaxError:
        return []


def _extracted(html: str) -> tuple[str, str, str]:
    """Return title, publisher and text, empty where the page has none."""
    import trafilatura  # 0.5 s of CPU, wanted only where pages are read

    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False, include_tables=True)
    if found is None:
        return "", "", ""
    document = found if isinstance(found, dict) else found.as_dict()
    return tuple(str(document.get(name) or "").strip() for name in ("title", "sitename", "text"))  # type: ignore[return-value]


def _texts(page: LexborHTMLParser, selector: str) -> tuple[str, ...]:
    texts = (" ".join(node.text(deep=True).split()) for node in page.css(selector))
    return tuple(dict.fromkeys(text for text in texts if text))


def _first(page: LexborHTMLParser, selector: str) -> str:
    return next(iter(_texts(page, selector)), "")


def _questions(headings: tuple[str, ...], text: str) -> tuple[str, ...]:
    asked = [heading for heading in headings if heading.endswith(("?", "？"))]
    asked += [
        sentence for line in text.splitlines() for sentence in prose.sentences(line) if sentence.endswith(("?", "？"))
    ]
    fitting = (question for question in asked if 3 <= prose.word_count(question) <= LONGEST_QUESTION_WORDS)
    return tuple({prose.folded(question): question for question in fitting}.values())[:QUESTIONS]
