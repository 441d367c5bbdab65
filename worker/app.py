"""The Celery application of the workers: `celery -A worker.app worker --queues cpu`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from billiard import current_process
from billiard.exceptions import WorkerLostError
from celery import signals

from store.queue import ADVANCE_JOB, RUN_TRIAL, Queue
from store.settings import Settings
from worker.child import Child, start_child
from worker.lost import let_go
from worker.tasks.advance_job import advance_job
from worker.tasks.run_trial import run_trial

LONGEST_TRIAL_SECONDS = 7 * 24 * 3600
_MOST_MEMORY_KILOBYTES = 8 * 2**20

settings = Settings()
app = Queue(settings.broker_url).app
app.conf.update(
    # One message at a time and acknowledged late, so that no child hoards what another could run. Redelivery is not
    # how crashes are found (that is the lease in PostgreSQL), so the broker must never think a running task lost.
    task_acks_late=True,
    task_reject_on_worker_lost=False,
    worker_prefetch_multiplier=1,
    broker_transport_options={"visibility_timeout": LONGEST_TRIAL_SECONDS, "queue_order_strategy": "round_robin"},
    broker_connection_max_retries=None,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    worker_enable_prefetch_count_reduction=False,
    worker_proc_alive_timeout=120,  # importing TensorFlow without byte-code caches takes 20 s
    worker_max_tasks_per_child=500,
    worker_max_memory_per_child=_MOST_MEMORY_KILOBYTES,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
)
if settings.gpus:
    app.conf.worker_concurrency = len(settings.gpus)


@dataclass
class _Process:
    """What this process knows: how many children the pool has and, in a child, the child."""

    children: int = 0
    child: Child | None = None

    def here(self) -> Child:
        """The child that a task runs in."""
        assert self.child is not None, "tasks run in pool children"
        return self.child


_process = _Process()


@signals.worker_init.connect
def _count_children(sender: Any, **_: Any) -> None:
    _process.children = sender.concurrency


@signals.worker_process_init.connect
def _start(**_: Any) -> None:
    _process.child = start_child(settings, current_process().index, _process.children)


@signals.worker_process_shutdown.connect
def _stop(**_: Any) -> None:
    if _process.child is not None:
        _process.child.engine.dispose()


@signals.task_failure.connect
def _let_go(task_id: str, exception: BaseException, **_: Any) -> None:
    if isinstance(exception, WorkerLostError):  # told in the parent, whose child died
        let_go(settings, task_id)


@app.task(name=ADVANCE_JOB)
def _advance_job(job_id: str) -> None:
    advance_job(_process.here(), job_id)


@app.task(name=RUN_TRIAL, bind=True)
def _run_trial(self: Any, trial_id: str) -> None:
    run_trial(_process.here(), trial_id, self.request.id)
