"""What stands around a site's posts: terms, authors, menus, the front page and where other content is. Short lists, read each time."""

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from layers.boundary.wordpress.other_content import other_folders
from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Params, Transport
from layers.errors import LoginError, WordPressRefusedError
from layers.nouns import Author, MenuItem, Term

PER_PAGE = 100
NO_MENUS = "The navigation menus are not shown to '{user}': that takes the right edit_theme_options, which administrators have."
NO_AUTHORS = "The authors are not shown to '{user}'."
FEW_AUTHORS = "Of the authors '{user}' is shown those alone who have published something."
NO_FRONT = "Which page stands at the site's address is not shown to '{user}'."


@dataclass(frozen=True)
class Surroundings:
    """`not_seen` are sentences about what this user was refused."""

    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    authors: tuple[Author, ...]
    menus: tuple[MenuItem, ...]
    front_page: int
    other_folders: tuple[str, ...]
    not_seen: tuple[str, ...]


def surroundings(transport: Transport, terms: Terms, index: Mapping[str, Any]) -> Surroundings:
    said: list[str] = []

    def told(sentence: str) -> None:
        said.append(sentence.format(user=transport.user))

    authors, menus = _authors(transport, told), _menus(transport, told)
    front, folders = _front_page(transport, index, told), other_folders(transport)
    return Surroundings(terms.all("categories"), terms.all("tags"), authors, menus, front, folders, tuple(said))


def _all(transport: Transport, route: str, params: Params) -> Iterator[Any]:
    page, pages = 1, 1
    while page <= pages:
        reply = transport.get(route, {"per_page": PER_PAGE, "page": page, "orderby": "id", "order": "asc", **params})
        pages, page = reply.count("X-WP-TotalPages"), page + 1
        yield from reply.json


def _authors(transport: Transport, told: Callable[[str], None]) -> tuple[Author, ...]:
    """An editor is refused `context=edit` and sees, as every visitor, those who have published; their bio is public."""
    fields = {"_fields": "id,slug,name,description"}
    try:
        return tuple(map(_author, _all(transport, "/wp/v2/users", fields)))
    except (WordPressRefusedError, LoginError):
        pass
    try:
        found = tuple(map(_author, _all(transport, "/wp/v2/users", {**fields, "context": "view"})))
    except (WordPressRefusedError, LoginError):
        told(NO_AUTHORS)
        return ()
    told(FEW_AUTHORS)
    return found


def _author(record: Any) -> Author:
    return Author(
        id=record["id"], slug=record["slug"], name=html.unescape(record["name"]), bio=html.unescape(record.get("description") or ""),
    )  # fmt: skip


def _menus(transport: Transport, told: Callable[[str], None]) -> tuple[MenuItem, ...]:
    try:
        names = {menu["id"]: menu["name"] for menu in _all(transport, "/wp/v2/menus", {"_fields": "id,name"})}
        fields = {"_fields": "id,title,url,menus,type,object_id,menu_order"}
        items = sorted(_all(transport, "/wp/v2/menu-items", fields), key=lambda item: int(item.get("menu_order") or 0))
    except (WordPressRefusedError, LoginError):
        told(NO_MENUS)
        return ()
    return tuple(_item(item, names) for item in items)


def _item(record: Any, names: Mapping[int, str]) -> MenuItem:
    title = record.get("title") or {}
    return MenuItem(
        menu=html.unescape(names.get(record.get("menus"), "")), label=html.unescape(str(title.get("rendered") or title.get("raw") or "")),
        url=record.get("url") or "", page_id=record["object_id"] if record.get("type") == "post_type" else 0,
    )  # fmt: skip


def _front_page(transport: Transport, index: Mapping[str, Any], told: Callable[[str], None]) -> int:
    """WordPress says it in the index since 6.8; before that in its settings, to administrators."""
    said: Mapping[str, Any] = index
    if "show_on_front" not in said:
        try:
            said = transport.get("/wp/v2/settings", {"_fields": "show_on_front,page_on_front"}).json
        except (WordPressRefusedError, LoginError):
            told(NO_FRONT)
            return 0
    return int(said.get("page_on_front") or 0) if said.get("show_on_front") == "page" else 0
