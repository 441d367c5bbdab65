"""Whatever is killed in the middle, every job ends exactly once, with one report."""

from __future__ import annotations

import os
import signal
import socket
import threading
from contextlib import closing, suppress
from typing import Any

import httpx
import psutil
import pytest

from store.db import transaction
from store.repositories import jobs
from tests.acceptance.installation import children_of, kill, wait_for

pytestmark = pytest.mark.slow


def test_child_killed_in_the_middle_of_a_trial(installation, worker, long_job):
    job_id = installation.submit(long_job)
    trial = installation.wait_until_training(job_id)
    kill(int(trial.worker.rpartition(":")[2]))
    ended = installation.wait_until_ended(job_id)
    assert (ended.state, ended.verdict) == ("succeeded", "learning")
    assert ended.report["schema"] == "deadweight.report/1"
    assert installation.trial(job_id).attempts == 2
    assert installation.ended_once(job_id)


def test_worker_parent_killed_in_the_middle_of_a_trial(installation, worker, long_job, short_job):
    job_id = installation.submit(long_job)
    installation.wait_until_training(job_id)
    orphans = children_of(worker)
    kill(worker.pid)
    other = installation.submit(short_job)
    replacement = installation.start_worker()
    try:
        assert installation.wait_until_ended(job_id).state == "succeeded"
        assert installation.wait_until_ended(other).state == "succeeded"
        assert installation.ended_once(job_id)
        assert installation.ended_once(other)
        wait_for(lambda: not any(psutil.pid_exists(orphan) for orphan in orphans), "the orphaned children to leave")
    finally:
        installation.end(replacement)


def test_whole_worker_killed_in_the_middle_of_a_trial(installation, worker, long_job):
    job_id = installation.submit(long_job)
    installation.wait_until_training(job_id)
    for pid in [worker.pid, *children_of(worker)]:
        kill(pid)
    replacement = installation.start_worker()
    try:
        assert installation.wait_until_ended(job_id).state == "succeeded"
        assert installation.trial(job_id).attempts == 2
        assert installation.ended_once(job_id)
    finally:
        installation.end(replacement)


def test_broker_killed_and_restarted(installation, worker, long_job, short_job):
    job_id = installation.submit(long_job)
    installation.wait_until_training(job_id)
    kill(installation.servers.valkey.pid)
    while_away = installation.submit(short_job)
    wait_for(lambda: installation.servers.restart_dead() == ["valkey"], "the broker's death", seconds=10)
    afterwards = installation.submit(short_job)
    for submitted in (job_id, while_away, afterwards):
        assert installation.wait_until_ended(submitted).state == "succeeded"
        assert installation.ended_once(submitted)


def test_postgresql_killed_and_restarted(installation, worker, long_job):
    job_id = installation.submit(long_job)
    installation.wait_until_training(job_id)
    kill(installation.servers.postgres.pid)
    wait_for(lambda: installation.servers.restart_dead() == ["postgres"], "PostgreSQL's death", seconds=10)
    assert installation.wait_until_ended(job_id).state == "succeeded"
    assert installation.ended_once(job_id)


def test_api_killed_between_commit_and_publish(installation, worker, short_job):
    port = _free_port()
    api = installation.start("api", "-m", "uvicorn", "api.app:create_app", "--factory", "--port", str(port))
    wait_for(lambda: _answers(port), "the API to answer")
    broker = installation.servers.valkey.pid
    before = len(installation.rows("SELECT 1 FROM jobs"))
    os.kill(broker, signal.SIGSTOP)  # publishing waits for its answer, the job is committed
    try:
        post = threading.Thread(target=_post, args=(port, short_job))
        post.start()
        wait_for(lambda: len(installation.rows("SELECT 1 FROM jobs")) > before, "the commit")
        kill(api.pid)
        post.join()
    finally:
        os.kill(broker, signal.SIGCONT)
    installation.end(api)
    job_id = installation.rows("SELECT id FROM jobs ORDER BY id DESC LIMIT 1")[0].id
    assert installation.wait_until_ended(job_id).state == "succeeded"
    assert installation.ended_once(job_id)


def test_job_published_never_and_job_published_often(installation, worker, short_job):
    lost = installation.submit(short_job, publish=False)
    loud = installation.submit(short_job, publish=False)
    for _ in range(5):
        installation.queue.publish_advance(loud, "cpu")
    wait_for(lambda: installation.trial(loud), "the trial")
    for _ in range(5):
        installation.queue.publish_trial(installation.trial(loud).id, "cpu")
        installation.queue.publish_advance(loud, "cpu")
    for job_id in (lost, loud):
        assert installation.wait_until_ended(job_id).state == "succeeded"
        assert installation.ended_once(job_id)
        assert installation.trial(job_id).attempts == 1


def test_job_that_always_kills_its_worker_fails_after_three_attempts_and_says_why(installation, worker, long_job):
    job_id = installation.submit(long_job)
    for attempt in (1, 2, 3):
        kill(int(installation.wait_until_training(job_id, attempt).worker.rpartition(":")[2]))
    ended = installation.wait_until_ended(job_id)
    assert ended.state == "failed"
    assert ended.report is None
    assert ended.error["title"] == "The worker was lost"
    assert "died 3 times" in ended.error["detail"]
    assert installation.trial(job_id).attempts == 3
    assert installation.ended_once(job_id)


def test_cancelled_job_leaves_its_child_alive_for_the_next(installation, worker, long_job, short_job):
    job_id = installation.submit(long_job)
    trial = installation.wait_until_training(job_id)
    with transaction(installation.engine) as connection:
        installation.queue.revoke(jobs.cancel(connection, job_id))
    following = installation.submit(short_job)
    assert installation.wait_until_ended(following).state == "succeeded"
    assert installation.trial(following).worker == trial.worker
    assert installation.job(job_id).state == "cancelled"
    assert installation.ended_once(job_id)


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def _post(port: int, document: dict[str, Any]) -> None:
    with suppress(httpx.TransportError):  # it is killed before it can answer
        httpx.post(f"http://127.0.0.1:{port}/v1/jobs", json=document, timeout=10)
