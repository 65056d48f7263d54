"""What the store returns. An article's id is `site/slug`; a run's is `site/2026-11-20-a`. Times are UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from layers.nouns.audit import Finding
from layers.nouns.fixing import FixState

DecisionKind = Literal["approve", "send-back", "reject"]
WriteState = Literal["open", "written", "not written", "undone"]


@dataclass(frozen=True)
class StoredArticle:
    """`post_id` is 0 and `url` empty until WordPress has the post. `status` is a word of the flows'."""

    site: str
    slug: str
    keyword: str
    status: str
    reason: str
    post_id: int
    url: str
    created_at: datetime
    updated_at: datetime

    @property
    def id(self) -> str:
        return f"{self.site}/{self.slug}"


@dataclass(frozen=True)
class Run:
    """`ended_at` is None while it runs, and for ever when it was killed."""

    id: str
    site: str
    kind: str
    article: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str


@dataclass(frozen=True)
class StoredStep:
    """The output of one durable step, as JSON. `fingerprint` covers content inputs; prompt and model only stand beside it."""

    article: str
    key: str
    fingerprint: str
    output: str
    run: str
    done_at: datetime
    prompt_version: str
    model: str


@dataclass(frozen=True)
class JournalEntry:
    """One field of one object of a site, before and after a write. `object_id` is 0 while the object has none.

    `open` means that the process was killed before it knew whether the site took the write.
    """

    id: int
    run: str
    site: str
    article: str
    object_type: str
    object_id: int
    field: str
    before: str
    after: str
    at: datetime
    state: WriteState
    undone_at: datetime | None


@dataclass(frozen=True)
class Decision:
    """What a person decided about exactly the text whose sha256 this is; empty for a note on a parked article."""

    article: str
    sha256: str
    decision: DecisionKind
    notes: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Lease:
    """The right to write to a site until `expires_at`. `owner` names one process, so that no two share a lease."""

    site: str
    owner: str
    expires_at: datetime


@dataclass(frozen=True)
class FixMark:
    """What became of one fix of a plan, and when. `entry` is the journal's, 0 where nothing was written."""

    plan: str
    number: int
    state: FixState
    why: str
    by: str
    entry: int
    at: datetime


@dataclass(frozen=True)
class Write:
    """One field of one object, before and after, as it is entered in the journal."""

    object_type: str
    object_id: int
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class AuditLine:
    """One audit by its counts. `id` is the run's, or `site/2026-11-20-1` where an older Masthead kept the findings alone."""

    id: str
    site: str
    at: datetime
    errors: int
    warnings: int
    notices: int


@dataclass(frozen=True)
class StoredAudit:
    """One audit whole. `content` is JSON of all but the findings; empty where an older Masthead kept it."""

    line: AuditLine
    findings: tuple[Finding, ...]
    content: str
