"""The companion's list of a whole site by a cursor of ids, which neither repeats nor skips a row when posts come and go."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.boundary.wordpress.mirror_records import Records
from layers.boundary.wordpress.transport import Transport
from layers.errors import LoginError, WordPressRefusedError
from layers.maintenance.mirrored import BLOCK, PAGES, stamp
from layers.nouns.mirror import Known, MirrorRow

if TYPE_CHECKING:
    from layers.boundary.apart import Apart

ROUTE, INDEX = "/masthead/v1/records", "/masthead/v1/index"
NAMESPACE, SINCE = "masthead/v1", (1, 2)
LIMIT, INDEX_LIMIT, AT_ONCE = 500, 20_000, 200
TYPES = (*PAGES, BLOCK)


@dataclass(frozen=True)
class Rows:
    """A part of the list, and the id after which the next begins; None at the end."""

    rows: Sequence[MirrorRow]
    unseen: int
    after: int | None


@dataclass
class CompanionList:
    """`unseen` counts rows that this user may not see; of types other than ours it takes no notice."""

    transport: Transport
    records: Records
    limit: int = LIMIT
    unseen: int = 0
    requests: int = 0

    def swept(self, after: int) -> Iterator[Rows]:
        """Give the list from an id on. While a part is kept, the next is read in other processes, and the one after asked for.

        A list that is one part long is read here: to start a process takes longer.
        """
        from layers.boundary.apart import Apart  # 0.01 s of CPU that no other command pays

        with ThreadPoolExecutor(1) as pool, Apart(self.records.companion_row) as apart:
            coming: Future[Any] | None = pool.submit(self._part, after)
            reading: Callable[[], Rows] | None = None
            while coming:
                found = coming.result()
                following = found.get("next")
                coming = None if following is None else pool.submit(self._part, following)
                begun = self._begun(found, apart if reading or coming else None)
                if reading:
                    yield reading()
                reading = begun
            if reading:
                yield reading()

    def _part(self, after: int) -> Any:
        return self._get(ROUTE, {"after": after, "limit": self.limit})

    def _begun(self, found: Mapping[str, Any], apart: "Apart[Any, MirrorRow] | None") -> Callable[[], Rows]:
        """Begin to read a part of the list; what is returned gives it once it is read."""
        rows = apart.begun(_ours(found)) if apart else lambda: self._rows(found)
        return lambda: Rows(rows(), int(found.get("unseen") or 0), found.get("next"))

    def named(self, ids: Iterable[int]) -> Iterator[MirrorRow]:
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), AT_ONCE):
            part = ",".join(map(str, wanted[start : start + AT_ONCE]))
            yield from self._rows(self._get(ROUTE, {"include": part, "limit": LIMIT}))

    def index(self) -> Iterator[Known]:
        """Every id with its status and dates, without any text."""
        after: int | None = 0
        self.unseen = 0
        while after is not None:
            found = self._get(INDEX, {"after": after, "limit": INDEX_LIMIT})
            for number, kind, status, date, modified in found["rows"]:
                if kind in TYPES:
                    yield Known(int(number), status, stamp(date), stamp(modified))
            after = found["next"]

    def _rows(self, found: Mapping[str, Any]) -> list[MirrorRow]:
        return list(map(self.records.companion_row, _ours(found)))

    def _get(self, route: str, params: Mapping[str, str | int]) -> Any:
        self.requests += 1
        return self.transport.get(route, params).json


def _ours(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [record for record in found["rows"] if record["type"] in TYPES]


def companion_list(transport: Transport, namespaces: Sequence[str], records: Records) -> CompanionList | None:
    """The list where the site has it and this user may read it; None where it is older than 1.2, or there is none."""
    if NAMESPACE not in namespaces:
        return None
    try:
        version = str(transport.get(ROUTE, {"limit": 1}).json.get("version", ""))
    except (WordPressRefusedError, LoginError):
        return None
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
    return CompanionList(transport, records) if numbers >= SINCE else None
