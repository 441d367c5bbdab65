"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSON

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
Document = JSON()
NOW = sa.text("now()")
NEW_ID = sa.text("uuidv7()")


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Uuid(), server_default=NEW_ID, nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("created_at", Time, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), server_default=NEW_ID, nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("phase", sa.Text()),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("spec", Document, nullable=False),
        sa.Column("resolved", Document, nullable=False),
        sa.Column("verdict", sa.Text()),
        sa.Column("report", Document),
        sa.Column("error", Document),
        sa.Column("idempotency_key", sa.Text()),
        sa.Column("request_digest", sa.Text()),
        sa.Column("batch_id", sa.Uuid()),
        sa.Column("batch_position", sa.Integer()),
        sa.Column("parent_id", sa.Uuid()),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("advance_due_at", Time),
        sa.Column("advance_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("advance_attempted_at", Time),
        sa.Column("published_at", Time),
        sa.Column("created_at", Time, server_default=NOW, nullable=False),
        sa.Column("started_at", Time),
        sa.Column("finished_at", Time),
        sa.CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name=op.f("ck_jobs_error")),
        sa.CheckConstraint("(state = 'succeeded') = (report IS NOT NULL)", name=op.f("ck_jobs_report")),
        sa.CheckConstraint("(state = 'succeeded') = (verdict IS NOT NULL)", name=op.f("ck_jobs_verdict")),
        sa.CheckConstraint(
            "(state IN ('queued', 'running')) = (finished_at IS NULL)", name=op.f("ck_jobs_finished_at")
        ),
        sa.CheckConstraint("device IN ('cpu', 'gpu')", name=op.f("ck_jobs_device")),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name=op.f("ck_jobs_state")
        ),
        sa.CheckConstraint("(idempotency_key IS NULL) = (request_digest IS NULL)", name=op.f("ck_jobs_request_digest")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_jobs_batch_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["parent_id"], ["jobs.id"], name="fk_jobs_parent_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("idempotency_key", name="uq_jobs_idempotency_key"),
    )
    op.create_index("ix_jobs_batch_id_batch_position", "jobs", ["batch_id", "batch_position"])
    op.create_index("ix_jobs_created_at", "jobs", ["created_at"])
    op.create_index("ix_jobs_due", "jobs", ["advance_due_at"], postgresql_where=sa.text("advance_due_at IS NOT NULL"))
    op.create_index("ix_jobs_name_id", "jobs", ["name", "id"])
    op.create_index("ix_jobs_parent_id", "jobs", ["parent_id"])
    op.create_index("ix_jobs_state_id", "jobs", ["state", "id"])
    op.create_index("ix_jobs_verdict_id", "jobs", ["verdict", "id"])
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("at", Time, server_default=NOW, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", Document, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_events_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_job_id_id", "events", ["job_id", "id"])
    op.create_table(
        "findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", ARRAY(sa.Text()), nullable=False),
        sa.Column("layer", sa.Text()),
        sa.Column("lines", ARRAY(sa.Integer())),
        sa.Column("step", sa.BigInteger()),
        sa.Column("evidence", Document, nullable=False),
        sa.Column("caused_by", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("fixes", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("created_at", Time, server_default=NOW, nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning', 'info')", name=op.f("ck_findings_severity")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_findings_confidence")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_findings_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.UniqueConstraint("job_id", "position", name="uq_findings_job_id_position"),
    )
    op.create_index("ix_findings_code_job_id", "findings", ["code", "job_id"])
    op.create_index("ix_findings_created_at", "findings", ["created_at"])
    op.create_index("ix_findings_layer_job_id", "findings", ["layer", "job_id"])
    op.create_index("ix_findings_severity_job_id", "findings", ["severity", "job_id"])
    op.create_table(
        "fixes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("addresses", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("patch", Document, nullable=False),
        sa.Column("diff", sa.Text()),
        sa.Column("safety", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("effect", Document),
        sa.Column("new_findings", Document, nullable=False),
        sa.Column("created_at", Time, server_default=NOW, nullable=False),
        sa.CheckConstraint("safety IN ('safe', 'changes_capacity', 'changes_training')", name=op.f("ck_fixes_safety")),
        sa.CheckConstraint("status IN ('proven', 'refuted', 'inconclusive', 'untested')", name=op.f("ck_fixes_status")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_fixes_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_fixes"),
        sa.UniqueConstraint("job_id", "position", name="uq_fixes_job_id_position"),
    )
    op.create_index("ix_fixes_created_at", "fixes", ["created_at"])
    op.create_index("ix_fixes_name_job_id", "fixes", ["name", "job_id"])
    op.create_index("ix_fixes_status_job_id", "fixes", ["status", "job_id"])
    op.create_table(
        "trials",
        sa.Column("id", sa.Uuid(), server_default=NEW_ID, nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("plan_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("plan", Document, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("fix", sa.Text()),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_token", sa.Uuid()),
        sa.Column("lease_expires_at", Time),
        sa.Column("worker", sa.Text()),
        sa.Column("device", sa.Text()),
        sa.Column("task_id", sa.Text()),
        sa.Column("record", Document),
        sa.Column("error", Document),
        sa.Column("steps_done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("steps_planned", sa.BigInteger()),
        sa.Column("last_loss", sa.Float(53)),
        sa.Column("queued_at", Time, server_default=NOW, nullable=False),
        sa.Column("published_at", Time),
        sa.Column("created_at", Time, server_default=NOW, nullable=False),
        sa.Column("claimed_at", Time),
        sa.Column("started_at", Time),
        sa.Column("finished_at", Time),
        sa.CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name=op.f("ck_trials_error")),
        sa.CheckConstraint("(state = 'running') = (lease_token IS NOT NULL)", name=op.f("ck_trials_lease_token")),
        sa.CheckConstraint("(state = 'succeeded') = (record IS NOT NULL)", name=op.f("ck_trials_record")),
        sa.CheckConstraint(
            "(state IN ('queued', 'running')) = (finished_at IS NULL)", name=op.f("ck_trials_finished_at")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name=op.f("ck_trials_state")
        ),
        sa.CheckConstraint(
            "(lease_token IS NULL) = (lease_expires_at IS NULL)", name=op.f("ck_trials_lease_expires_at")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_trials_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_trials"),
        sa.UniqueConstraint("job_id", "plan_key", name="uq_trials_job_id_plan_key"),
        sa.UniqueConstraint("job_id", "position", name="uq_trials_job_id_position"),
    )
    op.create_index("ix_trials_leased", "trials", ["lease_expires_at"], postgresql_where=sa.text("state = 'running'"))
    op.create_index("ix_trials_waiting", "trials", ["queued_at"], postgresql_where=sa.text("state = 'queued'"))
    op.create_table(
        "series",
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("points", ARRAY(sa.Float(53)), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trials.id"], name="fk_series_trial_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("trial_id", "name", name="pk_series"),
    )
    op.create_table(
        "snapshots",
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", Document, nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trials.id"], name="fk_snapshots_trial_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("trial_id", "step", name="pk_snapshots"),
    )


def downgrade() -> None:
    op.drop_table("snapshots")
    op.drop_table("series")
    op.drop_table("trials")
    op.drop_table("fixes")
    op.drop_table("findings")
    op.drop_table("events")
    op.drop_table("jobs")
    op.drop_table("batches")
