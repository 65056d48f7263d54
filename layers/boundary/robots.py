"""robots.txt as RFC 9309 reads it: wildcards, the longest rule wins, and Crawl-delay, which the standard leaves out."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from layers import urls

LONGEST_DELAY_S = 10.0  # a site that asks for more is read at this pace; a run must end


@dataclass(frozen=True)
class Robots:
    """What one host allows one agent. `rules` are (path pattern, allowed)."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """Tell whether the address may be read: the longest matching rule decides, and of equals the one that allows."""
        path = _path(url)
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching)[1] if matching else True


EVERYTHING = Robots()


def _path(url: str) -> bytes:
    parts = urls.split(url)
    if parts is None:
        return b""
    return _octets((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _octets(text: str) -> bytes:
    """As octets, since a rule may end within a letter of several (`/%E3%81`), and a file and a link escape differently."""
    return unquote_to_bytes(text.encode("utf-8", "surrogatepass"))


def _matches(pattern: str, path: bytes) -> bool:
    """Split at the wildcards before anything is unquoted: `%2A` is a star, not a wildcard."""
    whole = pattern.removesuffix("$") if pattern.endswith("$") else f"{pattern}*"
    first, *others = (_octets(part) for part in whole.split("*"))
    if not others:
        return path == first
    return path.startswith(first) and _follow(path[len(first) :], others)


def _follow(path: bytes, parts: list[bytes]) -> bool:
    """Take each part where it first occurs, the last at the end. A regex would try all ways, for minutes where stars are many."""
    *middle, last = parts
    at = 0
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path[at:].endswith(last)


def parse(text: str, agent: str) -> Robots:
    """Return the rules for `agent` (its first word, before the slash), or those for everybody where it has none."""
    token = _token(agent)
    groups = _groups(text)
    own = [lines for agents, lines in groups if token in agents]
    chosen = own or [lines for agents, lines in groups if "*" in agents]
    fields = [field for lines in chosen for field in lines]
    rules = tuple((value, name == "allow") for name, value in fields if name in ("allow", "disallow") and value)
    return Robots(
        rules,
        min(LONGEST_DELAY_S, max((_seconds(value) for name, value in fields if name == "crawl-delay"), default=0.0)),
    )


def _token(agent: str) -> str:
    return re.split(r"[/\s]", agent, maxsplit=1)[0].casefold()


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,6}(\.\d+)?", value) else 0.0


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    for name, value in _fields(text):
        if name == "user-agent":
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            groups[-1][0].add(_token(value))
        elif groups and name in ("allow", "disallow", "crawl-delay"):
            groups[-1][1].append((name, value))
    return groups


def _fields(text: str) -> list[tuple[str, str]]:
    lines = (line.split("#", 1)[0] for line in text.removeprefix("\ufeff").splitlines())
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return [(name.strip().casefold(), value.strip()) for name, value in pairs]
