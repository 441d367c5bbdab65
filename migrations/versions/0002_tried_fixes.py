"""Fixes that were tried: why their status is what it is, and what a combination consists of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("fixes", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.add_column("fixes", sa.Column("combines", ARRAY(sa.Uuid()), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("fixes", "combines")
    op.drop_column("fixes", "reason")
