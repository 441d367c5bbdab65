"""Fixes are tried by whatever workers there are, and what was proven does not depend on which, or on who was killed."""

from __future__ import annotations

import json
import random
import re
import time
from contextlib import suppress
from typing import Any

import pytest

from store.states import UNFINISHED
from tests.acceptance.installation import kill

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
KILLS = 5
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MEASURED = {"timings", "seconds", "seconds_per_step"}  # by the clock


def sick_job(data: Any) -> dict[str, Any]:
    """Six dense layers drawn so small that nothing comes through them."""
    start = {"class_name": "RandomNormal", "config": {"stddev": 0.01}}
    hidden = {"units": 16, "activation": "relu", "kernel_initializer": start}
    layers = [{"class_name": "Dense", "config": hidden} for _ in range(6)]
    output = {"class_name": "Dense", "config": {"units": 2, "activation": "softmax"}}
    return {
        "dataset": {"location": str(data)},
        "model": {"layers": [*layers, output]},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 15},
    }


def told(report: Any) -> str:
    """The report without ids (each is replaced by its place among them) and without what the clock measured."""
    text = json.dumps(_without_clock(report))
    numbers: dict[str, str] = {}
    return UUID.sub(lambda found: numbers.setdefault(found[0], str(len(numbers))), text)


def _without_clock(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_clock(entry) for key, entry in value.items() if key not in MEASURED}
    return [_without_clock(entry) for entry in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def undisturbed(installation):
    """The job and its report by one worker that nobody harms."""
    worker = installation.start_worker()
    job_id = installation.submit(sick_job(installation.folder / "data.npz"))
    ended = installation.wait_until_ended(job_id)
    installation.end(worker)
    assert ended.state == "succeeded", ended.error
    return ended.report


def test_a_cure_is_proven_on_three_pairs(undisturbed):
    assert undisturbed["verdict"]["state"] == "not_learning"
    proven = [fix for fix in undisturbed["fixes"] if fix["status"] == "proven"]
    assert proven
    assert all(fix["effect"]["learned"] == "3/3 vs 0/3" for fix in proven)
    assert "Proven to work" in undisturbed["verdict"]["summary"]
    roles = {trial["role"] for trial in undisturbed["trials"]}
    assert {"reference", "replicate", "treatment"} <= roles


def test_two_workers_come_to_the_same_as_one(installation, undisturbed):
    workers = [installation.start_worker(), installation.start_worker()]
    job_id = installation.submit(sick_job(installation.folder / "data.npz"))
    ended = installation.wait_until_ended(job_id)
    for worker in workers:
        installation.end(worker)
    ran = installation.rows("SELECT DISTINCT worker FROM trials WHERE job_id = :id", id=job_id)
    assert len(ran) == 2
    assert told(ended.report) == told(undisturbed)


def test_workers_killed_at_random_change_nothing(installation, undisturbed):
    """Each trial is disturbed once at most: three times would be its end, which is another test's."""
    worker = installation.start_worker()
    drawn, killed = random.Random(7), 0
    job_id = installation.submit(sick_job(installation.folder / "data.npz"))
    while installation.job(job_id).state in UNFINISHED:
        running = installation.rows(
            "SELECT id, worker FROM trials WHERE job_id = :id AND state = 'running' AND role = 'treatment'"
            " AND attempts = 1",
            id=job_id,
        )
        if running and killed < KILLS:
            with suppress(ProcessLookupError):  # it ended, or was killed, since the row was written
                kill(int(drawn.choice(running).worker.rpartition(":")[2]))
                killed += 1
        time.sleep(drawn.uniform(0.05, 0.5))
    ended = installation.job(job_id)
    attempts = installation.rows("SELECT attempts FROM trials WHERE job_id = :id AND attempts > 1", id=job_id)
    installation.end(worker)
    assert attempts, "no trial was disturbed"
    assert installation.ended_once(job_id)
    assert told(ended.report) == told(undisturbed)
