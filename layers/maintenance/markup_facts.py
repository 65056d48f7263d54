"""What a body's markup shows beside its words, read in the same pass as the words: no check parses HTML again."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from layers import prose
from layers.nouns import Answered, Editor, Markup
from layers.publishing.scanner import Kind, Piece, delimiters, enclosing_shortcodes, pieces

LONG_PARAGRAPH_WORDS = 120  # a site's own limit is never lower, so that what is read need not be read again
FIRST_WORDS_CHARS = 60
_SHORTCODE = re.compile(r"\[/?[a-zA-Z]")
_VERBATIM = re.compile("<(?:script|SCRIPT|iframe|IFRAME)")
_SHARE = re.compile(
    r"\d\s?(?:%|％|per ?cent|prozent|pour ?cent|por ?ciento|por ?cento|per ?cento|procent|パーセント|割)", re.IGNORECASE
)
_SHARE_SIGNS = ("%", "％", "cent", "zent", "ento", "パーセント", "割")  # `_SHARE` finds nothing without one of them
_SOURCED = "a[href], cite, sup"
_MEDIA = "img, video, audio, iframe, object, embed, input, br + br"
_QUESTION_MARKS = ("?", "？", "か")
_ANSWERED = "h2, h3, h4, h5, h6, summary, .schema-faq-question, p, ul, ol, table, figure"
_ASKING_BESIDE_HEADINGS = ("<summary", "<SUMMARY", "schema-faq-question")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary", "strong"})
_NO_TEXT_OF_THEIR_OWN = frozenset({"more", "nextpage"})
_PLAIN_HEAD = re.compile(
    r"(?P<close>/?)wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*) (?P<attributes>\{.*\} )?", re.DOTALL
)
_PLAIN = {
    f"{close}wp:{name} ": f"{close}{name}"
    for close in ("", "/")
    for name in ("paragraph", "heading", "list", "list-item", "image", "quote", "table", "group", "columns", "column")
}  # as they stand in most bodies
_SCHEMA = re.compile(
    r"<script\b[^>]*\btype\s*=\s*[\"']?application/ld\+json[\"']?[^>]*>(.*?)(?:</script\s*>|$)", re.I | re.S
)


def markup(raw: str, tree: LexborHTMLParser, headings: Iterable[str]) -> Markup:
    """Read the facts of one body. `tree` is what is left of it without comments, code and shortcodes, `headings` are its."""
    plain = None if _holds_more_than_blocks(raw) else editor_of_plain_blocks(raw)
    row = list(_pieces(raw)) if plain is None else []
    paragraphs = [(node, node.text()) for node in tree.tags("p")]
    return Markup(
        editor=_editor(raw, row) if plain is None else plain,
        broken_blocks=tuple(_broken_blocks(raw, row)) if row else (),
        broken_shortcodes=_broken_shortcodes(raw, row) if row else (),
        dynamic=bool(row) and _is_dynamic(raw, row),
        empty_paragraphs=sum(
            1 for node, words in paragraphs if (not words or words.isspace()) and not node.css_first(_MEDIA)
        ),
        long_paragraphs=tuple(_long(words for _, words in paragraphs)),
        double_ids=_double_ids(raw, tree),
        questions=tuple(_questions(tree)) if _may_ask(raw, headings) else (),
        schema_texts=tuple(_schema_texts(raw, row)) if row else (),
        unsourced=tuple(_unsourced(tree)) if _may_hold_share(tree) else (),
    )


def editor_of_plain_blocks(raw: str) -> Editor | None:
    """What made a body that holds nothing but sound blocks, each closed by its own name; None where it must be read closer.

    Most bodies are such, and to take them apart at their delimiters costs a tenth.
    """
    before, *parts = raw.split("<!-- ")
    outside, opened = bool(before.strip()), list[str]()
    for part in parts:
        head, end, behind = part.partition("-->")
        name = _plain_name(head)
        if not end or not name or "<!--" in behind:
            return None
        if name[0] != "/":
            opened.append(name)
            outside = outside or name == "freeform"
        elif not opened or opened.pop() != name[1:]:
            return None
        outside = outside or not (opened or behind.isspace() or not behind)
    if opened or "<!--" in before:
        return None
    return ("mixed" if outside else "blocks") if parts else ("classic" if outside else "")


def _plain_name(head: str) -> str:
    """The name of a delimiter that opens or, with a slash before it, closes a block; empty where it is none or not plain."""
    name = _PLAIN.get(head)
    if name is not None:
        return name
    found = _PLAIN_HEAD.fullmatch(head)
    if not found or (found["attributes"] and not _is_json(found["attributes"])):
        return ""
    return f"{found['close']}{found['name'].removeprefix('core/')}"


def _holds_more_than_blocks(raw: str) -> bool:
    """Whether shortcodes, scripts or frames stand in it."""
    return bool("[" in raw and _SHORTCODE.search(raw)) or _VERBATIM.search(raw) is not None


def _pieces(raw: str) -> Iterator[Piece]:
    remarks = raw.count("<!--") - raw.count("<!-- wp:") - raw.count("<!-- /wp:")
    return pieces(raw) if remarks or _holds_more_than_blocks(raw) else _blocks(raw)


def _blocks(raw: str) -> Iterator[Piece]:
    """Block delimiters and what stands between them, in one piece: a body of nothing else need not be read closer."""
    at = 0
    for delimiter in delimiters(raw):
        if delimiter.start > at:
            yield Piece(Kind.TEXT, at, delimiter.start)
        yield delimiter
        at = delimiter.end
    if at < len(raw):
        yield Piece(Kind.TEXT, at, len(raw))


def _editor(raw: str, row: list[Piece]) -> Editor:
    blocks, outside, depth = False, False, 0
    for piece in row:
        if piece.kind in (Kind.BLOCK, Kind.BLOCK_VOID):
            blocks = True
            depth += piece.kind is Kind.BLOCK
            outside = outside or piece.name == "freeform"
        elif piece.kind is Kind.BLOCK_END:
            depth -= 1
        elif depth <= 0 and piece.kind is not Kind.COMMENT:
            outside = outside or not raw[piece.start : piece.end].isspace()
    return ("mixed" if outside else "blocks") if blocks else ("classic" if outside else "")


def _broken_blocks(raw: str, row: list[Piece]) -> Iterator[str]:
    """Blocks that the editor would offer to repair: not closed, closed out of turn, or with attributes that are no JSON."""
    opened: list[str] = []
    closed = 0
    for piece in row:
        if piece.kind in (Kind.BLOCK, Kind.BLOCK_VOID):
            if not _has_sound_attributes(raw, piece):
                yield f"{piece.name}: its attributes are no JSON"
            opened += [piece.name] if piece.kind is Kind.BLOCK else []
        elif piece.kind is Kind.BLOCK_END:
            closed += 1
            name = opened.pop() if opened else ""
            if name != piece.name:
                yield f"{name} is closed as {piece.name}"
    yield from (f"{name} is never closed" for name in opened)
    if raw.count("<!-- /wp:") > closed:
        yield "a block is closed that was never opened"


def _has_sound_attributes(raw: str, piece: Piece) -> bool:
    start = raw.find("{", piece.start, piece.end)
    return start < 0 or _is_json(raw[start : raw.rfind("}", start, piece.end) + 1])


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _broken_shortcodes(raw: str, row: list[Piece]) -> tuple[str, ...]:
    """Names that are closed and were never opened: WordPress prints the closing one to every visitor."""
    if "[/" not in raw:
        return ()
    opened = {piece.name for piece in row if piece.kind is Kind.SHORTCODE}
    closed = dict.fromkeys(piece.name for piece in row if piece.kind is Kind.SHORTCODE_END)
    return tuple(name for name in closed if name not in opened)


def _is_dynamic(raw: str, row: list[Piece]) -> bool:
    if "/-->" not in raw and "[" not in raw and "<iframe" not in raw.lower():
        return False
    paired = enclosing_shortcodes(row)
    return any(
        (piece.kind is Kind.BLOCK_VOID and piece.name not in _NO_TEXT_OF_THEIR_OWN)
        or (piece.kind is Kind.VERBATIM and piece.name == "iframe")
        or (piece.kind is Kind.SHORTCODE and (piece.name in paired or _is_machinery(raw[piece.start : piece.end])))
        for piece in row
    )


def _is_machinery(code: str) -> bool:
    """`[contact-form id=3]`, `[my_form]`; `[sic]` is a word."""
    return any(mark in code for mark in "=_-")


def _long(texts: Iterator[str]) -> Iterator[tuple[str, int]]:
    for written in texts:
        text = written if written.isascii() else " ".join(written.split())
        if _may_be_long(text):
            text = " ".join(text.split())
            words = prose.word_count(text)
            if words > LONG_PARAGRAPH_WORDS:
                yield text[:FIRST_WORDS_CHARS], words


def _may_be_long(text: str) -> bool:
    """A look that costs nothing: as many spaces as words, or a script that has hardly any."""
    spaces = text.count(" ") + text.count("\n") + text.count("\t")
    return spaces > 0.8 * LONG_PARAGRAPH_WORDS or (
        not text.isascii() and spaces * 20 < len(text) > LONG_PARAGRAPH_WORDS
    )


def _double_ids(raw: str, tree: LexborHTMLParser) -> tuple[str, ...]:
    if raw.count("id=") < 2:
        return ()
    counted = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
    return tuple(name for name, count in counted.items() if name and count > 1)


def _may_ask(raw: str, headings: Iterable[str]) -> bool:
    return any(text.endswith(_QUESTION_MARKS) for text in headings) or any(
        tag in raw for tag in _ASKING_BESIDE_HEADINGS
    )


def _questions(tree: LexborHTMLParser) -> Iterator[Answered]:
    """Headings that ask, with the paragraph right behind each."""
    waiting = ""
    for node in tree.css(_ANSWERED):
        if node.tag in _HEADINGS:
            if waiting:
                yield Answered(question=waiting)
            text = _words(node)
            waiting = text if text.endswith(_QUESTION_MARKS) else ""
        elif waiting:
            yield _answered(waiting, _words(node) if node.tag == "p" else "")
            waiting = ""
    if waiting:
        yield Answered(question=waiting)


def _answered(question: str, answer: str) -> Answered:
    return Answered(question=question, answer=answer, words=prose.word_count(answer) if answer else None)


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _schema_texts(raw: str, row: list[Piece]) -> Iterator[str]:
    if "ld+json" not in raw:
        return
    for piece in row:
        if piece.kind is Kind.VERBATIM and piece.name == "script":
            found = _SCHEMA.match(raw, piece.start, piece.end)
            if found:
                yield found[1].strip()


def _may_hold_share(tree: LexborHTMLParser) -> bool:
    small = tree.body.text().lower() if tree.body else ""
    return any(sign in small for sign in _SHARE_SIGNS)


def _unsourced(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("p, li, dd, td"):
        text = _words(node)
        if _SHARE.search(text) and not node.css_first(_SOURCED):
            yield from (sentence for sentence in prose.sentences(text) if _SHARE.search(sentence))
