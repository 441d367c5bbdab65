"""Lists of jobs, trials, findings and fixes: filters, and pages that what is inserted meanwhile does not move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from store.db import transaction
from store.errors import NotStored
from store.repositories import advancing, batches, findings, fixes, job_queries, trial_queries, trials
from store.repositories.findings import FindingFilter
from store.repositories.fixes import FixFilter
from store.repositories.job_queries import JobFilter
from tests.store.cases import PROBLEM, claimed, concluded, finding, fix, new_job, record, report, submitted, with_trials


def job_ids(engine: Engine, limit: int = 100, after: UUID | None = None, **wanted: Any) -> list[UUID]:
    with transaction(engine) as connection:
        page = job_queries.page_of(connection, JobFilter(**wanted), limit, after)
    return [job.id for job in page.items]


def test_the_newest_jobs_come_first(engine: Engine) -> None:
    made = [submitted(engine) for _ in range(3)]
    assert job_ids(engine) == made[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_hold_every_job_once_while_others_are_inserted(limit: int, engine: Engine) -> None:
    made = [submitted(engine) for _ in range(7)]
    seen: list[UUID] = []
    after: UUID | None = None
    while True:
        with transaction(engine) as connection:
            page = job_queries.page_of(connection, JobFilter(), limit, after)
        seen += [job.id for job in page.items]
        submitted(engine)
        if page.next is None:
            break
        after = page.next
    assert seen == made[::-1]


def test_jobs_are_filtered_by_state_verdict_and_name(engine: Engine) -> None:
    queued, done = submitted(engine, name="queued"), concluded(engine)
    assert job_ids(engine, state="queued") == job_ids(engine, name="queued") == [queued]
    assert job_ids(engine, verdict="not_learning") == [done]
    assert job_ids(engine, verdict="learning") == []
    assert job_ids(engine, state="queued", verdict="not_learning") == []


def test_jobs_are_filtered_by_the_code_of_a_finding(engine: Engine) -> None:
    concluded(engine)
    sick = concluded(engine, report([finding(code="OUT501"), finding(code="TRN404"), finding(code="TRN404")]))
    assert job_ids(engine, code="TRN404") == job_ids(engine, code="OUT501") == [sick]
    assert job_ids(engine, code="SPC101") == []


def test_jobs_are_filtered_by_time(engine: Engine) -> None:
    job_id, now = submitted(engine), datetime.now(UTC)
    hour = timedelta(hours=1)
    assert job_ids(engine, created_after=now - hour, created_before=now + hour) == [job_id]
    assert job_ids(engine, created_after=now + hour) == job_ids(engine, created_before=now - hour) == []


def test_a_batch_counts_its_jobs_by_state_and_verdict(engine: Engine) -> None:
    with transaction(engine) as connection:
        batch = batches.create(connection, "ten", [new_job(spec={"n": number}) for number in range(4)])
        advancing.conclude(connection, batch.jobs[0], 0, report())
        advancing.conclude(connection, batch.jobs[1], 0, report(verdict={"state": "learning"}))
        advancing.fail(connection, batch.jobs[2], 0, PROBLEM)
        found = batches.get(connection, batch.id)
    assert (found.name, found.jobs) == ("ten", batch.jobs)
    assert found.states == {"failed": 1, "queued": 1, "succeeded": 2}
    assert found.verdicts == {"learning": 1, "not_learning": 1}
    assert job_ids(engine, batch_id=batch.id) == list(batch.jobs)[::-1]


def test_an_unknown_batch_is_not_there(engine: Engine) -> None:
    with transaction(engine) as connection, pytest.raises(NotStored):
        batches.get(connection, uuid4())


def test_trials_come_in_the_order_of_their_plans_page_by_page(engine: Engine) -> None:
    job_id, added = with_trials(engine, "c", "a", "b")
    with transaction(engine) as connection:
        first = trial_queries.page_of(connection, job_id, 2, None)
        second = trial_queries.page_of(connection, job_id, 2, first.next)
    assert [trial.plan_key for trial in (*first.items, *second.items)] == ["c", "a", "b"]
    assert second.next is None
    assert first.items[0].id == added["c"]


def test_trials_of_an_unknown_job_are_not_there(engine: Engine) -> None:
    with transaction(engine) as connection, pytest.raises(NotStored):
        trial_queries.page_of(connection, uuid4(), 10, None)


def test_a_finished_trial_has_series_and_snapshots(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claim = claimed(engine, added["a"])
    snapshots: list[dict[str, Any]] = [{"step": step, "layers": {}} for step in (0, 1, 10)]
    with transaction(engine) as connection:
        assert trial_queries.series_of(connection, added["a"]) == {}
        trials.finish(connection, added["a"], claim.token, record(snapshots=snapshots, losses=[2.0, "Infinity"]))
        assert trial_queries.series_of(connection, added["a"]) == {"loss": [2.0, float("inf")]}
        first = trial_queries.snapshots_of(connection, added["a"], 2, None)
        second = trial_queries.snapshots_of(connection, added["a"], 2, first.next)
    assert [*first.items, *second.items] == snapshots
    assert second.next is None


def test_findings_are_filtered_and_paged_with_the_newest_job_first(engine: Engine) -> None:
    old = concluded(engine, report([finding(message=f"old {number}") for number in range(3)]))
    new = concluded(engine, report([finding(code="SPC102", severity="info", layer="output", message="new")]))

    def messages(limit: int = 100, **wanted: Any) -> list[str]:
        found: list[str] = []
        after = None
        while True:
            with transaction(engine) as connection:
                page = findings.page_of(connection, FindingFilter(**wanted), limit, after)
            found += [entry.message for entry in page.items]
            if page.next is None:
                return found
            after = page.next

    everything = ["new", "old 0", "old 1", "old 2"]
    for limit in (1, 2, 3, 4, 5):
        assert messages(limit) == everything
    assert messages(code="SPC102") == messages(severity="info") == messages(layer="output") == ["new"]
    assert messages(job_id=old) == everything[1:]
    assert messages(job_id=new, code="TRN404") == []
    assert messages(created_after=datetime.now(UTC) + timedelta(hours=1)) == []


def test_fixes_are_filtered_by_what_they_are_and_what_they_address(engine: Engine) -> None:
    dead, frozen = finding(), finding(code="SPC102", layer="output", severity="warning")
    he = fix(addresses=[dead["id"]], status="proven")
    thaw = fix(name="thaw", addresses=[dead["id"], frozen["id"]], safety="changes_training")
    concluded(engine, report([dead, frozen], [he, thaw]))

    def names(**wanted: Any) -> list[str]:
        with transaction(engine) as connection:
            return [entry.name for entry in fixes.page_of(connection, FixFilter(**wanted), 10, None).items]

    assert names() == names(code="TRN404") == names(layer="hidden") == ["he-initialisation", "thaw"]
    assert names(code="SPC102") == names(severity="warning") == names(safety="changes_training") == ["thaw"]
    assert names(status="proven") == ["he-initialisation"]
    assert names(code="TRN404", layer="output") == []
