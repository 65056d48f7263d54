"""Whether a user without the right `unfiltered_html` can save a raw content without loss: what wp_kses_post keeps.

The lists are those of WordPress 6.1, the oldest that is written to; later versions keep all of it, and more. What is not
listed is taken for lost: WordPress takes it out of the write, and out of the write that would put it back.
"""

import html
import re
from collections.abc import Iterator

_PLAIN = (
    "address abbr acronym b bdo big br cite code dd dfn dl dt em fieldset i kbd mark rb rp rt rtc ruby s samp small strike"
    " strong sub sup tt u var"
)
_ALIGNED = "article aside caption div figure figcaption footer h1 h2 h3 h4 h5 h6 header hgroup legend main nav p span section summary"
_CELL = "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width"
_ROWS = "align char charoff valign"
_OWN = {
    **dict.fromkeys(_ALIGNED.split(), "align"),
    "a": "href rel rev name target",
    "area": "alt coords href nohref shape target",
    "audio": "autoplay controls loop muted preload src",
    "blockquote": "cite",
    "button": "disabled name type value",
    "col": f"{_ROWS} span width",
    "colgroup": f"{_ROWS} span width",
    "del": "datetime",
    "details": "align open",
    "font": "color face size",
    "hr": "align noshade size width",
    "img": "alt align border height hspace loading longdesc vspace src usemap width",
    "ins": "datetime cite",
    "label": "for",
    "li": "align value",
    "map": "name",
    "menu": "type",
    "ol": "start type reversed",
    "pre": "width",
    "q": "cite",
    "table": "align bgcolor border cellpadding cellspacing rules summary width",
    "tbody": _ROWS,
    "td": _CELL,
    "textarea": "cols rows disabled name readonly",
    "tfoot": _ROWS,
    "th": _CELL,
    "thead": _ROWS,
    "tr": f"{_ROWS} bgcolor",
    "track": "default kind label src srclang",
    "ul": "type",
    "video": "autoplay controls height loop muted playsinline poster preload src width",
}
TAGS = {name: frozenset(_OWN.get(name, "").split()) for name in (*_PLAIN.split(), *_OWN)}
_EVERYWHERE = (
    "aria-describedby aria-details aria-label aria-labelledby aria-hidden class dir id lang style title role xml:lang"
)
EVERYWHERE = frozenset(_EVERYWHERE.split())
ADDRESSES = frozenset(["href", "src", "cite", "longdesc", "poster", "usemap"])
_PROTOCOLS = (
    "http https ftp ftps mailto news irc irc6 ircs gopher nntp feed telnet mms rtsp sms svn tel fax xmpp webcal urn"
)
PROTOCOLS = frozenset(_PROTOCOLS.split())
_STYLES = (
    "align-content align-items align-self background background-color background-position"
    " background-size border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse"
    " border-color border-left border-left-color border-left-style border-left-width border-radius border-right"
    " border-right-color border-right-style border-right-width border-spacing border-style border-top border-top-color"
    " border-top-style border-top-width border-width caption-side clear color column-count column-gap column-width"
    " columns flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family font-size"
    " font-style font-variant font-weight gap height justify-content justify-items justify-self letter-spacing"
    " line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width"
    " min-height min-width object-fit object-position overflow padding padding-bottom padding-left padding-right"
    " padding-top row-gap text-align text-decoration text-indent text-transform vertical-align width"
)
STYLES = frozenset(_STYLES.split())
_TAG = re.compile(r"<[^>]*>?")
_NAMED = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z_][\w:.-]*+)(?:\s*+=\s*+("[^"<]*"|'[^'<]*'|[^\s"'<>=`]+))?""")
_DATA = re.compile(r"data(?:-[a-z0-9_]+)+")
_SCHEME = re.compile(r"([^/?#:]*):")
_FUNCTION = re.compile(r"\bvar\([^()]*\)")
# WordPress filters the HTML in the attributes of blocks too, where it is written as JSON
_JSON = (("\\u003c", "<"), ("\\u003e", ">"), ("\\u0022", '"'), ("\\u0026", "&"), ('\\"', '"'))


def unkept(content: str) -> str:
    """Name the first thing in a raw content that WordPress would take out; empty where all of it stays."""
    return next(_unkept(content), "")


def _unkept(content: str) -> Iterator[str]:
    text = content.replace("<!--", "").replace("-->", "")  # what comments hold is filtered as well
    for written, meant in _JSON:
        text = text.replace(written, meant)
    for match in _TAG.finditer(text):
        yield from _of_tag(match.group())


def _of_tag(tag: str) -> Iterator[str]:
    found = _NAMED.fullmatch(tag)
    if found is None:
        yield f"broken markup ({tag[:20]})"
        return
    closes, name, rest = found.groups()
    if name.lower() not in TAGS:
        yield f"<{name.lower()}>"
    elif not closes:
        yield from _of_attributes(name.lower(), rest)


def _of_attributes(tag: str, rest: str) -> Iterator[str]:
    at = 0
    while match := _ATTRIBUTE.match(rest, at):
        at = match.end()
        name, value = match[1].lower(), html.unescape((match[2] or "").strip("\"'"))
        if not (name in EVERYWHERE or name in TAGS[tag] or _DATA.fullmatch(name)):
            yield f"the attribute {name}"
        elif name in ADDRESSES and not _is_kept_address(value):
            yield f"the address {value[:20]}"
        elif name == "style" and not all(map(_is_kept_style, value.split(";"))):
            yield f"the style {value[:30]}"
    if rest[at:].strip() not in ("", "/"):
        yield f"broken markup (<{tag}{rest[:20]})"


def _is_kept_address(value: str) -> bool:
    scheme = _SCHEME.match(value)
    return scheme is None or scheme[1].lower() in PROTOCOLS


def _is_kept_style(declaration: str) -> bool:
    if not declaration.strip():
        return True
    name, _, value = declaration.partition(":")
    return name.strip() in STYLES and not re.search(r"[\\(&=}]|/\*", _FUNCTION.sub("", value))
