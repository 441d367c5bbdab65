"""Uploaded files, and which jobs name them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_at", Time, server_default=NOW, nullable=False),
        sa.Column("used_at", Time, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_used_at", "uploads", ["used_at"])
    op.create_table(
        "job_uploads",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_uploads_job_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_job_uploads_upload_id"),
        sa.PrimaryKeyConstraint("job_id", "upload_id", name="pk_job_uploads"),
    )
    op.create_index("ix_job_uploads_upload_id", "job_uploads", ["upload_id"])


def downgrade() -> None:
    op.drop_table("job_uploads")
    op.drop_table("uploads")
