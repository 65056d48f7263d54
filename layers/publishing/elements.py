"""Which elements are open at a place of a raw content, as a browser sees it: HTML's own rules, where nesting is broken too.

Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody, as far as text outside tables goes; inside a
table nothing is ever linked.
"""


def _names(row: str) -> frozenset[str]:
    return frozenset(row.split())


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr svg/ math/"
)
# A start tag of these ends an open paragraph.
ENDS_PARAGRAPH = HEADINGS | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form header"
    " hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp"
)
# An end tag of any other element does not reach beyond these.
_SPECIAL = ENDS_PARAGRAPH | _names(
    "applet body button caption colgroup embed frameset iframe marquee object script select style table tbody td template"
    " textarea tfoot th thead title tr"
)
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
_SCOPES = frozenset({"applet", "caption", "marquee", "object", "table", "td", "template", "th"})
_TABLE_PARTS = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
DEEPEST = 200  # no text has this many; a browser, too, gives up at some depth, and a megabyte of "<div>" must not cost minutes
LOST = "?"


class OpenElements:
    """Names of the open elements, the outermost first; `LOST` and nothing after it once they are too many to follow."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def start(self, name: str) -> None:
        """A start tag, which may end what is open: a paragraph, a heading, a link."""
        if self.names[-1:] == [LOST]:
            return
        if len(self.names) >= DEEPEST:
            self.lose()
            return
        if name in ENDS_PARAGRAPH:
            self.end("p")
        if name in HEADINGS and self.names and self.names[-1] in HEADINGS:
            self.names.pop()
        if name == "a":
            self.end("a")
        if name not in VOID:
            self.names.append(name)

    def end(self, name: str) -> None:
        """An end tag; one that has nothing to end changes nothing."""
        if self.names[-1:] == [LOST]:
            return
        at = self._find(name)
        if at < 0:
            return
        if name in _FORMATTING:
            del self.names[at]
            return
        within = self.names[at + 1 :]
        del self.names[at:]
        self.names += [each for each in within if each in _FORMATTING]  # a browser opens these again in the next text

    def lose(self) -> None:
        """Nothing more is known of what is open."""
        self.names.append(LOST)

    def forget(self, since: int, names: frozenset[str]) -> None:
        """Take elements of these names for closed, those from the given depth on; what is lost stays so."""
        self.names[since:] = [each for each in self.names[since:] if each not in names]

    def _find(self, name: str) -> int:
        barriers = self._barriers(name)
        for at in range(len(self.names) - 1, -1, -1):
            if self.names[at] == name or (name in HEADINGS and self.names[at] in HEADINGS):
                return at
            if self.names[at] in barriers:
                return -1
        return -1

    @staticmethod
    def _barriers(name: str) -> frozenset[str]:
        if name in _TABLE_PARTS:
            return frozenset({"table", "template"})
        return _SCOPES if name in _SPECIAL or name in _FORMATTING else _SPECIAL
