"""Claiming trials, keeping them, and being refused once they are lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from diagnostics.trial import TrialRecord
from store.db import transaction
from store.repositories import advancing, job_queries, jobs, sweep, trial_queries, trials
from store.repositories.trials import Claim
from tests.store.cases import PROBLEM, claimed, column, plan, record, with_trials


def claim(engine: Engine, trial_id: UUID, lease_seconds: float = 30) -> Claim | None:
    with transaction(engine) as connection:
        return trials.claim(
            connection, trial_id, worker="host:2", device="gpu:0", task_id="other", lease_seconds=lease_seconds
        )


def beat(engine: Engine, claimed_: Claim, steps: int = 1, loss: float | None = 0.5) -> bool:
    with transaction(engine) as connection:
        return trials.heartbeat(
            connection,
            claimed_.trial_id,
            claimed_.token,
            lease_seconds=30,
            steps_done=steps,
            steps_planned=50,
            last_loss=loss,
        )


def lose(engine: Engine, trial_id: UUID) -> None:
    """Let the lease run out, and the sweeper find it."""
    with transaction(engine) as connection:
        connection.execute(
            text("UPDATE trials SET lease_expires_at = now() - interval '1 s' WHERE id = :id"), {"id": trial_id}
        )
        sweep.recover(connection, 3)


def test_a_claim_hands_out_the_plan(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    got = claimed(engine, added["a"])
    assert (got.trial_id, got.job_id, got.plan, got.attempt) == (added["a"], job_id, plan("a"), 1)


def test_a_trial_is_claimed_once_however_many_try(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda _: claim(engine, added["a"]), range(16)))
    assert len([got for got in claims if got]) == 1


def test_an_unknown_trial_is_not_to_be_had(engine: Engine) -> None:
    assert claim(engine, uuid4()) is None


def test_a_trial_of_a_cancelled_job_is_not_to_be_had(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    with transaction(engine) as connection:
        jobs.cancel(connection, job_id)
    assert claim(engine, added["a"]) is None


def test_a_finished_trial_is_not_to_be_had(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    got = claimed(engine, added["a"])
    with transaction(engine) as connection:
        assert trials.finish(connection, added["a"], got.token, record())
    assert claim(engine, added["a"]) is None


def test_a_heartbeat_tells_how_far_the_trial_is(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a", "b")
    assert beat(engine, claimed(engine, added["a"]), steps=7, loss=float("nan"))
    with transaction(engine) as connection:
        job, trial = job_queries.get(connection, job_id), trial_queries.get(connection, added["a"])
    assert (job.steps_done, job.steps_planned) == (7, 150)
    assert (trial.steps_done, trial.steps_planned, str(trial.last_loss)) == (7, 50, "nan")


def test_a_heartbeat_lengthens_the_lease(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    got = claimed(engine, added["a"], lease_seconds=1)
    before = column(engine, "trials", added["a"], "lease_expires_at")
    assert beat(engine, got)
    assert column(engine, "trials", added["a"], "lease_expires_at") > before


def test_whoever_lost_the_lease_is_refused_everything(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    old = claimed(engine, added["a"])
    lose(engine, added["a"])
    new = claim(engine, added["a"])
    assert new is not None
    assert new.attempt == 2
    assert not beat(engine, old)
    with transaction(engine) as connection:
        assert not trials.finish(connection, added["a"], old.token, record())
        assert not trials.fail(connection, added["a"], old.token, PROBLEM)
        assert not trials.release(connection, added["a"], old.token)
    assert beat(engine, new)
    with transaction(engine) as connection:
        assert trials.finish(connection, added["a"], new.token, record())


def test_whoever_lost_the_lease_is_refused_before_anyone_claims_again(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    old = claimed(engine, added["a"])
    lose(engine, added["a"])
    assert not beat(engine, old)
    with transaction(engine) as connection:
        assert not trials.finish(connection, added["a"], old.token, record())


def test_a_late_worker_whose_lease_nobody_took_may_finish(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    got = claimed(engine, added["a"], lease_seconds=-1)
    with transaction(engine) as connection:
        assert trials.finish(connection, added["a"], got.token, record())


def test_a_cancelled_job_takes_the_lease(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    got = claimed(engine, added["a"])
    with transaction(engine) as connection:
        jobs.cancel(connection, job_id)
    assert not beat(engine, got)


def test_finishing_twice_counts_once(engine: Engine) -> None:
    job_id, added = with_trials(engine, "a")
    got = claimed(engine, added["a"])

    def finish(_: int) -> bool:
        with transaction(engine) as connection:
            return trials.finish(connection, added["a"], got.token, record())

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(finish, range(4))) == [False, False, False, True]
    with transaction(engine) as connection:
        assert len(advancing.load_case(connection, job_id).records) == 1


def test_a_released_trial_waits_again_and_the_attempt_does_not_count(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    got = claimed(engine, added["a"])
    with transaction(engine) as connection:
        assert trials.release(connection, added["a"], got.token)
    again = claim(engine, added["a"])
    assert again is not None
    assert again.attempt == 1


def test_the_first_claim_and_the_last_are_both_remembered(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claimed(engine, added["a"])
    first = column(engine, "trials", added["a"], "claimed_at")
    lose(engine, added["a"])
    assert claim(engine, added["a"])
    assert column(engine, "trials", added["a"], "claimed_at") == first
    assert column(engine, "trials", added["a"], "started_at") > first


def test_a_record_comes_back_as_it_was(engine: Engine) -> None:
    score = {"samples": 4, "loss": "NaN", "chance_loss": 1.6, "gain": "-Infinity", "gain_error": 0.1}
    layer = {"mean": 0.1, "std": 1e22, "across_input_std": 1e-300, "zero_fraction": 0.0, "units": 3}
    snapshots = [
        {
            "step": step,
            "probe_samples": 4,
            "layers": {"zeta": layer, "a": layer, "middle": layer},
            "output": {"logit_spread": "Infinity"},
            "train": score,
        }
        for step in (0, 1, 10)
    ]
    seen = TrialRecord.model_validate(
        {
            "key": "a",
            "role": "reference",
            "seed": 0,
            "verdict": "diverged",
            "confidence": 0.5,
            "reason": "the loss is not finite",
            "steps": 3,
            "planned_steps": 100,
            "seconds": 0.1,
            "losses": [0.1, float("inf"), float("nan")],
            "snapshots": snapshots,
        }
    )
    job_id, added = with_trials(engine, "a")
    got = claimed(engine, added["a"])
    with transaction(engine) as connection:
        assert trials.finish(connection, added["a"], got.token, json.loads(seen.model_dump_json()))
    with transaction(engine) as connection:
        (stored,) = advancing.load_case(connection, job_id).records
    assert TrialRecord.model_validate(stored).model_dump_json() == seen.model_dump_json()


def test_records_are_in_the_order_of_their_plans(engine: Engine) -> None:
    job_id, added = with_trials(engine, "b", "a", "c")
    for key in ("c", "a", "b"):
        got = claimed(engine, added[key])
        with transaction(engine) as connection:
            assert trials.finish(connection, added[key], got.token, record(key, losses=[float(ord(key))]))
    with transaction(engine) as connection:
        records = advancing.load_case(connection, job_id).records
    assert [(stored["key"], stored["losses"]) for stored in records] == [("b", [98.0]), ("a", [97.0]), ("c", [99.0])]


def test_letting_a_task_go_ends_its_lease(engine: Engine) -> None:
    _, added = with_trials(engine, "a")
    claimed(engine, added["a"], task_id="dead")
    with transaction(engine) as connection:
        trials.let_go(connection, "dead")
        assert sweep.recover(connection, 3).requeued == (added["a"],)
