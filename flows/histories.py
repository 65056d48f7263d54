"""What was changed on a site, by which run, and whether it stands: one line a change."""

from collections.abc import Iterator

from flows.newsroom import Newsroom
from flows.unlinking import run_of, set_in
from layers.boundary.store import JournalEntry


def lines(room: Newsroom, name: str) -> Iterator[str]:
    """A line for each change to a site, or to it by one run or for one article. Raises MistakeError where there is none such."""
    for entry in entries(room, name):
        link = set_in(entry) if entry.field == "content" else None
        what = f"  “{link.anchor}” -> {link.url}" if link else ""
        yield (
            f"{entry.id:>5}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.run:<26} {entry.object_type} {entry.object_id:<7} "
            f"{entry.field:<9} {entry.state}{what}"
        )


def entries(room: Newsroom, name: str) -> tuple[JournalEntry, ...]:
    store = room.store
    if "/" not in name:
        return store.journal(site=room.site(name).name)
    if store.find_article(name) is not None:
        return store.journal(article=name)
    return store.journal(run=run_of(room, name).id)
