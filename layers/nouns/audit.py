"""Layer 5's nouns."""

from typing import Literal

from layers.nouns.value import Value

Severity = Literal["error", "warning", "notice"]
FixClass = Literal["A", "B", "C"]
ObjectType = Literal["post", "page", "category", "tag", "media", "author", "site"]
Seen = Literal["record", "live page", "Search Console"]


class Finding(Value):
    """One rule that one object of a site breaks, with what was seen. A is fixed mechanically, B after approval, C is proposed.

    `page_id` is the id of the object, whatever its type; 0 for the site itself and for an address that WordPress does not know.
    """

    check: str
    severity: Severity
    fix_class: FixClass
    page_id: int
    url: str
    title: str
    evidence: str
    object_type: ObjectType = "post"
