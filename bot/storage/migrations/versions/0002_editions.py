"""Keep every version of the guidance that somebody was judged by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("archive", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),  # microseconds since 1970, UTC
        sa.PrimaryKeyConstraint("version", name="pk_edition"),
    )
