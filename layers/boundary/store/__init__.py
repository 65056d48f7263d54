"""Everything that must survive a kill: articles, runs, step outputs, the ledger, the journal, approvals and leases."""

from layers.boundary.store.database import DEFAULT_URL
from layers.boundary.store.mirrors import Mirrors
from layers.boundary.store.rows import (
    AuditLine,
    Decision,
    DecisionKind,
    FixMark,
    JournalEntry,
    Lease,
    Run,
    StoredArticle,
    StoredAudit,
    StoredStep,
    Write,
    WriteState,
)
from layers.boundary.store.store import Store

__all__ = [
    "DEFAULT_URL", "AuditLine", "Decision", "DecisionKind", "FixMark", "JournalEntry", "Lease", "Mirrors", "Run", "Store", "StoredArticle", "StoredAudit",
    "StoredStep", "Write", "WriteState",
]  # fmt: skip
