"""The tables, as the newest migration leaves them; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, and a moment without one would be compared wrongly: it is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


ARTICLES = Table(
    "articles", METADATA,
    Column("site", String, nullable=False),
    Column("slug", String, nullable=False),
    Column("keyword", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("post_id", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("site", "slug"),
)  # fmt: skip

RUNS = Table(
    "runs", METADATA,
    Column("id", String, primary_key=True),
    Column("site", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("article", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", Text, nullable=False),
    Index(None, "article"),
)  # fmt: skip

STEPS = Table(
    "steps", METADATA,
    Column("article", String, nullable=False),
    Column("key", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("output", Text, nullable=False),
    Column("run", String, nullable=False),
    Column("done_at", UtcDateTime, nullable=False),
    Column("prompt_version", String, nullable=False),
    Column("model", String, nullable=False),
    PrimaryKeyConstraint("article", "key"),
)  # fmt: skip

# Append-only. `reserve` opens a call; `settle` (answered, counted) or `fail` (refused, free) closes it by `reservation`;
# `set aside` says that the earlier replies of an article's step are not to be replayed.
LEDGER = Table(
    "ledger", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("reservation", Integer, ForeignKey("ledger.id"), unique=True),
    Column("at", UtcDateTime, nullable=False),
    Column("run", String, nullable=False),
    Column("site", String, nullable=False),
    Column("article", String, nullable=False),
    Column("layer", String, nullable=False),
    Column("step", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("model", String, nullable=False),
    Column("question", String, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cache_read_tokens", Integer, nullable=False),
    Column("cache_write_5m_tokens", Integer, nullable=False),
    Column("cache_write_1h_tokens", Integer, nullable=False),
    Column("searches", Integer, nullable=False),
    Column("session_seconds", Float, nullable=False),
    Column("batch", Boolean, nullable=False),
    Column("request_id", String, nullable=False),
    Column("error", Text, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
    Index(None, "site", "article"),
    Index(None, "site", "at"),
    sqlite_autoincrement=True,
)  # fmt: skip

REPLIES = Table(
    "replies", METADATA,
    Column("reservation", Integer, ForeignKey("ledger.id"), primary_key=True, autoincrement=False),
    Column("raw", Text, nullable=False),
)  # fmt: skip

JOURNAL = Table(
    "journal", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", String, nullable=False),
    Column("site", String, nullable=False),
    Column("article", String, nullable=False),
    Column("object_type", String, nullable=False),
    Column("object_id", Integer, nullable=False),
    Column("field", String, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "run"),
    Index(None, "article"),
    Index(None, "site", "object_type", "object_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# Append-only: what became of a write. The newest mark of an entry is its state; no mark means open.
JOURNAL_MARKS = Table(
    "journal_marks", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("entry", Integer, ForeignKey("journal.id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("object_id", Integer, nullable=False),
    Column("run", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

APPROVALS = Table(
    "approvals", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article", String, nullable=False, index=True),
    Column("sha256", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("notes", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

LEASES = Table(
    "leases", METADATA,
    Column("site", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)  # fmt: skip

AUDITS = Table(
    "audits", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site", String, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("findings", Text, nullable=False),
    Column("key", String, nullable=False, index=True, unique=True, server_default=""),
    Column("errors", Integer, nullable=False, server_default="0"),
    Column("warnings", Integer, nullable=False, server_default="0"),
    Column("notices", Integer, nullable=False, server_default="0"),
    Column("content", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)  # fmt: skip

TERM_INDEXES = Table(
    "term_indexes", METADATA,
    Column("site", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip

EXAMINATIONS = Table(
    "examinations", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site", String, nullable=False, index=True),
    Column("url", String, nullable=False),
    Column("username", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

PROBES = Table(
    "probes", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site", String, nullable=False, index=True),
    Column("url", String, nullable=False),
    Column("username", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

# The mirror: one line a site with the state of its reading, a row for each post, page, synced block and image by its id in
# WordPress, and the small lists (categories, tags, authors, menus) as JSON, each replaced whole.
MIRRORS = Table(
    "mirrors", METADATA,
    Column("site", String, primary_key=True),
    Column("content", Text, nullable=False),
)  # fmt: skip

MIRROR_ROWS = Table(
    "mirror_rows", METADATA,
    Column("site", String, nullable=False),
    Column("id", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("protected", Boolean, nullable=False),
    Column("url", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("date", String, nullable=False),
    Column("modified_gmt", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("read", Text, nullable=False),
    PrimaryKeyConstraint("site", "id"),
)  # fmt: skip

MIRROR_PARTS = Table(
    "mirror_parts", METADATA,
    Column("site", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("site", "kind", "place"),
)  # fmt: skip

# What an audit saw from outside: the newest look at each address, so that one that died goes on where it was.
VISITS = Table(
    "visits", METADATA,
    Column("site", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("site", "url"),
)  # fmt: skip

OUTBOUND = Table(
    "outbound", METADATA,
    Column("url", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("content", Text, nullable=False),
)  # fmt: skip

SEARCH_EXPORTS = Table(
    "search_exports", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site", String, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("sha256", String, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

FIX_PLANS = Table(
    "fix_plans", METADATA,
    Column("id", String, primary_key=True),
    Column("site", String, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("content", Text, nullable=False),
)  # fmt: skip

# Append-only: what became of a fix. The newest mark of a number is its state; `entry` is its write in the journal, 0: none.
FIX_MARKS = Table(
    "fix_marks", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip
