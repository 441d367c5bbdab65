"""Finding lost work."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from store.db import transaction
from store.repositories import advancing, jobs, sweep, trials
from store.repositories.sweep import Recovered, Wakeup
from tests.store.cases import claimed, column, record, submitted, with_trials


def recover(engine: Engine, max_attempts: int = 3) -> Recovered:
    with transaction(engine) as connection:
        return sweep.recover(connection, max_attempts)


def due(engine: Engine, republish_seconds: float = 5) -> list[Wakeup]:
    with transaction(engine) as connection:
        return sweep.take_due(connection, republish_seconds)


def age(engine: Engine, table: str, id_: UUID, seconds: float) -> None:
    """Move what is remembered about a row's waiting into the past."""
    since = "advance_due_at" if table == "jobs" else "queued_at"
    moved = ", ".join(f"{column} = {column} - make_interval(secs => :s)" for column in (since, "published_at"))
    with transaction(engine) as connection:
        connection.execute(text(f"UPDATE {table} SET {moved} WHERE id = :id"), {"id": id_, "s": seconds})


def test_a_live_lease_is_left_alone(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claimed(engine, added["a"])
    assert recover(engine) == Recovered((), ())


def test_a_lease_that_ran_out_puts_the_trial_back(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claimed(engine, added["a"], lease_seconds=-1)
    assert recover(engine) == Recovered((added["a"],), ())
    assert due(engine) == [Wakeup("run_trial", added["a"], "cpu")]
    assert column(engine, "trials", added["a"], "steps_done") == 0


def test_the_last_attempt_fails_the_trial_and_calls_for_its_job(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    for _ in range(2):
        claimed(engine, added["a"], lease_seconds=-1)
        assert recover(engine).requeued == (added["a"],)
    claimed(engine, added["a"], lease_seconds=-1)
    assert recover(engine) == Recovered((), (added["a"],))
    with transaction(engine) as connection:
        case = advancing.load_case(connection, job_id)
    (failed,) = case.failed
    assert failed.error["title"] == "The worker was lost"
    assert "died 3 times while running trial a, the last time host:1" in failed.error["detail"]
    assert case.advance_due
    assert case.revision == 2
    assert due(engine) == [Wakeup("advance_job", job_id, "cpu")]


def test_one_attempt_at_most_means_one(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claimed(engine, added["a"], lease_seconds=-1)
    assert recover(engine, max_attempts=1).failed == (added["a"],)
    assert "died once" in column(engine, "trials", added["a"], "error")["detail"]


def test_a_job_that_someone_holds_waits_for_the_next_sweep(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    claimed(engine, added["a"], lease_seconds=-1)
    with transaction(engine) as connection:
        jobs.lock(connection, job_id)
        assert recover(engine) == Recovered((), ())
    assert recover(engine).requeued == (added["a"],)


def test_what_was_just_published_is_not_published_again(engine: Engine) -> None:
    submitted(engine)
    with_trials(engine, "a")
    assert due(engine) == []


def test_what_nobody_took_is_published_again(engine: Engine) -> None:
    job_id = submitted(engine, device="gpu")
    _, added = with_trials(engine, "a")
    age(engine, "jobs", job_id, 6)
    age(engine, "trials", added["a"], 6)
    assert due(engine) == [Wakeup("advance_job", job_id, "gpu"), Wakeup("run_trial", added["a"], "cpu")]
    assert due(engine) == []


@pytest.mark.parametrize(
    ("waited", "wait"),
    [(0, 5), (4, 5), (5, 5), (10, 10), (160, 160), (300, 300), (100_000, 300)],
)
def test_each_wait_is_as_long_as_all_before_it_up_to_sixty_of_the_first(
    waited: float, wait: float, engine: Engine
) -> None:
    _, added = with_trials(engine, "a")

    def published(seconds_ago: float) -> None:
        with transaction(engine) as connection:
            connection.execute(
                text(
                    "UPDATE trials SET published_at = now() - make_interval(secs => :ago),"
                    " queued_at = now() - make_interval(secs => :ago + :waited)"
                ),
                {"ago": seconds_ago, "waited": waited},
            )

    published(wait - 2)
    assert due(engine) == []
    published(wait)
    assert [wakeup.id for wakeup in due(engine)] == [added["a"]]


def test_what_the_broker_did_not_take_is_due_at_once(engine: Engine) -> None:
    job_id = submitted(engine)
    _, added = with_trials(engine, "a")
    age(engine, "jobs", job_id, 6)
    age(engine, "trials", added["a"], 6)
    taken = due(engine)
    with transaction(engine) as connection:
        sweep.not_published(connection, taken)
    assert due(engine) == taken


def test_a_released_trial_is_published_at_once(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        trials.release(connection, added["a"], claim.token)
    assert due(engine) == [Wakeup("run_trial", added["a"], "cpu")]


def test_jobs_that_have_ended_are_not_published(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    claim = claimed(engine, added["a"])
    with transaction(engine) as connection:
        trials.finish(connection, added["a"], claim.token, record())
        jobs.cancel(connection, job_id)
    with engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET published_at = NULL"))
    assert due(engine) == []


def test_several_sweepers_at_once_publish_each_thing_once(engine: Engine) -> None:
    made = [submitted(engine) for _ in range(40)]
    for job_id in made:
        age(engine, "jobs", job_id, 6)
    with ThreadPoolExecutor(8) as threads:
        taken = [wakeup.id for found in threads.map(lambda _: due(engine), range(8)) for wakeup in found]
    assert Counter(taken) == Counter(made)


def test_sweeping_finishing_and_cancelling_at_once_do_not_block_each_other(engine: Engine) -> None:
    started = [with_trials(engine, "a", "b", "c") for _ in range(10)]
    claims = [claimed(engine, added[key], lease_seconds=-1) for _, added in started for key in "ab"]
    stop = threading.Event()

    def sweep_on() -> None:
        while not stop.is_set():
            recover(engine)
            due(engine, 0.001)

    def finish(number: int) -> None:
        with transaction(engine) as connection:
            trials.finish(connection, claims[number].trial_id, claims[number].token, record())

    def cancel(number: int) -> None:
        with transaction(engine) as connection:
            jobs.cancel(connection, started[number][0])

    with ThreadPoolExecutor(10) as threads:
        sweepers = [threads.submit(sweep_on) for _ in range(2)]
        work = [threads.submit(finish, number) for number in range(20)]
        work += [threads.submit(cancel, number) for number in range(0, 10, 2)]
        for task in work:
            task.result(timeout=30)
        stop.set()
        for sweeper in sweepers:
            sweeper.result(timeout=30)
