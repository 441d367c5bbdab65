"""Advancing jobs: what is known, what comes next, and the end, which comes once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from store.db import transaction
from store.errors import NotStored
from store.repositories import advancing, findings, fixes, job_queries, jobs, trials
from tests.store.cases import PROBLEM, claimed, column, finding, fix, plan, record, report, submitted, with_trials


def test_there_is_no_case_of_an_unknown_job(engine: Engine) -> None:
    with transaction(engine) as connection, pytest.raises(NotStored):
        advancing.load_case(connection, uuid4())


def test_adding_trials_starts_the_job(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    with transaction(engine) as connection:
        job, case = job_queries.get(connection, job_id), advancing.load_case(connection, job_id)
    assert (job.state, job.phase, job.steps_planned) == ("running", "reference", 200)
    assert job.started_at is not None
    assert (case.advance_due, case.unfinished, case.trial_ids) == (False, ("a", "b"), added)


def test_adding_the_same_plans_again_adds_nothing(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    with transaction(engine) as connection:
        again = advancing.add_trials(connection, job_id, 1, [plan("a"), plan("b")], "replicate")
        case = advancing.load_case(connection, job_id)
    assert again is not None
    assert list(again) == ["b"]
    assert case.trial_ids == {**added, **again}


def test_plans_keep_their_order_however_they_are_added(engine: Engine) -> None:
    job_id, _ = with_trials(engine, "b", "a")
    with transaction(engine) as connection:
        advancing.add_trials(connection, job_id, 1, [plan("b"), plan("a"), plan("d")], "replicate")
        advancing.add_trials(connection, job_id, 2, [plan("c")], "treatment")
        assert list(advancing.load_case(connection, job_id).trial_ids) == ["b", "a", "d", "c"]


def test_a_decision_on_an_old_revision_is_refused(engine: Engine) -> None:
    job_id, _ = with_trials(engine, "a")
    with transaction(engine) as connection:
        assert advancing.add_trials(connection, job_id, 0, [plan("b")], "replicate") is None
        assert not advancing.conclude(connection, job_id, 0, report())
        assert not advancing.fail(connection, job_id, 0, PROBLEM)
        assert list(advancing.load_case(connection, job_id).trial_ids) == ["a"]


def test_a_trial_that_ends_while_someone_consults_makes_the_decision_old(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        seen = advancing.load_case(connection, job_id)
    with transaction(engine) as connection:
        assert trials.finish(connection, added["a"], claim.token, record())
    with transaction(engine) as connection:
        assert not advancing.conclude(connection, job_id, seen.revision, report())
        case = advancing.load_case(connection, job_id)
        assert case.advance_due
        assert advancing.conclude(connection, job_id, case.revision, report())


def test_of_two_advancers_one_wins(engine: Engine) -> None:
    job_id = submitted(engine)

    def add(key: str) -> bool:
        with transaction(engine) as connection:
            return advancing.add_trials(connection, job_id, 0, [plan(key)], "reference") is not None

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(add, "abcd")) == [False, False, False, True]
    with transaction(engine) as connection:
        assert len(advancing.load_case(connection, job_id).trial_ids) == 1


def test_a_job_is_concluded_exactly_once(engine: Engine) -> None:
    job_id = submitted(engine)

    def conclude(_: int) -> bool:
        with transaction(engine) as connection:
            return advancing.conclude(connection, job_id, 0, report([finding()]))

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(conclude, range(4))) == [False, False, False, True]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM findings")).scalar_one() == 1
        ended = "SELECT count(*) FROM events WHERE kind = 'job.succeeded'"
        assert connection.execute(text(ended)).scalar_one() == 1


def test_concluding_stores_the_report_with_its_findings_and_fixes(engine: Engine) -> None:
    job_id = submitted(engine)
    found, proposed = finding(), fix()
    found["fixes"], proposed["addresses"] = [proposed["id"]], [found["id"]]
    document = report([found], [proposed])
    with transaction(engine) as connection:
        assert advancing.conclude(connection, job_id, 0, document)
        job, stored = job_queries.get(connection, job_id), job_queries.report(connection, job_id)
        found_rows = findings.page_of(connection, findings.FindingFilter(), 10, None).items
        fix_rows = fixes.page_of(connection, fixes.FixFilter(), 10, None).items
    assert (job.state, job.verdict, job.phase) == ("succeeded", "not_learning", None)
    assert job.finished_at is not None
    assert stored.text is not None
    assert stored.text.startswith('{"verdict":{"state":"not_learning"},"findings":[{"id":')
    assert [(str(row.id), [str(id_) for id_ in row.fixes]) for row in found_rows] == [(found["id"], found["fixes"])]
    assert [(str(row.id), row.patch) for row in fix_rows] == [(proposed["id"], proposed["patch"])]


def test_concluding_ends_the_trials_that_are_not_needed_any_more(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        assert advancing.conclude(connection, job_id, 1, report())
        assert not trials.finish(connection, added["a"], claim.token, record())
    assert column(engine, "trials", added["b"], "state") == "cancelled"


def test_a_failed_job_says_why(engine: Engine) -> None:
    job_id, _ = with_trials(engine, "a")
    with transaction(engine) as connection:
        assert advancing.fail(connection, job_id, 1, PROBLEM)
        job = job_queries.get(connection, job_id)
    assert (job.state, job.error, job.verdict) == ("failed", PROBLEM, None)


@pytest.mark.parametrize("end", ["succeeded", "failed", "cancelled"])
def test_a_job_that_has_ended_takes_no_decision(end: str, engine: Engine) -> None:
    job_id = submitted(engine)
    with transaction(engine) as connection:
        if end == "succeeded":
            advancing.conclude(connection, job_id, 0, report())
        elif end == "failed":
            advancing.fail(connection, job_id, 0, PROBLEM)
        else:
            jobs.cancel(connection, job_id)
        revision = advancing.load_case(connection, job_id).revision
        assert advancing.add_trials(connection, job_id, revision, [plan("a")], "reference") is None
        assert not advancing.conclude(connection, job_id, revision, report())
        assert not advancing.fail(connection, job_id, revision, PROBLEM)
    assert column(engine, "jobs", job_id, "state") == end


def attempts(engine: Engine, job_id: UUID, seconds_later: float = 0) -> int:
    """The count after another attempt, so long after the last."""
    moved = "UPDATE jobs SET advance_attempted_at = advance_attempted_at - make_interval(secs => :later)"
    with transaction(engine) as connection:
        connection.execute(text(moved), {"later": seconds_later})
        return advancing.load_case(connection, job_id).attempts


def test_attempts_to_advance_count_up_until_something_changes(engine: Engine) -> None:
    job_id = submitted(engine)
    assert [attempts(engine, job_id, 30) for _ in range(3)] == [1, 2, 3]
    with transaction(engine) as connection:
        added = advancing.add_trials(connection, job_id, 0, [plan("a")], "reference")
    assert added is not None
    assert [attempts(engine, job_id, 30) for _ in range(2)] == [1, 2]
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        trials.finish(connection, added["a"], claim.token, record())
    assert attempts(engine, job_id) == 1


def test_attempts_that_come_together_count_as_one(engine: Engine) -> None:
    job_id = submitted(engine)
    assert [attempts(engine, job_id, 1) for _ in range(20)] == [1] * 20


def test_failed_trials_are_part_of_the_case(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        assert trials.fail(connection, added["a"], claim.token, PROBLEM)
        case = advancing.load_case(connection, job_id)
    assert [(failed.key, failed.error) for failed in case.failed] == [("a", PROBLEM)]
    assert (case.unfinished, case.advance_due, case.records) == (("b",), True, ())
