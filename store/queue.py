"""The broker: the names of tasks and queues, and waking the workers.

PostgreSQL holds the truth: the sweeper makes up for a message that was lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from store.states import Device

if TYPE_CHECKING:  # it takes a while to import, and the API answers before it has
    from celery import Celery

Task = Literal["advance_job", "run_trial"]
ADVANCE_JOB: Task = "advance_job"
RUN_TRIAL: Task = "run_trial"

ANSWER_SECONDS = 0.5
# One try, at once: whoever publishes must not wait for a broker that is away.
_ONE_TRY = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
_SOON = {"socket_connect_timeout": ANSWER_SECONDS, "socket_timeout": ANSWER_SECONDS}

_log = logging.getLogger(__name__)


class Queue:
    """Publishing to the queues `cpu` and `gpu`. Nothing here raises for, or waits long on, a broker that is away."""

    def __init__(self, broker_url: str) -> None:
        self._broker_url = broker_url

    @cached_property
    def app(self) -> Celery:
        """The Celery application; workers configure it further."""
        from celery import Celery

        app = Celery("deadweight", broker=self._broker_url, set_as_current=False)
        app.conf.update(
            task_serializer="json",
            accept_content=["json"],
            task_ignore_result=True,
            task_create_missing_queues=True,
            task_default_queue="cpu",
            broker_connection_retry_on_startup=True,
        )
        return app

    def publish_advance(self, job_id: UUID, device: Device) -> bool:
        """Ask for a job to be advanced; False where the broker is away."""
        return self._publish(ADVANCE_JOB, job_id, device)

    def publish_trial(self, trial_id: UUID, device: Device) -> bool:
        """Ask for a trial to be run; False where the broker is away."""
        return self._publish(RUN_TRIAL, trial_id, device)

    def publish_all(self, tasks: Iterable[tuple[Task, UUID, Device]]) -> int:
        """Publish until the broker is found to be away; how many were published."""
        count = 0
        for task, id_, device in tasks:
            if not self._publish(task, id_, device):
                break
            count += 1
        return count

    def revoke(self, task_ids: Sequence[str]) -> None:
        """Stop these tasks where they run, as well as can be: their children get SIGUSR1, and live on."""

        def send() -> None:
            with self._connection() as connection:
                self.app.control.revoke(list(task_ids), terminate=True, signal="SIGUSR1", connection=connection)

        if task_ids:
            _answered(send, f"{len(task_ids)} tasks run on")

    def is_reachable(self) -> bool:
        """Whether the broker answers now."""

        def ask() -> None:
            with self._connection() as connection:
                connection.default_channel.close()

        return _answered(ask, "it was asked whether it answers")

    def _publish(self, task: Task, id_: UUID, device: Device) -> bool:
        def send() -> None:
            with self._producers.acquire(block=True, timeout=ANSWER_SECONDS) as producer:
                self.app.send_task(task, args=[str(id_)], queue=device, producer=producer, retry=False)

        return _answered(send, f"{task} {id_} waits for the sweeper")

    @cached_property
    def _producers(self) -> Any:
        from kombu.pools import producers

        return producers[self._connection()]

    def _connection(self) -> Any:
        """A connection apart from those of a worker that listens, whom such impatience would not suit."""
        options = _ONE_TRY | (_SOON if self._broker_url.startswith("redis") else {})
        return self.app.connection_for_write(connect_timeout=ANSWER_SECONDS, transport_options=options)


def _answered(act: Callable[[], None], otherwise: str) -> bool:
    try:
        act()
    except Exception as error:  # noqa: BLE001  every transport has errors of its own
        _log.warning("the broker is away, so %s: %s", otherwise, error)
        return False
    return True
