"""Layer 5 in order: read the site whole, judge it, keep what was found. Never writes to a site."""

from flows import HOME
from flows.inventory import inventoried, refuse_half
from flows.newsroom import Newsroom
from flows.outside import Looks, search_of, seen_from_outside
from layers import maintenance
from layers.boundary.templates import Templates
from layers.errors import MastheadError, MistakeError, OutageError, RefusedError
from layers.maintenance import Audit

AS_THE_YAML_SAYS = Looks()


def audited(room: Newsroom, name: str, looks: Looks = AS_THE_YAML_SAYS) -> Audit:
    """Bring the site's mirror up to date, look at the site from outside, judge it and store the findings.

    Raises LoginError where published posts are withheld from this user: what nobody links to could not be told.
    """
    site = room.site(name)
    inventory = inventoried(room, site)
    refuse_half(site, inventory)
    search = search_of(room, site, inventory, looks)
    seen = seen_from_outside(room, site, inventory, looks, search)
    found = maintenance.audit(site, inventory, inventory.read_at.date(), seen, search)
    room.store.put_audit(site.name, inventory.read_at, found.findings)
    return found


def audited_all(
    room: Newsroom, names: list[str], looks: Looks = AS_THE_YAML_SAYS
) -> tuple[list[Audit], list[tuple[str, MastheadError]]]:
    """Audit each site. One that cannot be read stops none of the others; a single site's error is raised as it is."""
    found: list[Audit] = []
    failed: list[tuple[str, MastheadError]] = []
    for name in names:
        try:
            found.append(audited(room, name, looks))
        except (OutageError, RefusedError, MistakeError) as error:
            if len(names) == 1:
                raise
            failed.append((name, error))
    return found, failed


def terminal(found: Audit) -> str:
    """Return the audit as a person reads it in a terminal."""
    return templates().render("reports/audit.txt.j2", audit=found)


def summary(found: Audit) -> str:
    return templates().render("reports/audit.md.j2", audit=found)


def html_report(room: Newsroom, found: list[Audit]) -> str:
    return room.templates.render("reports/audit.html.j2", audits=found)


def templates() -> Templates:
    return Templates(HOME / "templates")
