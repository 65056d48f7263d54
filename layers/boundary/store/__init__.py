"""Everything that must survive a kill: articles, runs, step outputs, the ledger, the journal, approvals and leases."""

from layers.boundary.store.database import DEFAULT_URL
from layers.boundary.store.mirrors import Mirrors
from layers.boundary.store.rows import (
    Decision,
    DecisionKind,
    FixMark,
    JournalEntry,
    Lease,
    Run,
    StoredArticle,
    StoredStep,
    Write,
    WriteState,
)
from layers.boundary.store.store import Store

__all__ = [
    "DEFAULT_URL", "Decision", "DecisionKind", "FixMark", "JournalEntry", "Lease", "Mirrors", "Run", "Store", "StoredArticle", "StoredStep", "Write", "WriteState",
]  # fmt: skip
