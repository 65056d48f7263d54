"""What looking at a site, and trying it out, found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("examinations", "probes"):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
            sa.Column("site", sa.String(), nullable=False),
            sa.Column("url", sa.String(), nullable=False),
            sa.Column("username", sa.String(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("content", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sqlite_autoincrement=True,
        )
        op.create_index(op.f(f"ix_{table}_site"), table, ["site"], unique=False)


def downgrade() -> None:
    op.drop_table("probes")
    op.drop_table("examinations")
