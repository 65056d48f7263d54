"""Prompt caching as the API bills it: a read needs the same bytes from the start, per model, format and effort."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock

from sandbox.model.models import MIN_CACHED_PREFIX_TOKENS
from sandbox.model.tokens import Json, block_text, canonical, rendered, schema_tokens, tokens

LOOK_BACK_BLOCKS = 20
SECONDS = {"5m": 300.0, "1h": 3_600.0}


@dataclass(frozen=True)
class CachedInput:
    """Input tokens of one call, by how they are billed."""

    fresh: int
    read: int
    written_5m: int
    written_1h: int


@dataclass(frozen=True)
class _Boundary:
    """End of one block: hash and tokens of everything up to it, and the lifetime asked for, or none."""

    digest: str
    tokens: int
    ttl: str


def _ttl(block: Json) -> str:
    control = block.get("cache_control") or {}
    return str(control.get("ttl", "5m")) if control else ""


def _boundaries(request: Json, effort: str) -> Iterator[_Boundary]:
    answer_format = (request.get("output_config") or {}).get("format")
    digest = hashlib.sha256(canonical([request.get("model"), answer_format, effort]).encode())
    total = schema_tokens(request)
    blocks = list(rendered(request))
    for position, block in enumerate(blocks, start=1):
        text = block_text(block)
        digest.update(canonical([block.get("type"), text]).encode())
        total += tokens(text)
        automatic = _ttl(request) if position == len(blocks) else ""
        yield _Boundary(digest.hexdigest(), total, _ttl(block) or automatic)


@dataclass
class PromptCache:
    """`clock` gives seconds; tests turn it forward to see entries expire."""

    clock: Callable[[], float]
    _expiry: dict[str, tuple[float, str]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def account(self, request: Json, effort: str) -> CachedInput:
        """Split the request's input into fresh, read and written tokens, and remember what was written."""
        boundaries = list(_boundaries(request, effort))
        total = boundaries[-1].tokens if boundaries else schema_tokens(request)
        marked = [n for n, b in enumerate(boundaries) if b.ttl and b.tokens >= MIN_CACHED_PREFIX_TOKENS]
        if not marked:
            return CachedInput(total, 0, 0, 0)
        with self._lock:
            read_to = self._longest_known(boundaries, marked)
            written = self._write(boundaries, marked, read_to)
        read = boundaries[read_to].tokens if read_to >= 0 else 0
        return CachedInput(total - read - sum(written.values()), read, written["5m"], written["1h"])

    def _longest_known(self, boundaries: list[_Boundary], marked: list[int]) -> int:
        now = self.clock()
        for last in reversed(marked):
            for n in range(last, max(-1, last - LOOK_BACK_BLOCKS), -1):
                expires, ttl = self._expiry.get(boundaries[n].digest, (0.0, "5m"))
                if expires > now:
                    self._expiry[boundaries[n].digest] = (now + SECONDS[ttl], ttl)
                    return n
        return -1

    def _write(self, boundaries: list[_Boundary], marked: list[int], read_to: int) -> dict[str, int]:
        written = {"5m": 0, "1h": 0}
        start = boundaries[read_to].tokens if read_to >= 0 else 0
        for n in (n for n in marked if n > read_to):
            ttl = boundaries[n].ttl
            written[ttl] += boundaries[n].tokens - start
            start = boundaries[n].tokens
            self._expiry[boundaries[n].digest] = (self.clock() + SECONDS[ttl], ttl)
        return written
