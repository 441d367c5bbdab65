"""Cancelling and deleting jobs."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from store.db import transaction
from store.errors import AlreadyEnded, NotStored
from store.repositories import job_queries, jobs, trials
from tests.store.cases import claimed, column, concluded, record, submitted, with_trials


def test_a_queued_job_ends_at_once(engine: Engine) -> None:
    job_id = submitted(engine)
    with transaction(engine) as connection:
        assert jobs.cancel(connection, job_id) == []
        job = job_queries.get(connection, job_id)
    assert job.state == "cancelled"
    assert job.finished_at is not None


def test_a_running_job_ends_with_its_trials_and_tells_which_tasks_run(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b", "c")
    done = claimed(engine, added["a"])
    with transaction(engine) as connection:
        trials.finish(connection, added["a"], done.token, record())
    claimed(engine, added["b"], task_id="running")
    with transaction(engine) as connection:
        assert jobs.cancel(connection, job_id) == ["running"]
    states = {key: column(engine, "trials", trial_id, "state") for key, trial_id in added.items()}
    assert states == {"a": "succeeded", "b": "cancelled", "c": "cancelled"}


def test_a_cancelled_job_plans_no_more_steps_than_it_took(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        trials.finish(connection, added["a"], claim.token, record(steps=30))
        jobs.cancel(connection, job_id)
        job = job_queries.get(connection, job_id)
    assert (job.steps_done, job.steps_planned) == (30, 30)


def test_a_job_that_has_ended_is_not_cancelled(engine: Engine) -> None:
    job_id = concluded(engine)
    with transaction(engine) as connection, pytest.raises(AlreadyEnded, match="already succeeded"):
        jobs.cancel(connection, job_id)


def test_an_unknown_job_is_not_cancelled(engine: Engine) -> None:
    with transaction(engine) as connection, pytest.raises(NotStored):
        jobs.cancel(connection, uuid4())


def test_deleting_a_running_job_leaves_nothing_and_tells_which_tasks_run(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    done = claimed(engine, added["a"])
    snapshots = [{"step": 0}]
    with transaction(engine) as connection:
        trials.finish(connection, added["a"], done.token, record(snapshots=snapshots))
    claim = claimed(engine, added["b"], task_id="running")
    with transaction(engine) as connection:
        assert jobs.remove(connection, job_id) == ["running"]
        assert not trials.finish(connection, added["b"], claim.token, record())
    with engine.connect() as connection:
        for table in ("jobs", "trials", "snapshots", "series", "events"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table


def test_an_unknown_job_is_not_deleted(engine: Engine) -> None:
    with transaction(engine) as connection, pytest.raises(NotStored):
        jobs.remove(connection, uuid4())


def test_a_job_outlives_the_one_it_came_from(engine: Engine) -> None:
    parent = concluded(engine)
    child = submitted(engine, parent_id=parent)
    with transaction(engine) as connection:
        jobs.remove(connection, parent)
        assert job_queries.get(connection, child).parent_id is None
