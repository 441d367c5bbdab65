"""Submitting jobs, with and without an idempotency key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from store.db import transaction
from store.errors import KeyReused
from store.repositories import advancing, job_queries, jobs
from store.repositories.jobs import NewJob
from tests.store.cases import new_job, submitted


def create(engine: Engine, job: NewJob) -> UUID:
    with transaction(engine) as connection:
        return jobs.create(connection, job)


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM jobs")).scalar_one())


def test_a_new_job_is_queued_and_due_to_be_advanced(engine: Engine) -> None:
    job_id = submitted(engine, name="mine", device="gpu")
    with transaction(engine) as connection:
        job, case = job_queries.get(connection, job_id), advancing.load_case(connection, job_id)
    assert (job.state, job.name, job.device, job.steps_done, job.steps_planned) == ("queued", "mine", "gpu", 0, 0)
    assert (case.revision, case.advance_due, case.records, case.unfinished) == (0, True, (), ())


def test_documents_come_back_with_their_keys_in_order_and_their_numbers_as_they_were(engine: Engine) -> None:
    resolved = {"zebra": 1, "b": {"long key": 1e22, "a": 1.0, "n": 3}, "c": None, "text": "ü\u2028"}
    job_id = submitted(engine, resolved=resolved)
    with transaction(engine) as connection:
        assert repr(advancing.load_case(connection, job_id).spec) == repr(resolved)


def test_a_figure_that_is_not_finite_never_reaches_the_database(engine: Engine) -> None:
    with pytest.raises(Exception, match="not JSON compliant"):
        submitted(engine, resolved={"loss": float("nan")})


def test_jobs_without_a_key_are_all_new(engine: Engine) -> None:
    assert submitted(engine) != submitted(engine)


def test_the_same_key_and_spec_is_the_same_job(engine: Engine) -> None:
    first = create(engine, new_job(spec={"a": 1, "b": 2}, idempotency_key="key"))
    assert create(engine, new_job(spec={"b": 2, "a": 1}, idempotency_key="key")) == first
    assert count(engine) == 1


def test_the_same_key_with_another_spec_is_refused(engine: Engine) -> None:
    first = create(engine, new_job(idempotency_key="key"))
    with pytest.raises(KeyReused, match=str(first)):
        create(engine, new_job(spec={"a": 2}, idempotency_key="key"))
    assert count(engine) == 1


def test_the_same_key_at_the_same_time_makes_one_job(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(lambda _: create(engine, new_job(idempotency_key="key")), range(16)))
    assert len(made) == count(engine) == 1


def test_other_specs_under_one_key_at_the_same_time_make_one_job(engine: Engine) -> None:
    def attempt(number: int) -> UUID | None:
        try:
            return create(engine, new_job(spec={"a": number}, idempotency_key="key"))
        except KeyReused:
            return None

    with ThreadPoolExecutor(8) as threads:
        made = [job_id for job_id in threads.map(attempt, range(8)) if job_id]
    assert len(made) == count(engine) == 1


def test_a_key_is_free_again_once_its_job_is_deleted(engine: Engine) -> None:
    first = create(engine, new_job(idempotency_key="key"))
    with transaction(engine) as connection:
        jobs.remove(connection, first)
    assert create(engine, new_job(spec={"a": 2}, idempotency_key="key")) != first


def test_ids_sort_by_time_of_creation(engine: Engine) -> None:
    made = [submitted(engine) for _ in range(20)]
    assert made == sorted(made)
