"""Addresses that others wrote, taken apart. Everything that splits one does it here: `urlsplit` raises for what is none."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

_PLAIN = re.compile(
    r"(https?)://([a-z0-9.-]++)((?:/[a-zA-Z0-9._~%/-]*+)?)"
)  # most: they are taken apart at a sixth of the cost


@lru_cache(maxsize=4096)
def split(text: str) -> SplitResult | None:
    """The parts of an address; None where the text is no address, such as `https://[your-domain]/` of a theme's sample page."""
    if plain := _PLAIN.fullmatch(text):
        return SplitResult(plain[1], plain[2], plain[3], "", "")
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - a port that is no number shows only when it is asked for
    except ValueError:
        return None
    return parts


def host_of(text: str) -> str:
    """The host of an address with its port, as written; empty where there is none, or where the text is no address."""
    parts = split(text)
    return parts.netloc if parts else ""


def joined(base: str, text: str) -> str | None:
    """The whole address that `text` means on the page `base`; None where it is no address."""
    try:
        whole = urljoin(base, text)
    except ValueError:
        return None
    return whole if split(whole) else None
