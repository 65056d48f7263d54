"""Redirect rules for posts that should leave a site, for the Redirection plugin, Apache and nginx: text to be read, never applied."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote_to_bytes

from layers import urls
from layers.nouns import Redirect, Verdict

GONE = 410
MOVED = 301
_UNRESERVED = "/:@!&'()*+,;=~"  # kept as they are in a path; `$` means a group to Apache and a variable to nginx
_PRINTABLE = re.compile(rb"[ -~]")


def redirects(verdicts: Iterable[Verdict]) -> tuple[Redirect, ...]:
    """The rules that verdicts of merge, redirect and remove ask for, each address once."""
    found: dict[str, Redirect] = {}
    for verdict in verdicts:
        if verdict.ruling in ("merge", "redirect", "remove"):
            parts = urls.split(verdict.url)
            path = f"{parts.path}?{parts.query}" if parts and parts.query else parts.path if parts else ""
            if path.strip("/"):  # never a rule for the front page, which a path of slashes alone would be
                why = f"{verdict.ruling}: {verdict.title}"
                found.setdefault(path, Redirect(path=path, target=verdict.into_url, why=why))
    return tuple(found.values())


def files(site: str, rules: Sequence[Redirect]) -> Mapping[str, str]:
    """The texts by their files' names."""
    return {
        f"{site}-redirection.csv": redirection(rules),
        f"{site}-apache.conf": apache(rules),
        f"{site}-nginx.conf": nginx(rules),
    }


def redirection(rules: Iterable[Redirect]) -> str:
    """For the plugin Redirection, Tools > Import/Export: source, target, regex, code. It imports no 410, so those are left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["source", "target", "regex", "code"])
    for rule in rules:
        if rule.target:
            writer.writerow([encoded(rule.path), target_of(rule), 0, MOVED])
    return out.getvalue()


def apache(rules: Iterable[Redirect]) -> str:
    """For .htaccess, above WordPress's own lines. `Redirect` would match everything below an address too; this matches it alone."""
    return "".join(_lines(rules, _apache_rule))


def _apache_rule(rule: Redirect) -> str:
    pattern = _regular(unquote_to_bytes(rule.path))
    if rule.target:
        return f'RedirectMatch {MOVED} "^{pattern}$" "{target_of(rule)}"\n'
    return f'RedirectMatch {GONE} "^{pattern}$"\n'


def _regular(path: bytes) -> str:
    """A regular expression that matches these bytes alone, with or without a slash at the end, in printable ASCII."""
    found = "".join(_byte(each) for each in path.removesuffix(b"/"))
    return f"{found}/?"


def _byte(value: int) -> str:
    character = bytes([value])
    if not _PRINTABLE.match(character) or character in b'"\\%':
        return f"\\x{value:02x}"  # a quotation mark would end the string, a line's end the directive
    return re.escape(character.decode()) if not character.isalnum() and character not in b"/-_ " else character.decode()


def nginx(rules: Iterable[Redirect]) -> str:
    """For nginx: the map belongs into `http`, the two `if`s into `server`."""
    rows = list(rules)
    moved = [rule for rule in rows if rule.target]
    gone = [rule for rule in rows if not rule.target]
    return (
        "map_hash_bucket_size 512;\n"
        + "map $uri $masthead_target {\n    default \"\";\n" + "".join(_lines(moved, _moved_row, "    ")) + "}\n"
        + "map $uri $masthead_gone {\n    default 0;\n" + "".join(_lines(gone, _gone_row, "    ")) + "}\n"
        + "# in server:\n"
        + f"#   if ($masthead_target) {{ return {MOVED} $masthead_target; }}\n"
        + f"#   if ($masthead_gone) {{ return {GONE}; }}\n"
    )  # fmt: skip


def _moved_row(rule: Redirect) -> str:
    pattern = _regular(unquote_to_bytes(rule.path)).replace("\\", "\\\\")
    return f'    "~^{pattern}$" "{target_of(rule)}";\n'


def _gone_row(rule: Redirect) -> str:
    pattern = _regular(unquote_to_bytes(rule.path)).replace("\\", "\\\\")
    return f'    "~^{pattern}$" 1;\n'


def _lines(rules: Iterable[Redirect], rule_of: Callable[[Redirect], str], indent: str = "") -> Iterator[str]:
    """Each rule behind a comment that says why; an address by a number is left out, for its path is that of the front page."""
    for rule in rules:
        yield f"{indent}# {printable(rule.why)}\n"
        if "?" in rule.path:
            yield f"{indent}# left out: {encoded(rule.path)} differs from other addresses by its query alone\n"
        else:
            yield rule_of(rule)


def encoded(path: str) -> str:
    """An address in printable ASCII without quotation marks, spaces and line ends; what is encoded already stays so."""
    before, mark, query = path.partition("?")
    return quote(unquote_to_bytes(before), safe=_UNRESERVED) + mark + quote(query, safe=f"{_UNRESERVED}%?")


def target_of(rule: Redirect) -> str:
    parts = urls.split(rule.target)
    if parts is None or parts.scheme not in ("http", "https"):
        return encoded(rule.target)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{quote(parts.netloc, safe='.:-[]')}{encoded(parts.path + query)}"


def printable(text: str) -> str:
    """One line of text for a comment."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
