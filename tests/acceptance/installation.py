"""A whole installation: real servers of its own, a sweeper, and workers that tests start and kill."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psutil
from sqlalchemy import Engine, text

from diagnostics.intake import take_in
from diagnostics.spec.reading import read_job
from store.db import transaction
from store.embedded.servers import EmbeddedServers
from store.queue import Queue
from store.repositories import jobs
from store.settings import Settings
from store.states import Device

PATIENCE_SECONDS = 120.0
ENDED = ("succeeded", "failed", "cancelled")


def wait_for(condition: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """The first truthy answer; fails, naming what was waited for, when none comes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds:g} s for {what}")


@dataclass
class Installation:
    """Servers, database, and the processes that a test has started."""

    servers: EmbeddedServers
    settings: Settings
    environment: dict[str, str]
    folder: Path
    engine: Engine
    queue: Queue
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def start(self, name: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """A Python process of the product, with its output in `folder/name.log`."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env={**self.environment, **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def start_worker(self, children: int = 1, queues: str = "cpu", **environment: str) -> subprocess.Popen[bytes]:
        """A worker whose children are ready; one told of GPUs has a child for each."""
        name = f"worker-{next(self.numbers)}"
        options = f"--queues {queues} --without-gossip --without-mingle -n {name}@%h".split()
        if "DEADWEIGHT_GPUS" not in environment:
            options += ["--concurrency", str(children)]
        process = self.start(name, "-m", "celery", "-A", "worker.app", "worker", *options, **environment)
        self.names[process.pid] = name
        wait_for(lambda: self.log(name).count("is ready on") >= children, f"{name}: {self.log(name)[-2000:]}")
        return process

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def submit(self, document: dict[str, Any], *, publish: bool = True) -> UUID:
        """A job stored, and (unless it is to be lost on the way) published."""
        spec = take_in(read_job(document), self.settings.data_roots)
        device: Device = "gpu" if spec.diagnosis.device == "gpu" else "cpu"
        with transaction(self.engine) as connection:
            new = jobs.NewJob(spec=document, resolved=spec.model_dump(mode="json"), device=device)
            job_id = jobs.create(connection, new)
        if publish:
            self.queue.publish_advance(job_id, device)
        return job_id

    def rows(self, statement: str, **values: Any) -> list[Any]:
        with transaction(self.engine) as connection:
            return list(connection.execute(text(statement), values).all())

    def job(self, job_id: UUID) -> Any:
        return self.rows("SELECT * FROM jobs WHERE id = :id", id=job_id)[0]

    def trial(self, job_id: UUID) -> Any:
        """The job's only trial so far, or None."""
        found = self.rows("SELECT * FROM trials WHERE job_id = :id ORDER BY position", id=job_id)
        return found[0] if found else None

    def wait_until_training(self, job_id: UUID, attempt: int = 1) -> Any:
        """The job's first trial, once it is in the middle of its steps."""

        def training() -> Any:
            trial = self.trial(job_id)
            here = trial and trial.state == "running" and trial.attempts == attempt
            return trial if here and trial.steps_done else None

        return wait_for(training, f"attempt {attempt} to take its first steps")

    def wait_until_ended(self, job_id: UUID) -> Any:
        return wait_for(lambda: (job := self.job(job_id)).state in ENDED and job, f"job {job_id} to end")

    def ended_once(self, job_id: UUID) -> bool:
        """Whether exactly one end is on record: one event, and one record, one series and one report at the most."""
        ends = self.rows(
            "SELECT 1 FROM events WHERE job_id = :id AND kind IN ('job.succeeded', 'job.failed', 'job.cancelled')",
            id=job_id,
        )
        finished = self.rows("SELECT 1 FROM events WHERE job_id = :id AND kind = 'trial.succeeded'", id=job_id)
        trials = self.rows("SELECT 1 FROM trials WHERE job_id = :id AND state = 'succeeded'", id=job_id)
        series = self.rows("SELECT 1 FROM series JOIN trials ON trials.id = trial_id WHERE job_id = :id", id=job_id)
        return len(ends) == 1 and len(finished) == len(trials) == len(series)

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Ends a process and whatever it started."""
        with suppress(psutil.NoSuchProcess):
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            for member in family:
                with suppress(psutil.NoSuchProcess):
                    member.kill()
        process.wait(timeout=10)
        self.processes.remove(process)


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The pids of a worker's pool children."""
    return [child.pid for child in psutil.Process(process.pid).children()]


def job(data: Path, epochs: int, mode: str) -> dict[str, Any]:
    """One linear unit on 512 samples, one at a time: a step is as small as steps get."""
    return {
        "dataset": {"location": str(data), "validation": None},
        "model": {"layers": [{"class_name": "Dense", "config": {"units": 2, "activation": "softmax"}}]},
        "training": {"loss": "sparse_categorical_crossentropy", "batch_size": 1, "epochs": epochs},
        "diagnosis": {"mode": mode},
    }


def write_data(file: Path) -> None:
    generator = np.random.default_rng(0)
    labels = np.arange(512) % 2
    np.savez(file, x=(labels[:, None] + generator.normal(size=(512, 4))).astype("float32"), y=labels)


def kill(pid: int) -> None:
    """What the kernel does when memory runs out."""
    os.kill(pid, signal.SIGKILL)
