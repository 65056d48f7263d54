"""What a probe makes on a site is named after it: so the next one finds what a killed one left, and nothing else."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from layers.boundary.wordpress.transport import Params
from layers.publishing.marker import find_marker, marker

Kind = Literal["posts", "categories", "tags", "media"]
Lister = Callable[[str, Params], list[Any]]

SLUG = "masthead-probe"
IMAGE_SLUG = f"{SLUG}-image"  # posts and images share their slugs
MARKER = marker("probe")
TITLE = "Masthead probe: this draft may be deleted"
TERM = "Masthead probe"
NOTE = "Made by `masthead doctor --probe`, which removes it again. It may be deleted."
NAMES: Mapping[Kind, str] = {"posts": "post", "categories": "category", "tags": "tag", "media": "image"}
ANY = "publish,future,draft,pending,private,trash"
NUMBERED = re.compile(r"(?:-\d+)?(?:__trashed(?:-\d+)?)?")


@dataclass(frozen=True)
class Leftover:
    """One thing that a probe made. `kind` is its route."""

    kind: Kind
    id: int

    def __str__(self) -> str:
        return f"{NAMES[self.kind]} {self.id}"


def leftovers(listed: Lister) -> tuple[Leftover, ...]:
    """Return all that a probe of any user has left and this one can see. `listed` gives the rows of a collection."""
    found = [
        *(Leftover("posts", row["id"]) for row in _posts(listed) if _is_own_post(row)),
        *(Leftover("categories", row["id"]) for row in _named(listed, "categories") if _is_own_term(row)),
        *(Leftover("tags", row["id"]) for row in _named(listed, "tags") if _is_own_term(row)),
        *(Leftover("media", row["id"]) for row in _named(listed, "media", IMAGE_SLUG) if _is_own_image(row)),
    ]
    return tuple(dict.fromkeys(found))


def _posts(listed: Lister) -> Iterator[Any]:
    """Posts of the probe by their slug, and, where something gave them another slug, by the mark in their text."""
    fields: Params = {"context": "edit", "_fields": "id,slug,title.raw,content.raw", "status": ANY, "per_page": 100}
    slugs = [*_slugs(SLUG), f"{SLUG}__trashed"]
    yield from listed("/wp/v2/posts", {**fields, "slug": ",".join(slugs)})
    yield from listed("/wp/v2/posts", {**fields, "search": f'"{MARKER}"'})


def _named(listed: Lister, kind: Kind, slug: str = SLUG) -> list[Any]:
    return listed(f"/wp/v2/{kind}", {"context": "edit", "slug": ",".join(_slugs(slug)), "per_page": 100})


def _slugs(slug: str) -> list[str]:
    """The slug, and what WordPress makes of it where it is taken."""
    return [slug, *(f"{slug}-{number}" for number in range(2, 6))]


def _is_own_post(row: Any) -> bool:
    """By the mark; by slug and title where the site took the mark away."""
    if find_marker(row["content"]["raw"]) == MARKER:
        return True
    return _is_named(row, SLUG) and row["title"]["raw"] == TITLE


def _is_own_term(row: Any) -> bool:
    return _is_named(row, SLUG) and row["name"] == TERM


def _is_own_image(row: Any) -> bool:
    return _is_named(row, IMAGE_SLUG) and row["title"]["raw"] == TERM


def _is_named(row: Any, slug: str) -> bool:
    name = str(row["slug"])
    return name.startswith(slug) and NUMBERED.fullmatch(name.removeprefix(slug)) is not None
