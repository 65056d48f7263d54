"""Layer 5's nouns."""

from typing import Literal

from layers.nouns.value import Value

Severity = Literal["error", "warning", "notice"]
FixClass = Literal["A", "B", "C"]
ObjectType = Literal["post", "page", "category", "tag", "media", "author", "site"]
Seen = Literal["record", "live page", "Search Console"]
Ruling = Literal["update", "merge", "redirect", "remove", "keep", "nothing"]
Confidence = Literal["high", "medium", "low"]


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


class Verdict(Value):
    """What to do with one post, and the observations that say so. `into_url` is where a merge or a redirect leads.

    `nothing` is a verdict of its own: nothing is wrong, so nothing is to be done. `missing` says what is not known and
    might change the verdict.
    """

    page_id: int
    url: str
    title: str
    ruling: Ruling
    rule: str
    evidence: tuple[str, ...]
    confidence: Confidence
    missing: str = ""
    into_id: int = 0
    into_url: str = ""
    into_title: str = ""
