"""What changed between two audits of a site. A finding is the same one when its check and its object are, however it is worded."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from layers.maintenance.report import Audit
from layers.nouns import Finding, Value


class Identity(NamedTuple):
    """What makes a finding the same one in the next audit. An object without an id is known by its address."""

    check: str
    object_type: str
    thing: str


class Change(Value):
    """Two audits compared. `first_judged` are findings of checks that the earlier audit did not have, and so none that came up.

    `gone` are findings that are not there any more although their check still judges.
    """

    against: str
    at: datetime
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    still: tuple[Finding, ...]
    first_judged: tuple[Finding, ...] = ()


def identity(finding: Finding) -> Identity:
    return Identity(finding.check, finding.object_type, str(finding.page_id) if finding.page_id else finding.url)


def change(now: Audit, then: Audit) -> Change:
    """Compare an audit with an earlier one. An audit of before its checks were kept counts as having had every check."""
    before, after = _by_identity(then.findings), _by_identity(now.findings)
    came = [finding for key, finding in after.items() if key not in before]
    return Change(
        against=then.id, at=then.at,
        new=tuple(finding for finding in came if _judged(then, finding)),
        gone=tuple(finding for key, finding in before.items() if key not in after and _judged(now, finding)),
        still=tuple(finding for key, finding in after.items() if key in before),
        first_judged=tuple(finding for finding in came if not _judged(then, finding)),
    )  # fmt: skip


def _by_identity(findings: Iterable[Finding]) -> dict[Identity, Finding]:
    return {identity(finding): finding for finding in findings}


def _judged(audit: Audit, finding: Finding) -> bool:
    return not audit.check_ids or finding.check in audit.check_ids
