"""SEO fields: how each plugin takes them, what it loses, and how that is found out. Nothing here talks to a site."""

from layers.publishing.seo.adapter import FIELDS, NAMES, WITH_COMPANION, Adapter, Slot, by_reason
from layers.publishing.seo.heads import head_problems, still_lost
from layers.publishing.seo.planning import adapter_for, objection, plan, reads, requests, unwritten
from layers.publishing.seo.registry import ADAPTERS
from layers.publishing.seo.shapes import FULL, type_problems

__all__ = [
    "ADAPTERS", "FIELDS", "FULL", "NAMES", "WITH_COMPANION", "Adapter", "Slot", "adapter_for", "by_reason", "head_problems", "objection", "plan",
    "reads", "requests", "still_lost", "type_problems", "unwritten",
]  # fmt: skip
