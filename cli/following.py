"""Following jobs on a server until they have ended."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from cli.progress import Display, Standing
from cli.server import Server

ENDED = ("succeeded", "failed", "cancelled")
_POLL_SECONDS = 0.5


def follow(server: Server, job_ids: Sequence[str], shown: Display) -> dict[str, Any]:
    """The jobs as they ended, by id."""
    ended: dict[str, Any] = {}
    while True:
        for job_id in (job_id for job_id in job_ids if job_id not in ended):
            job = server.get(f"/v1/jobs/{job_id}")
            shown.show(job_id, _standing(server, job))
            if job["state"] in ENDED:
                ended[job_id] = job
        if len(ended) == len(job_ids):
            return ended
        time.sleep(_POLL_SECONDS)


def follow_batch(server: Server, batch_id: str, shown: Display) -> dict[str, Any]:
    """The batch once all its jobs have ended."""
    while True:
        batch: dict[str, Any] = server.get(f"/v1/batches/{batch_id}")
        states = {state: count for state, count in batch["states"].items() if count}
        done, all_jobs = sum(states.get(state, 0) for state in ENDED), sum(states.values())
        told = ", ".join(f"{count} {state}" for state, count in states.items())
        shown.show(batch_id, Standing(batch["name"] or "batch", told, done, all_jobs, ended=done == all_jobs))
        if done == all_jobs:
            return batch
        time.sleep(_POLL_SECONDS)


def _standing(server: Server, job: dict[str, Any]) -> Standing:
    """A job's standing, with the loss of the trial that runs."""
    return Standing(
        title=job["name"] or job["id"],
        phase=_phase(job),
        done=job["steps"]["done"],
        planned=job["steps"]["planned"] or None,
        loss=_last_loss(server, job["id"]) if job["state"] == "running" else None,
        ended=job["state"] in ENDED,
    )


def _phase(job: dict[str, Any]) -> str:
    if job["state"] == "running":
        return f"{job['phase'].replace('_', ' ')} trial" if job["phase"] else "running"
    return str(job["verdict"] or job["state"]).replace("_", " ")


def _last_loss(server: Server, job_id: str) -> float | None:
    losses = [trial["last_loss"] for trial in server.items(f"/v1/jobs/{job_id}/trials")]
    numbers = [loss for loss in losses if isinstance(loss, int | float)]
    return numbers[-1] if numbers else None
