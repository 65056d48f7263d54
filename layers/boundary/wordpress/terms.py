"""Categories and tags, looked up by slug: a search by name misses names with an ampersand, which are stored escaped."""

import html
from typing import Any

from layers.boundary.wordpress.transport import Transport
from layers.errors import WordPressDownError, WordPressRefusedError
from layers.nouns import Term

FIELDS = "id,slug,name,count"


def term(record: Any) -> Term:
    """A REST record as a Term, its name as a person reads it."""
    return Term(id=record["id"], slug=record["slug"], name=html.unescape(record["name"]), count=record["count"])


class Terms:
    """The terms of one site. `taxonomy` is `categories` or `tags`."""

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
            }
            reply = self._transport.get(f"/wp/v2/{taxonomy}", params)
            found += [term(record) for record in reply.json]
            if page >= reply.count("X-WP-TotalPages"):
                return tuple(found)
            page += 1

    def ensure(self, taxonomy: str, slug: str, name: str) -> Term:
        """Return the term with this slug, created when there is none.

        Raises WordPressRefusedError when WordPress knows the name under another slug: two terms would be called the same.
        """
        existing = self._by_slug(taxonomy, slug)
        if existing:
            return existing
        # WordPress would make a second term of the same name without a word
        kept = self._by_name(taxonomy, name) or self._create(taxonomy, slug, name)
        if kept.slug != slug or kept.name != name:
            raise WordPressRefusedError(
                self._transport.site, f"making sure of '{slug}' in {taxonomy}",
                f"WordPress has it as '{kept.name}' with the slug '{kept.slug}'. Use that name and slug in the site's YAML.",
            )  # fmt: skip
        return kept

    def _create(self, taxonomy: str, slug: str, name: str) -> Term:
        try:
            return term(
                self._transport.post(f"/wp/v2/{taxonomy}", {"name": name, "slug": slug}, {"_fields": FIELDS}).json
            )
        except (WordPressDownError, WordPressRefusedError):
            # committed before the answer was lost, or `term_exists` because another run was quicker
            existing = self._by_slug(taxonomy, slug)
            if existing is None:
                raise
            return existing

    def _by_slug(self, taxonomy: str, slug: str) -> Term | None:
        records = self._transport.get(f"/wp/v2/{taxonomy}", {"slug": slug, "_fields": FIELDS}).json
        return term(records[0]) if records else None

    def _by_name(self, taxonomy: str, name: str) -> Term | None:
        return next((each for each in self.all(taxonomy) if each.name.casefold() == name.casefold()), None)
