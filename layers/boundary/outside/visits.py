"""Visits to many pages of a site, a few at a time; each is handed over as it comes, so that a run that dies loses none."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from layers.boundary import clock
from layers.boundary.outside.fetching import Fetcher
from layers.boundary.outside.page_facts import visit_of
from layers.nouns import Page, Visit

SILENCES = 8  # so many pages in a row without an answer, and the site counts as down


class Stop(NamedTuple):
    """An address to visit, and the page that stands there, where WordPress knows one."""

    url: str
    page: Page | None = None


def visited(
    fetcher: Fetcher, stops: Sequence[Stop], parallel: int, slow_ms: int, now: clock.Clock = clock.now
) -> Iterator[Visit]:
    """Yield each visit as it is done. Ends early where the site has stopped to answer: what is missing was not seen."""
    silent = 0
    left = iter(stops)
    with ThreadPoolExecutor(max_workers=parallel, thread_name_prefix="visit") as pool:
        running: set[Future[Visit]] = set()
        try:
            while True:
                while len(running) < parallel and (stop := next(left, None)):
                    running.add(pool.submit(_visit, fetcher, stop, slow_ms, now))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    visit = each.result()
                    silent = silent + 1 if visit.status == 0 and not visit.loop else 0
                    yield visit
                if silent >= SILENCES:
                    return
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _visit(fetcher: Fetcher, stop: Stop, slow_ms: int, now: clock.Clock) -> Visit:
    """A slow answer is measured a second time: the first visitor after a while fills the caches for all others."""
    first = visit_of(stop.url, fetcher.fetch(stop.url), now(), stop.page)
    if not first.seen or first.answered_ms <= slow_ms:
        return first
    again = fetcher.fetch(stop.url)
    return (
        first.model_copy(update={"answered_ms": min(first.answered_ms, again.answered_ms)})
        if again.status == first.status
        else first
    )
