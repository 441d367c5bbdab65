"""Jobs through a whole installation of their own: HTTP, database, queue and workers."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cli import job_file
from cli.server import Server
from cli.stack.stack import Stack

_ENDED = ("succeeded", "failed", "cancelled")
_POLL_SECONDS = 0.5
_PATIENCE_SECONDS = 1800


@contextmanager
def service(folder: Path, data: Path, workers: int) -> Iterator[Server]:
    """A stack on free ports with its data in `folder`, gone at the end; jobs may read `data`."""
    with Stack(folder, roots=[data], workers=workers, temporary=True) as stack:
        stack.wait_for_worker()
        with Server(stack.url) as server:
            yield server


def submit(server: Server, file: Path, seed: int, diagnosis: Mapping[str, Any] | None = None) -> str:
    """The id of a job from a job file under a base seed, with more options of its diagnosis."""
    document = job_file.read(file)
    document["training"]["seed"] = seed
    document["diagnosis"] = {**document.get("diagnosis", {}), **(diagnosis or {})}
    job_id: str = server.post("/v1/jobs", document)["id"]
    return job_id


def report_on(server: Server, job_id: str) -> dict[str, Any]:
    """The report once the job has ended. Raises RuntimeError where it fails or does not end in time."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while (job := server.get(f"/v1/jobs/{job_id}"))["state"] not in _ENDED:
        if time.monotonic() > end:
            server.post(f"/v1/jobs/{job_id}/cancel", {})
            raise RuntimeError(f"{job['name']} did not end in {_PATIENCE_SECONDS} s")
        time.sleep(_POLL_SECONDS)
    if job["state"] != "succeeded":
        raise RuntimeError(f"{job['name']} {job['state']}: {job['error']}")
    report: dict[str, Any] = server.get(f"/v1/jobs/{job_id}/report", format="json")
    return report
