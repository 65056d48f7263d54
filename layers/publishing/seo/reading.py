"""The SEO fields that a site's record of a post shows, by the adapter that would write them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layers.nouns import AdapterName, SeoField, SeoFields, SeoPlan
from layers.publishing.plugins import PLUGINS
from layers.publishing.seo.adapter import says_noindex
from layers.publishing.seo.aioseo import OBJECT
from layers.publishing.seo.registry import ADAPTERS

EVERY = SeoFields(
    title="-", description="-", focus_keyword="-", canonical="-", noindex=True, social_title="-", social_description="-",
    social_image="-",
)  # fmt: skip
COPIES: Mapping[str, str] = {"_aioseo_title": "title", "_aioseo_description": "description"}
COMPANION_KEYS = frozenset({"masthead_seo_title", "masthead_seo_description"})


@dataclass(frozen=True)
class SeoReader:
    """Reads SEO fields out of a record's `meta`, where the keys of the site's plugin are in it. Costs no further request."""

    adapter: AdapterName
    keys: tuple[str, ...] = ()
    every: bool = False

    @property
    def asked(self) -> str:
        """The `_fields` that a request needs beside the post's own; empty where nothing of it could be read."""
        if self.adapter == "aioseo":
            return OBJECT
        return "meta" if set(self.keys) & set(ADAPTERS[self.adapter].keys) else ""

    def read(self, record: Mapping[str, Any]) -> SeoFields | None:
        """What is kept of the fields; None where this record does not say."""
        meta = record.get("meta")
        if self.adapter == "aioseo" and OBJECT not in record:
            return _copied(meta if isinstance(meta, dict) else {})
        if not self.asked or not (isinstance(meta, dict) or OBJECT in record):
            return None
        known = self.keys if self.every else tuple(key for key in self.keys if key in (meta or {}))
        if OBJECT not in record and not set(known) & set(ADAPTERS[self.adapter].keys):
            return (
                None  # Yoast offers its keys of posts and not of pages: nothing is said of a page, not that it is empty
            )
        stored = ADAPTERS[self.adapter].stored(SeoPlan(adapter=self.adapter, seo=EVERY, keys=known), record, ())
        return _fields(stored) if stored else None

    def with_every_key(self) -> "SeoReader":
        """For the companion's list: a key that is missing there is one that the post does not have."""
        return SeoReader(self.adapter, ADAPTERS[self.adapter].keys, every=True)


def is_template(text: str) -> bool:
    """Whether a text has variables, for which the plugin prints something else: only the live page shows what."""
    if "%" not in text and "#" not in text and "{{" not in text:
        return False  # each plugin's variables begin with one of these
    return any(each.variables.search(text) for each in ADAPTERS.values() if each.variables)


def seo_reader(namespaces: Sequence[str], keys: Collection[str]) -> SeoReader:
    """Choose by what the site says of itself: the namespaces of its REST API, and the meta keys that a post takes."""
    by_name = (each.adapter for each in PLUGINS if each.namespace and _has(namespaces, each.namespace))
    found: AdapterName | None = next((adapter for adapter in by_name if adapter != "excerpt"), None)
    if found is None and set(keys) & set(ADAPTERS["tsf"].keys):
        found = "tsf"
    if found is None and set(keys) & COMPANION_KEYS:
        found = "companion"
    return SeoReader(found or "excerpt", tuple(keys))


def _has(namespaces: Sequence[str], wanted: str) -> bool:
    return any(name == wanted or name.startswith(f"{wanted}/") for name in namespaces)


def _copied(meta: Mapping[str, Any]) -> SeoFields | None:
    """All in One SEO's copies, which the companion lists in place of the plugin's own table."""
    found = {name: str(meta[key] or "") for key, name in COPIES.items() if key in meta}
    return SeoFields(**found) if found else None


def _fields(stored: Mapping[SeoField, Any]) -> SeoFields:
    texts = {name: str(kept) for name, kept in stored.items() if name != "robots" and isinstance(kept, str | int)}
    return SeoFields(**texts, noindex=says_noindex(stored.get("robots") or ""))
