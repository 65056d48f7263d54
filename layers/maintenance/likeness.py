"""Which pages of a site say the same: all pairs above a likeness, without comparing every page with every other.

By TF-IDF: two pages can only be alike if they share a term among the rare ones that make up most of the weight of each.
A page's terms are put in one order for all pages, the rarest first, and cut where what is left is too light to reach the
likeness by itself; only pages that meet in such a term are compared, whole. That is exact, not a guess.

By runs of five words: of each page those are kept whose number is divisible by a small one, so that the same runs are
kept everywhere. Pages that share enough of them are counted whole. Copied passages show here although the rest differs.

Memory goes with the pages, not with their pairs: a block of pages is compared with those behind it, and a page keeps its
nearest few.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from layers import prose
from layers.maintenance.sketching import Sketch, first_of_each, runs_of, sketch, sketch_of
from layers.nouns import Inventory, Page, Thresholds
from layers.publishing.similarity import TINY, weights
from layers.publishing.term_index import joined

if TYPE_CHECKING:  # numpy costs a fifth of a second of CPU, which no command pays that compares nothing
    import numpy
    from numpy.typing import NDArray

    from layers.maintenance.sketching import Numbers

    Ints = NDArray[numpy.int64]

KEPT = 5  # of one kind, for one page: three are named, and the rest is counted up to here
LEAST_WORDS, LEAST_CHARS = 40, 80  # shorter texts are alike by chance
BLOCK = 256
FAMILIAR = 200  # a run that stands on so many pages is a footer that somebody pastes, and tells no pair
PAIRS_AT_ONCE = 2_000_000  # counted together: 16 bytes each
RARE = 0.8  # of the likeness: the lighter the rest that is left out at first, the fewer pairs are compared in vain, and the more meet
ROUNDING = 1e-5


class Pair(NamedTuple):
    """Two pages by their place in the inventory, and their likeness."""

    one: int
    other: int
    score: float


@dataclass
class Alike:
    """For each page that is like others: who, by kind, the most alike first."""

    copies: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    near: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    rivals: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    copied: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))


def alike(inventory: Inventory, limits: Thresholds) -> Alike:
    """Compare all pages of a site that have a text."""
    pages = [page for page in inventory.pages if page.words >= LEAST_WORDS and len(page.text) >= LEAST_CHARS]
    found = Alike()
    same = _identical(pages)
    firsts = [places[0] for places in same.values()]
    sketches = [sketch_of(pages[at]) for at in firsts]
    least = min(limits.near_similarity, limits.duplicate_similarity, limits.rival_similarity)
    for pair in similar(table(sketches), least):
        _sort(found, pages, firsts, pair, limits)
    for places in same.values():
        for at in places if len(places) > 1 else ():
            others = [pages[other].id for other in places[: KEPT + 1] if other != at]
            found.copies[pages[at].id] = [Pair(pages[at].id, other, 1.0) for other in others[:KEPT]]
    samples = [each.runs for each in sketches]
    for pair in copying([pages[at].text for at in firsts], limits.copied_share, samples):
        one, other = pages[firsts[pair.one]], pages[firsts[pair.other]]
        if not _knows(found.copies, one.id, other.id):
            _keep(found.copied, one.id, other.id, pair.score)
    return found


def table(sketches: Sequence[Sketch]) -> Any:
    """All pages as rows of a sparse table of weighed terms, each row of length 1: the product of two rows is their score."""
    import numpy
    from scipy import sparse

    found = joined([each.terms for each in sketches], "uint32")
    known = numpy.sort(found)
    known = known[first_of_each(known)]
    ids = numpy.searchsorted(known, found).astype(numpy.int32)
    sizes = numpy.array([len(each.terms) for each in sketches], numpy.int64)
    titles = numpy.searchsorted(known, joined([each.title for each in sketches], "uint32"))
    frequencies, titled = (numpy.bincount(row, minlength=len(known)) for row in (ids, titles))
    owners = numpy.repeat(numpy.arange(len(sizes), dtype=numpy.int32), sizes)
    counts = joined([each.counts for each in sketches], "uint16")
    weighed = (weights(frequencies, titled, len(sizes))[ids] * (1 + numpy.log(counts))).astype(numpy.float32)
    lengths = numpy.sqrt(numpy.bincount(owners, weighed.astype(numpy.float64) ** 2, minlength=len(sizes)))
    weighed /= numpy.maximum(lengths, TINY)[owners]
    starts = numpy.concatenate(([0], numpy.cumsum(sizes)))
    return sparse.csr_matrix((weighed, ids, starts), (len(sizes), len(known)))


def _identical(pages: Sequence[Page]) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, page in enumerate(pages):
        places[page.text.casefold()].append(at)
    return places


def _sort(found: Alike, pages: Sequence[Page], firsts: Sequence[int], pair: Pair, limits: Thresholds) -> None:
    one, other = pages[firsts[pair.one]], pages[firsts[pair.other]]
    if pair.score >= limits.duplicate_similarity:
        _keep(found.copies, one.id, other.id, pair.score)
    elif pair.score >= limits.near_similarity:
        _keep(found.near, one.id, other.id, pair.score)
    elif pair.score >= limits.rival_similarity and title_share(one.title, other.title) >= limits.rival_title_share:
        _keep(found.rivals, one.id, other.id, pair.score)


def title_share(one: str, other: str) -> float:
    """The part of the words of meaning of two titles that both have; 0 where either has none."""
    left, right = prose.content_words(one), prose.content_words(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def _keep(among: dict[int, list[Pair]], one: int, other: int, score: float) -> None:
    for pair in (Pair(one, other, score), Pair(other, one, score)):
        kept = among[pair.one]
        kept.append(pair)
        kept.sort(key=lambda each: (-each.score, each.other))
        del kept[KEPT + 1 :]


def _knows(among: Mapping[int, list[Pair]], one: int, other: int) -> bool:
    return any(pair.other == other for pair in among.get(one, ()))


def similar(whole: Any, least: float) -> Iterator[Pair]:
    """Every pair of rows of a `table` whose TF-IDF likeness is at least `least`, each once."""
    import numpy

    rare, left = _rarest(whole, least * RARE)
    for start in range(0, rare.shape[0], BLOCK):
        met = (rare[start : start + BLOCK] @ rare[start:].T).tocoo()
        ahead = met.col > met.row
        ones, others = met.row[ahead] + start, met.col[ahead] + start
        # what two pages share beside these terms cannot weigh more than the lighter rest allows
        near = met.data[ahead] >= least - numpy.maximum(left[ones], left[others]) - ROUNDING
        for one, other in _portions(ones[near], others[near]):
            scores = numpy.asarray(whole[one].multiply(whole[other]).sum(axis=1)).ravel()
            hit = numpy.nonzero(scores >= least)[0]
            yield from (Pair(int(one[at]), int(other[at]), float(min(scores[at], 1.0))) for at in hit)


def _portions(ones: "Ints", others: "Ints", size: int = 50_000) -> Iterator[tuple["Ints", "Ints"]]:
    for start in range(0, len(ones), size):
        yield ones[start : start + size], others[start : start + size]


def _rarest(whole: Any, least: float) -> tuple[Any, "NDArray[numpy.floating]"]:
    """The rarest terms of each page, as many as it takes for the rest to be lighter than `least`, and how heavy the rest is.

    Their columns are ranks: the rarest term of all is the first.
    """
    import numpy
    from scipy import sparse

    frequencies = numpy.bincount(whole.indices, minlength=whole.shape[1])
    rank = numpy.empty(whole.shape[1], numpy.int32)
    rank[numpy.argsort(frequencies, kind="stable")] = numpy.arange(whole.shape[1])
    ranked = sparse.csr_matrix((whole.data.copy(), rank[whole.indices], whole.indptr), whole.shape)
    ranked.sort_indices()  # in place, hence the copy; row by row: to sort all terms of the site takes five times as long
    owners = numpy.repeat(numpy.arange(whole.shape[0], dtype=numpy.int32), numpy.diff(whole.indptr))
    squares = ranked.data.astype(numpy.float64) ** 2
    summed = numpy.cumsum(squares)
    before = numpy.concatenate(([0.0], summed))[whole.indptr[:-1]]
    total = numpy.concatenate(([0.0], summed))[whole.indptr[1:]] - before
    left = total[owners] - (summed - squares - before[owners])  # weight from this term on
    heavy = left >= least**2 * (1 - 1e-6)
    rest = numpy.bincount(owners[~heavy], squares[~heavy], minlength=whole.shape[0])
    starts = numpy.concatenate(([0], numpy.cumsum(numpy.bincount(owners[heavy], minlength=whole.shape[0]))))
    rare = sparse.csr_matrix((ranked.data[heavy], ranked.indices[heavy], starts), whole.shape)
    return rare, numpy.sqrt(rest)


def copying(texts: Sequence[str], least: float, samples: Sequence["Numbers"] | None = None) -> Iterator[Pair]:
    """Every pair of texts of whose runs of five words at least `least` are in both, each once.

    `samples` are the runs that were kept of each; where they are not given, they are read now.
    """
    import numpy

    samples = [sketch("", (), text).runs for text in texts] if samples is None else samples
    sampled = numpy.array([len(each) for each in samples])
    pairs, counts = sharing(samples)
    ones, others = pairs // max(1, len(texts)), pairs % max(1, len(texts))
    enough = counts * 2 >= least * (sampled[ones] + sampled[others] - counts)  # half of it: a sample is no count
    rows: dict[int, Numbers] = {}
    for one, other in zip(ones[enough].tolist(), others[enough].tolist(), strict=True):
        for at in (one, other):
            if at not in rows:
                rows[at] = runs_of(texts[at])
        both = len(numpy.intersect1d(rows[one], rows[other], assume_unique=True))
        score = both / (len(rows[one]) + len(rows[other]) - both)
        if score >= least:
            yield Pair(one, other, score)


def sharing(samples: Sequence["Numbers"], at_once: int = PAIRS_AT_ONCE) -> tuple["Ints", "Ints"]:
    """Every two pages that share a sampled run, as one number (the first times the number of pages plus the second), and how
    many runs they share."""
    import numpy

    pairs = counts = numpy.empty(0, numpy.int64)
    waiting: list[Ints] = []
    size = 0
    for found in _pairs(samples, at_once):
        waiting.append(found)
        size += len(found)
        if size > at_once:
            pairs, counts = _merged(pairs, counts, waiting)
            waiting, size = [], 0
    return _merged(pairs, counts, waiting)


def _merged(pairs: "Ints", counts: "Ints", more: Sequence["Ints"]) -> tuple["Ints", "Ints"]:
    import numpy

    if not more:
        return pairs, counts
    found, times = numpy.unique(numpy.concatenate(more), return_counts=True)
    if not len(pairs):
        return found, times
    every, weights = numpy.concatenate([pairs, found]), numpy.concatenate([counts, times])
    order = numpy.argsort(every, kind="stable")
    every, weights = every[order], weights[order]
    starts = numpy.nonzero(first_of_each(every))[0]
    return every[starts], numpy.add.reduceat(weights, starts)


def _pairs(samples: Sequence["Numbers"], at_once: int) -> Iterator["Ints"]:
    """The pairs of pages that each sampled run makes, runs on equally many pages together."""
    import numpy

    for owners in _meeting(samples):
        ones, others = numpy.triu_indices(owners.shape[1], 1)
        step = max(1, at_once // len(ones))
        for start in range(0, len(owners), step):
            part = owners[start : start + step]
            yield (part[:, ones] * len(samples) + part[:, others]).ravel()


def _meeting(samples: Sequence["Numbers"]) -> Iterator["Ints"]:
    """The pages on which a sampled run stands, a row for each run; the runs on equally many pages as one table."""
    import numpy

    runs = numpy.concatenate(samples) if samples else numpy.empty(0, numpy.uint32)
    owners = numpy.repeat(numpy.arange(len(samples)), [len(each) for each in samples])
    both = runs.astype(numpy.uint64) << numpy.uint64(32) | owners.astype(numpy.uint64)
    both.sort()  # a run and its page as one number: several times as quick as to sort the ones by the others
    runs, owners = both >> numpy.uint64(32), (both & numpy.uint64(0xFFFFFFFF)).astype(numpy.int64)
    starts = numpy.nonzero(first_of_each(runs))[0]
    sizes = numpy.diff(numpy.append(starts, len(runs)))
    told = (sizes > 1) & (sizes <= FAMILIAR)
    starts, sizes = starts[told], sizes[told]
    for size in numpy.unique(sizes).tolist():
        yield owners[starts[sizes == size][:, None] + numpy.arange(size)]
