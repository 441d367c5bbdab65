"""`deadweight watch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.options import DEFAULT_URL, ApiKey, JobId, Url

if TYPE_CHECKING:
    from cli.server import Server


def watch(job_id: JobId, server: Url = DEFAULT_URL, api_key: ApiKey = None) -> None:
    """Follow a job until it has ended, then print its report.

    Exits as `diagnose` does: 0 learning without an error-level finding, 1 any other verdict, 3 inconclusive; and 2 for
    a job that failed or was cancelled. Ctrl-C stops the watching, not the job.
    """
    from cli.server import Server

    raise typer.Exit(watched(Server(server, api_key), str(job_id)))


def watched(service: Server, job_id: str) -> int:
    """Follow one job and print its report; the exit status."""
    from cli import outcome
    from cli.following import follow
    from cli.progress import display
    from cli.terminal import command, deliver, note

    try:
        with display() as shown:
            job = follow(service, [job_id], shown)[job_id]
    except KeyboardInterrupt:
        note(f"the job goes on; {command()} watch {job_id} follows it again")
        raise
    status = outcome.of_job(service, job)
    deliver(service.text(f"/v1/jobs/{job_id}/report", format="text"), None)
    return status
