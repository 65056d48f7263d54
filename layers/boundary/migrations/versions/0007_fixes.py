"""Plans of fixes, and what became of each fix."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fix_plans",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fix_plans")),
    )
    op.create_index(op.f("ix_fix_plans_site"), "fix_plans", ["site"], unique=False)
    op.create_table(
        "fix_marks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fix_marks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fix_marks_plan"), "fix_marks", ["plan"], unique=False)
    op.create_index(op.f("ix_journal_site_object_type_object_id"), "journal", ["site", "object_type", "object_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_journal_site_object_type_object_id"), "journal")
    op.drop_table("fix_marks")
    op.drop_table("fix_plans")
