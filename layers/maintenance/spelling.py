"""An address in one form, however it is spelled: what a browser makes of an href, and what two spellings have in common."""

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin

from layers import urls

DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_UNSEEN = re.compile("[\t\n\r]")  # a browser takes them out of the middle of an address
_AROUND = "".join(map(chr, range(0x21)))  # control characters and the space, which it takes off both ends
_ASCII_ESCAPE = re.compile(r"%([0-7][0-9a-fA-F])")
_DOT = re.compile(r"%2[eE]")
WHOLE = re.compile(r"https?://[^/\\#\x00-\x20][^\\#\x00-\x20]*")  # most links: nothing of these is read otherwise
TRACKING = re.compile(r"(?:utm_[a-z]+|gclid|fbclid|msclkid|mc_cid|mc_eid|_hsenc|igshid|srsltid)=", re.IGNORECASE)
_NAMING = re.compile(r"(?:p|page_id|name|pagename)=")  # by these WordPress finds the page itself
_SLASHES = re.compile(r"(https?):(/*)", re.IGNORECASE)


class Origin(NamedTuple):
    host: str
    port: int | None


def absolute(url: str, base: str) -> str:
    """Return `url` as a browser reads it on the page `base`: absolute, without fragment; unchanged where it is no address."""
    return url if WHOLE.fullmatch(url) else _absolute(url, base)


def _absolute(url: str, base: str) -> str:
    url = _UNSEEN.sub("", url.strip(_AROUND)).partition("#")[0]
    scheme = _SCHEME.match(url)
    if scheme and scheme.group().lower() not in ("http:", "https:"):
        return url
    path, mark, query = url.partition("?")
    url = path.replace("\\", "/") + mark + query
    url = _with_two_slashes(url, base)
    if url.lower().startswith(("http://", "https://")):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def _with_two_slashes(url: str, base: str) -> str:
    """ "http:/host" is "http://host" to a browser, and a path of the same site where the page has that scheme itself."""
    begins = _SLASHES.match(url)
    if begins is None or len(begins.group(2)) == 2:
        return url
    name, rest = begins.group(1).lower(), url[begins.end() :]
    is_path = len(begins.group(2)) < 2 and base.lower().startswith(f"{name}:")
    return begins.group(2) + rest if is_path else f"{name}://{rest}"


def leads_to_itself(url: str, page: str) -> bool:
    """Whether a link that a page has to its own address does nothing else: it asks for nothing, and for no part of the page."""
    if "#" in url:
        return False
    split, own = urls.split(absolute(url, page)), urls.split(page)
    if split is None or own is None:
        return False
    asked = [part for part in split.query.split("&") if part and not TRACKING.match(part) and not _NAMING.match(part)]
    parts, whole = segments(split.path), segments(own.path)
    is_part = len(parts) == len(whole) + 1 and parts[:-1] == whole and parts[-1].isdigit()
    return not asked and not is_part


def origin(split: SplitResult) -> Origin:
    """Host and port, the same for every spelling: no www, no default port, IDN as punycode."""
    return Origin(_host(split.hostname or ""), _port(split))


def exact_host(split: SplitResult) -> str:
    """The host as a browser asks for it: with www, without capitals."""
    return _idna((split.hostname or "").rstrip("."))


def _port(split: SplitResult) -> int | None:
    return None if split.port == DEFAULT_PORTS.get(split.scheme) else split.port


@lru_cache(maxsize=4096)
def _host(host: str) -> str:
    return _idna(host.rstrip(".")).removeprefix("www.")


@lru_cache(maxsize=4096)
def _idna(host: str) -> str:
    host = unicodedata.normalize("NFC", host.lower())
    with suppress(UnicodeError):  # a label that is empty or too long: then it is compared as it is written
        host = host.encode("idna").decode()
    return host


@lru_cache(maxsize=65536)
def segments(path: str) -> tuple[str, ...]:
    """Return the parts of a path in one form: letters unescaped and composed, small, dots resolved, no `index.php`.

    Signs and letters of ASCII that are escaped without need stay so: to WordPress that is another slug.
    """
    if "%" in path:
        path = _ASCII_ESCAPE.sub(_kept, _DOT.sub(".", path))
    parts = [part for part in _resolved(_composed(path)) if part]
    return tuple(parts[1:] if parts[:1] == ["index.php"] else parts)


def unescaped(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The same parts with every escape resolved, as WordPress looks for pages."""
    return tuple(_composed(part) for part in parts)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", unquote(path)).lower()


def _kept(escape: re.Match[str]) -> str:
    return f"%25{escape.group(1)}"


@lru_cache(maxsize=65536)
def as_asked(path: str) -> str:
    """Return a path as a browser asks for it, but unescaped: dots are resolved, doubled slashes stay."""
    if "/." not in path and "%2" not in path:
        return unquote(path)
    found = "/".join(_resolved(unquote(path)))
    return f"{found}/" if path.endswith(("/.", "/..")) and not found.endswith("/") else found


def _resolved(path: str) -> list[str]:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if len(parts) > 1:  # the first is what stands before the first slash: nothing
                parts.pop()
        elif part != ".":
            parts.append(part)
    return parts
