"""A second reader of raw contents, to hold the program's own against: WordPress's block pattern and a browser's HTML parser."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

# wp-includes/class-wp-block-parser.php, WP_Block_Parser::next_token()
_TOKEN = re.compile(
    r"<!--[ \t\f\r\n]+(?P<closer>/)?wp:(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*[ \t\f\r\n]+"
    r"(?:{(?:(?:[^}]+|}+(?=})|(?!}[ \t\f\r\n]+/?-->).)*+)?}[ \t\f\r\n]+)?(?P<void>/)?-->",
    re.DOTALL,
)
_NEVER_AROUND = (
    "a audio blockquote button caption cite code dd details dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header kbd li"
    " math nav ol option pre q script select style summary sup svg table td template textarea th title tr ul video"
)
NEVER_AROUND = frozenset(_NEVER_AROUND.split())


def shown(raw: str) -> LexborHTMLParser:
    """The page that a browser makes of a content whose shortcodes nobody runs."""
    kept, at, depth = [], 0, 0
    for token in _TOKEN.finditer(raw):
        depth += 0 if token["void"] else -1 if token["closer"] else 1
        if depth < 0:
            break
        kept.append(raw[at : token.start()])
        at = token.end()
    return LexborHTMLParser("".join([*kept, raw[at:]]))


def text_of(page: LexborHTMLParser) -> str:
    return page.body.text() if page.body else ""


def links_to(page: LexborHTMLParser, url: str) -> list[LexborNode]:
    return [node for node in page.css("a") if node.attributes.get("href") == url]


def around(node: LexborNode) -> Iterator[str]:
    """The names of the elements around one, the innermost first."""
    outer = node.parent
    while outer is not None:
        yield str(outer.tag)
        outer = outer.parent
