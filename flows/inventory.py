"""A site's inventory out of its mirror: brought up to date first, so that it is as complete as a fresh read and cheaper."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows import HOME
from flows.newsroom import Newsroom
from layers.boundary.clock import now
from layers.boundary.exporting import export
from layers.boundary.store import Store
from layers.boundary.templates import Templates
from layers.collecting import uncollected
from layers.errors import LoginError
from layers.maintenance.counting import Counted
from layers.maintenance.mirrored import mirrored
from layers.maintenance.tables import tables
from layers.nouns import Author, Inventory, MenuItem, Site, Term
from layers.nouns.mirror import MirrorState


def untold(_line: str) -> None:
    """Nobody listens."""


def inventoried(
    room: Newsroom, site: Site, *, full: bool = False, told: Callable[[str], None] = untold, contents: bool = True
) -> Inventory:
    """Update the mirror of a site and return what it holds; `full` reads every row of the site again.

    Without `contents` the pages are without their raw content, which a large site need not hold in memory to be judged.

    What this user is not shown stands in `not_seen`. Raises what reading a site raises.
    """
    state = room.wordpress(site).mirror(room.store, told, full=full)
    return inventory_of(room.store, state, now(), contents=contents)


def refuse_half(site: Site, inventory: Inventory) -> None:
    """Raise LoginError where published posts are withheld: an audit would call pages orphans whose links it was not shown."""
    withheld = [line for line in inventory.not_seen if " published " in line]
    if withheld:
        raise LoginError(
            site.name, " ".join(withheld), "Use the application password of an editor or an administrator."
        )


@uncollected()
def inventory_of(store: Store, state: MirrorState, at: datetime, *, contents: bool = True) -> Inventory:
    """Read the mirror as it is, without asking the site."""
    held = mirrored(store.rows(state.site), contents=contents)
    return Inventory.model_construct(
        site=state.site, read_at=at, total=len(held.pages) + state.withheld, pages=held.pages,
        categories=store.parts(state.site, "categories", Term), tags=store.parts(state.site, "tags", Term),
        media=held.media, authors=store.parts(state.site, "authors", Author),
        menus=store.parts(state.site, "menus", MenuItem), hidden=held.hidden, front_page=state.front_page,
        other_folders=state.other_folders, not_seen=(*state.not_seen, *held.said),
    )  # fmt: skip


def exported(room: Newsroom, site: Site, inventory: Inventory, path: Path) -> tuple[Path, ...]:
    """Write the site as tables, with the findings of its newest audit where there was one; returns the files."""
    audits = room.store.audits(site.name)
    newest = room.store.audit(audits[-1].id) if audits else None
    return export(tables(site.url, inventory, newest.findings if newest else ()), path, site.name)


def terminal(found: Counted) -> str:
    """Return the numbers as a person reads them in a terminal."""
    return Templates(HOME / "templates").render("reports/inventory.txt.j2", found=found)
