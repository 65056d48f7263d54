"""Long lists of a site, a hundred rows at a time, several requests at once, and nothing between two of them lost.

The next hundred begin with the last row of the hundred before. Where they do not, a row was deleted meanwhile and others
have moved over the boundary, out of our sight: then the list is read again from further up.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import local
from typing import Any

from layers.boundary.wordpress.mirror_records import Kind
from layers.boundary.wordpress.transport import Params, Reply, Transport

PER_PAGE = 100
STEP = PER_PAGE - 1
AT_ONCE = 4
MOST_STEPS_BACK = 5  # without a row more: then rows are withheld, and not moving


class OmittedError(Exception):
    """WordPress counts rows of this list that it does not give to this user."""


@dataclass(frozen=True)
class Chunk:
    """A part of a list by rising id: the rows from `offset` on, and how many WordPress counts in the whole."""

    offset: int
    rows: list[Any]
    total: int

    @property
    def last(self) -> int:
        return int(self.rows[-1]["id"]) if self.rows else 0

    @property
    def is_short(self) -> bool:
        return len(self.rows) < min(PER_PAGE, max(0, self.total - self.offset))

    def skips(self, covered: int) -> bool:
        """Whether rows may stand between the last one that was read and the first of these."""
        return self.offset > 0 and (not self.rows or int(self.rows[0]["id"]) > covered)


@dataclass
class Lists:
    """The lists of one site. `requests` counts what was asked."""

    transport: Transport
    requests: int = 0
    _own: local = field(default_factory=local, repr=False)
    _ahead: dict[str, Future[Reply]] = field(default_factory=dict, repr=False)

    def ask_ahead(self, asked: Iterable[tuple[Kind, Params]]) -> None:
        """Ask several things at once, and keep each answer, or its refusal, until it is asked for; only the next time counts.

        Small questions one after the other would leave all but one of the site's processes idle.
        """
        self.transport.root()  # found once, before the threads
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self._ahead = {_key(kind, params): pool.submit(self._got, kind, params) for kind, params in asked}

    def swept(
        self, kind: Kind, fields: str, narrowed: Params, offset: int = 0, covered: int = 0, total: int = 0
    ) -> Iterator[Chunk]:
        """Give the whole list in order. Raises OmittedError where rows are counted and not given.

        `offset` and `covered` are where an earlier sweep stopped, and the highest id that it had read; `total` is how many
        rows there are thought to be. What follows is asked for before a part is given out: to read one takes its time.
        """
        self.transport.root()  # found once, before the threads
        with ThreadPoolExecutor(AT_ONCE) as pool:
            offsets = [offset, *range(offset + STEP, total - 1, STEP)][:AT_ONCE]
            ahead = deque(pool.submit(self.chunk, kind, fields, narrowed, each) for each in offsets)
            following, back = offsets[-1] + STEP, 0
            while ahead:
                chunk = ahead.popleft().result()
                again = chunk.skips(covered)
                if chunk.is_short or (again and back >= MOST_STEPS_BACK):
                    _drop(ahead)
                    raise OmittedError
                if again:
                    _drop(ahead)
                    back, following = back + 1, max(0, chunk.offset - PER_PAGE)
                else:
                    back = 0 if chunk.last > covered else back
                    covered = max(covered, chunk.last)
                while len(ahead) < AT_ONCE and ((again and not ahead) or following + 1 < chunk.total):
                    ahead.append(pool.submit(self.chunk, kind, fields, narrowed, following))
                    following += STEP
                if not again:
                    yield chunk

    def chunk(self, kind: Kind, fields: str, narrowed: Params, offset: int) -> Chunk:
        """One part of a list; asked for once more where it is shorter than it should be, for a row may just have gone."""
        asked = part_of(kind, fields, narrowed, offset)
        found = self._chunk(kind, offset, asked)
        return self._chunk(kind, offset, asked) if found.is_short else found

    def _chunk(self, kind: Kind, offset: int, params: Params) -> Chunk:
        reply = self.get(kind, params)
        return Chunk(offset, reply.json, reply.count("X-WP-Total"))

    def count(self, kind: Kind, narrowed: Params) -> int:
        return self.get(kind, total_of(kind, narrowed)).count("X-WP-Total")

    def named(self, kind: Kind, fields: str, ids: Iterable[int]) -> Iterator[Any]:
        """The rows with these ids that there still are, whatever their status."""
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), PER_PAGE):
            part = ",".join(map(str, wanted[start : start + PER_PAGE]))
            asked: dict[str, str | int] = {
                "status": kind.statuses, "per_page": PER_PAGE, "include": part, "_fields": fields,
            }  # fmt: skip
            yield from self.get(kind, asked).json

    def get(self, kind: Kind, params: Params) -> Reply:
        kept = self._ahead.pop(_key(kind, params), None)
        return kept.result() if kept else self._got(kind, params)

    def _got(self, kind: Kind, params: Params) -> Reply:
        self.requests += 1
        return self._mine().get(kind.route, {"context": kind.context, **params})

    def clock(self) -> datetime:
        """The moment by the server's own clock, from which changes are counted; ours may be minutes off."""
        self.requests += 1
        said = self.transport.get("/wp/v2/types/post", {"_fields": "slug", "context": "view"}).headers.get("Date", "")
        try:
            return parsedate_to_datetime(said).astimezone(UTC)
        except ValueError:
            return datetime.now(UTC)

    def _mine(self) -> Transport:
        """This thread's own connection."""
        if not hasattr(self._own, "transport"):
            self._own.transport = self.transport.twin()
        found: Transport = self._own.transport
        return found


def part_of(kind: Kind, fields: str, narrowed: Params, offset: int = 0) -> Params:
    """The question for the hundred rows from `offset` on."""
    asked: Params = {
        "status": kind.statuses, "per_page": PER_PAGE, "offset": offset, "orderby": "id", "order": "asc", "_fields": fields,
    }  # fmt: skip
    return {**asked, **narrowed}


def total_of(kind: Kind, narrowed: Params) -> Params:
    """The question how many rows there are."""
    asked: Params = {"status": kind.statuses, "per_page": 1, "_fields": "id"}
    return {**asked, **narrowed}


def _key(kind: Kind, params: Params) -> str:
    return f"{kind.route} {sorted(params.items())}"


def _drop(ahead: "deque[Future[Chunk]]") -> None:
    for each in ahead:
        each.cancel()
    ahead.clear()
