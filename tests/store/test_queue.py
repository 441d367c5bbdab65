"""Publishing to a real broker, and to one that is away."""

from __future__ import annotations

import base64
import json
import os
import signal
import time
from uuid import uuid4

import redis

from store.embedded import EmbeddedServers
from store.queue import Queue
from store.settings import Settings
from tests.api.serving import free_port


def messages(settings: Settings, name: str) -> list[tuple[str, list[str]]]:
    """Task and arguments of what waits in a queue, oldest first."""
    with redis.Redis.from_url(settings.broker_url) as broker:
        waiting = [json.loads(entry) for entry in broker.lrange(name, 0, -1)]
    return [(entry["headers"]["task"], json.loads(base64.b64decode(entry["body"]))[0]) for entry in reversed(waiting)]


def test_tasks_go_to_the_queue_of_their_device(queue: Queue, settings: Settings) -> None:
    job_id, trial_id = uuid4(), uuid4()
    assert queue.publish_advance(job_id, "cpu")
    assert queue.publish_trial(trial_id, "gpu")
    assert messages(settings, "cpu") == [("advance_job", [str(job_id)])]
    assert messages(settings, "gpu") == [("run_trial", [str(trial_id)])]


def test_many_are_published_in_order(queue: Queue, settings: Settings) -> None:
    ids = [uuid4() for _ in range(5)]
    assert queue.publish_all(("advance_job", id_, "cpu") for id_ in ids) == 5
    assert [arguments for _, arguments in messages(settings, "cpu")] == [[str(id_)] for id_ in ids]


def test_a_broker_that_answers_is_reachable(queue: Queue) -> None:
    assert queue.is_reachable()


def test_a_broker_that_is_gone_is_told_at_once() -> None:
    queue = Queue(f"redis://127.0.0.1:{free_port()}/0")
    _ = queue.app  # importing Celery is not what is measured
    before = time.monotonic()
    assert not queue.publish_advance(uuid4(), "cpu")
    assert queue.publish_all([("advance_job", uuid4(), "cpu")] * 10) == 0
    queue.revoke(["task"])
    assert not queue.is_reachable()
    assert time.monotonic() - before < 1


def test_a_broker_that_hangs_is_not_waited_for_long(queue: Queue, servers: EmbeddedServers) -> None:
    assert queue.publish_advance(uuid4(), "cpu")
    os.kill(servers.valkey.pid, signal.SIGSTOP)
    try:
        before = time.monotonic()
        assert not queue.publish_advance(uuid4(), "cpu")
        assert time.monotonic() - before < 1
    finally:
        os.kill(servers.valkey.pid, signal.SIGCONT)
    assert queue.publish_advance(uuid4(), "cpu")


def test_a_broker_that_was_restarted_is_found_again(queue: Queue, servers: EmbeddedServers) -> None:
    assert queue.publish_advance(uuid4(), "cpu")
    servers.valkey.stop()
    assert not queue.publish_advance(uuid4(), "cpu")
    servers.restart_dead()
    assert queue.publish_advance(uuid4(), "cpu")
