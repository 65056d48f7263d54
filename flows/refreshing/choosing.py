"""Which posts of a site are to be refreshed, as its newest audit says, and the one that a name means."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.audit import whole
from flows.newsroom import Newsroom
from flows.refreshing.estimating import about, at_most
from layers.errors import MistakeError, RefusedError
from layers.maintenance import Audit
from layers.nouns import Inventory, Page, Site, Verdict
from layers.publishing import same_address

NO_AUDIT = "{0} was never audited, so nobody knows what is stale. Run: masthead audit {0}"
UNKNOWN = "{0} has no published post '{1}'. Name it by its number in WordPress, its slug, its address, or the article that made it ({0}/slug)."
LEAVING = "{0}: the newest audit ({1}) says of {2}: {3}. It is not refreshed. Its redirect rules: masthead refresh {0} --redirects FOLDER"


@dataclass(frozen=True)
class Candidates:
    """The posts of the newest audit that want an update, and what one refresh costs about and at most, in US dollars."""

    audit: Audit
    verdicts: tuple[Verdict, ...]
    about_usd: Decimal
    at_most_usd: Decimal


def newest_audit(room: Newsroom, site: str) -> Audit | None:
    lines = room.store.audits(room.site(site).name)
    stored = room.store.audit(lines[-1].id) if lines else None
    return whole(room, stored) if stored else None


def candidates(room: Newsroom, site: str) -> Candidates:
    """Raises MistakeError for a site that was never audited."""
    found = newest_audit(room, site)
    if found is None:
        raise MistakeError(NO_AUDIT.format(site))
    wanted = tuple(each for each in found.verdicts if each.ruling == "update")
    there = room.site(site)
    return Candidates(found, wanted, about(room, there), at_most(room, there))


def page_of(room: Newsroom, site: Site, inventory: Inventory, name: str) -> Page:
    """The published post or page that a name means. Raises MistakeError where there is none."""
    row = room.store.find_article(name) if "/" in name and "://" not in name else None
    wanted = row.post_id if row is not None and row.site == site.name else int(name) if is_number(name) else 0
    slug = name.removeprefix(f"{site.name}/")
    pages = inventory.pages
    found = (
        [page for page in pages if page.id == wanted]
        or [page for page in pages if page.slug == slug]
        or [page for page in pages if "://" in name and same_address(page.url, name)]
    )
    if not found:
        raise MistakeError(UNKNOWN.format(site.name, name))
    return found[0]


def is_number(name: str) -> bool:
    return name.isascii() and name.isdigit()


def refuse_leaving(room: Newsroom, site: Site, page: Page) -> None:
    """Raise RefusedError for a post that the newest audit would take off the site: new words for it would be lost with it."""
    found = newest_audit(room, site.name)
    rulings: Sequence[Verdict] = found.verdicts if found else ()
    for each in rulings:
        if each.page_id == page.id and each.ruling in ("merge", "redirect", "remove") and found:
            raise RefusedError(LEAVING.format(site.name, found.id, page.url, each.ruling))
