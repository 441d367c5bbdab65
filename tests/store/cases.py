"""Jobs, plans, records and reports as the store sees them: plain documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, text

from store.db import transaction
from store.repositories import advancing, jobs, trials
from store.repositories.jobs import NewJob
from store.repositories.trials import Claim

Document = dict[str, Any]
PROBLEM = {"type": "about:blank", "title": "It failed", "detail": "for a test"}


def new_job(**given: Any) -> NewJob:
    return NewJob(**{"spec": {"a": 1}, "resolved": {"a": 1, "b": 2}, "device": "cpu", **given})


def plan(key: str, **given: Any) -> Document:
    return {"key": key, "role": "reference", "seed": 0, "fix": None, "horizon": 100, "spec": {}, **given}


def record(key: str = "a", **given: Any) -> Document:
    return {"key": key, "verdict": "learning", "steps": 3, "losses": [2.5, 1.5, 0.5], "snapshots": [], **given}


def finding(**given: Any) -> Document:
    return {
        "id": str(uuid4()),
        "code": "TRN404",
        "name": "dead-units",
        "severity": "error",
        "confidence": 0.9,
        "message": "half the units are dead",
        "at": ["/model/layers/1"],
        "layer": "hidden",
        "lines": None,
        "step": 10,
        "evidence": {"dead_fraction": 0.5},
        "caused_by": [],
        "fixes": [],
        **given,
    }


def fix(**given: Any) -> Document:
    return {
        "id": str(uuid4()),
        "name": "he-initialisation",
        "title": "Draw the weights as He et al. do",
        "why": "it keeps the variance",
        "addresses": [],
        "patch": [{"op": "test", "path": "/a", "value": 1}],
        "diff": None,
        "safety": "safe",
        "status": "untested",
        "effect": None,
        "new_findings": [],
        **given,
    }


def report(findings: list[Document] | None = None, fixes: list[Document] | None = None, **given: Any) -> Document:
    return {"verdict": {"state": "not_learning"}, "findings": findings or [], "fixes": fixes or [], **given}


def submitted(engine: Engine, **given: Any) -> UUID:
    """A queued job."""
    with transaction(engine) as connection:
        return jobs.create(connection, new_job(**given))


def revision_of(connection: Connection, job_id: UUID) -> int:
    return int(connection.execute(text("SELECT revision FROM jobs WHERE id = :id"), {"id": job_id}).scalar_one())


def with_trials(engine: Engine, *keys: str, **given: Any) -> tuple[UUID, dict[str, UUID]]:
    """A running job with queued trials of these keys, and their ids."""
    job_id = submitted(engine, **given)
    with transaction(engine) as connection:
        added = advancing.add_trials(connection, job_id, 0, [plan(key) for key in keys], "reference")
    assert added is not None
    return job_id, added


def claimed(engine: Engine, trial_id: UUID, lease_seconds: float = 30, task_id: str = "task") -> Claim:
    with transaction(engine) as connection:
        claim = trials.claim(
            connection, trial_id, worker="host:1", device="cpu", task_id=task_id, lease_seconds=lease_seconds
        )
    assert claim is not None
    return claim


def concluded(engine: Engine, document: Document | None = None, **given: Any) -> UUID:
    """A job that succeeded with this report."""
    job_id = submitted(engine, **given)
    with transaction(engine) as connection:
        assert advancing.conclude(connection, job_id, 0, document or report())
    return job_id


def column(engine: Engine, table: str, id_: UUID, name: str) -> Any:
    """One column of one row."""
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT {name} FROM {table} WHERE id = :id"), {"id": id_}).scalar_one()
