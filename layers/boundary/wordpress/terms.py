"""Categories and tags, looked up by slug: a search by name misses names with an ampersand, which are stored escaped."""

import html
from typing import Any
from urllib.parse import unquote

from layers.boundary.wordpress.transport import Transport
from layers.errors import WordPressDownError, WordPressRefusedError
from layers.nouns import Term

FIELDS = "id,slug,name,count,parent,description"


def term(record: Any) -> Term:
    """A REST record as a Term, its name as a person reads it. Tags have no parent."""
    return Term(
        id=record["id"], slug=record["slug"], name=html.unescape(record["name"]), count=record["count"],
        parent=record.get("parent", 0), description=record.get("description"),
    )  # fmt: skip


class Terms:
    """The terms of one site. `taxonomy` is `categories` or `tags`.

    They are read as everybody may read them: `context=edit` is closed to authors, and shows nothing more.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, taxonomy: str) -> tuple[Term, ...]:
        """Every term, by id."""
        found: list[Term] = []
        page = 1
        while True:
            params: dict[str, str | int] = {
                "per_page": 100,
                "page": page,
                "orderby": "id",
                "order": "asc",
                "_fields": FIELDS,
                "context": "view",
            }
            reply = self._transport.get(f"/wp/v2/{taxonomy}", params)
            found += [term(record) for record in reply.json]
            if page >= reply.count("X-WP-TotalPages"):
                return tuple(found)
            page += 1

    def ensure(self, taxonomy: str, slug: str, name: str, parent: int = 0) -> Term:
        """Return the term with this slug, created below `parent` when there is none.

        One that is there already stays where it is, whatever it is called. Raises WordPressRefusedError when WordPress
        knows the name beside it under another slug, whatever its case: two terms would be called the same.
        """
        tried, existing = f"making sure of '{slug}' in {taxonomy}", self._by_slug(taxonomy, slug)
        if existing:
            return existing
        # WordPress would make a second term of the same name without a word
        kept = self._by_name(taxonomy, name, parent) or self._create(taxonomy, slug, name, parent)
        if unquote(kept.slug).casefold() != slug.casefold() or kept.name != name:
            raise self._refused(
                tried,
                f"WordPress has it as '{kept.name}' with the slug '{kept.slug}'. Use that name and slug in the site's YAML.",
            )
        if kept.parent != parent:
            raise self._refused(
                tried, f"it was to be below the term {parent}, and WordPress put it below {kept.parent}."
            )
        return kept

    def _create(self, taxonomy: str, slug: str, name: str, parent: int) -> Term:
        sent = {"name": name, "slug": slug, **({"parent": parent} if parent else {})}
        try:
            return term(self._transport.post(f"/wp/v2/{taxonomy}", sent, {"_fields": FIELDS}).json)
        except (WordPressDownError, WordPressRefusedError):
            # committed before the answer was lost, or `term_exists` because another run was quicker
            existing = self._by_slug(taxonomy, slug)
            if existing is None:
                raise
            return existing

    def _by_slug(self, taxonomy: str, slug: str) -> Term | None:
        params = {"slug": slug, "_fields": FIELDS, "context": "view"}
        records = self._transport.get(f"/wp/v2/{taxonomy}", params).json
        return term(records[0]) if records else None

    def _by_name(self, taxonomy: str, name: str, parent: int) -> Term | None:
        """A term of this name in any case. Below another category the same name is another thing."""
        same = (each for each in self.all(taxonomy) if each.name.casefold() == name.casefold())
        return next((each for each in same if each.parent == parent), None)

    def _refused(self, tried: str, what: str) -> WordPressRefusedError:
        return WordPressRefusedError(self._transport.site, tried, what)
