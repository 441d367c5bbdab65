"""What a verdict means for the exit status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cli.errors import UNUSABLE, UserError
from cli.server import Server

LEARNING, SICK, INCONCLUSIVE = 0, 1, 3


def exit_status(verdict: str, errors_found: bool) -> int:
    """0 for learning without an error-level finding, 3 where nothing could be settled, else 1."""
    if verdict == "inconclusive":
        return INCONCLUSIVE
    return LEARNING if verdict == "learning" and not errors_found else SICK


def of_job(server: Server, job: dict[str, Any]) -> int:
    """The exit status for a job that has ended. Raises UserError for one without a report."""
    if job["state"] != "succeeded":
        error = job["error"] or {}
        reason = f": {error['title']}; {error.get('detail', '')}".rstrip("; ") if error else ""
        raise UserError(f"job {job['id']} {'failed' if job['state'] == 'failed' else 'was cancelled'}{reason}")
    found = server.items("/v1/findings", most=1, job=job["id"], severity="error")
    return exit_status(job["verdict"], any(True for _ in found))


def worst(server: Server, jobs: Sequence[dict[str, Any]]) -> int:
    """One exit status for many jobs, those still under way left out."""
    ended = {job["state"] for job in jobs}
    if ended & {"failed", "cancelled"}:
        return UNUSABLE
    return gravest([of_job(server, job) for job in jobs if job["state"] == "succeeded"])


def gravest(statuses: Sequence[int]) -> int:
    """One exit status for several."""
    return next((status for status in (UNUSABLE, SICK, INCONCLUSIVE) if status in statuses), LEARNING)
