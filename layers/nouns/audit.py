"""Layer 5's nouns."""

from typing import Literal

from layers.nouns.value import Value

Severity = Literal["error", "warning", "notice"]
FixClass = Literal["A", "B", "C"]


class Finding(Value):
    """One rule that one page breaks, with what was seen. A is fixed mechanically, B after approval, C is proposed."""

    check: str
    severity: Severity
    fix_class: FixClass
    page_id: int
    url: str
    title: str
    evidence: str


class Fix(Value):
    """One change to one field. `before` is compared with the site before `after` is written."""

    check: str
    page_id: int
    field: str
    before: str
    after: str
