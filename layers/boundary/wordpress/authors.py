"""Who may stand above a post. WordPress takes any user for its author, also one who may not publish."""

from dataclasses import dataclass
from typing import Any

from layers.boundary.wordpress.transport import Transport
from layers.errors import WordPressRefusedError

MOST_NAMED = 20


@dataclass(frozen=True)
class Author:
    """A user with a page of their own. `publishes` is taken as given where this login may not see others' rights."""

    id: int
    slug: str
    name: str
    publishes: bool


def author_id(transport: Transport, slug: str) -> int:
    """The id of the user with this slug. Raises WordPressRefusedError that names who there is and may publish."""
    found = next(
        (each for each in _authors(transport, {"slug": slug}) if each.slug.casefold() == slug.casefold()), None
    )
    if found and found.publishes:
        return found.id
    named = [f"{each.slug} ({each.name})" for each in _authors(transport, {"per_page": 100}) if each.publishes]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    what = f"{found.name} may not publish posts" if found else "there is no such user, or none who writes here"
    raise WordPressRefusedError(
        transport.site, f"the author '{slug}'", f"{what}. Who may: {', '.join(named[:MOST_NAMED]) or 'nobody'}{more}."
    )


def _authors(transport: Transport, params: dict[str, str | int]) -> tuple[Author, ...]:
    """Users by id. Only an administrator sees rights; an editor sees who may write at all."""
    wanted: dict[str, str | int] = {"orderby": "id", "_fields": "id,slug,name,capabilities", **params}
    try:
        records = transport.get("/wp/v2/users", wanted).json
    except WordPressRefusedError as refusal:
        if "rest_forbidden_context" not in refusal.args[2]:
            raise
        records = transport.get("/wp/v2/users", {**wanted, "context": "view", "who": "authors"}).json
    return tuple(_author(record) for record in records)


def _author(record: Any) -> Author:
    publishes = "capabilities" not in record or bool(dict(record["capabilities"]).get("publish_posts"))
    return Author(record["id"], record["slug"], record["name"], publishes)
