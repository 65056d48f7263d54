"""Audits are kept whole, each under an id that a person can name. Inventories, which only tests kept, are gone: the mirror holds a site."""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEVERITIES = ("error", "warning", "notice")
COUNTS = ("errors", "warnings", "notices")
AUDITS = sa.table(
    "audits",
    *(sa.column(name) for name in ("id", "site", "at", "findings", "key", "content", *COUNTS)),
)


def upgrade() -> None:
    with op.batch_alter_table("audits") as table:
        table.add_column(sa.Column("key", sa.String(), nullable=False, server_default=""))
        for name in COUNTS:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("content", sa.Text(), nullable=False, server_default=""))
    _name_what_is_there()
    op.create_index(op.f("ix_audits_key"), "audits", ["key"], unique=True)
    op.drop_table("inventories")


def _name_what_is_there() -> None:
    """Give older audits an id with a number, which no run has: `site/2026-11-28-1`."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(AUDITS.c.id, AUDITS.c.site, AUDITS.c.at, AUDITS.c.findings).order_by(AUDITS.c.id)
    )
    taken: dict[str, int] = {}
    for row in rows.all():
        day = f"{row.site}/{_day(row.at)}"
        taken[day] = taken.get(day, 0) + 1
        severities = [finding["severity"] for finding in json.loads(row.findings)]
        counts = {name: severities.count(severity) for name, severity in zip(COUNTS, SEVERITIES, strict=True)}
        change = sa.update(AUDITS).where(AUDITS.c.id == row.id)
        connection.execute(change.values(key=f"{day}-{taken[day]}", **counts))


def _day(at: datetime | str) -> str:
    return at[:10] if isinstance(at, str) else f"{at:%Y-%m-%d}"


def downgrade() -> None:
    op.create_table(
        "inventories",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventories")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inventories_site"), "inventories", ["site"], unique=False)
    op.drop_index(op.f("ix_audits_key"), table_name="audits")
    with op.batch_alter_table("audits") as table:
        for name in ("content", *reversed(COUNTS), "key"):
            table.drop_column(name)
