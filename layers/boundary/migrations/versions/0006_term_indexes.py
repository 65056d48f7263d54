"""How often the words of meaning stand in each page of a site, kept between two runs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "term_indexes",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_term_indexes")),
    )


def downgrade() -> None:
    op.drop_table("term_indexes")
