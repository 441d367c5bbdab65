"""`deadweight submit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_URL, ApiKey, JobFile, Url

if TYPE_CHECKING:
    from cli.server import Server


def submit(
    job: JobFile,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the job, then print its report.")] = False,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Send a job to a server, and print its id and address.

    Relative locations are taken from where the job file lies. With --watch the exit status is that of `watch`.
    """
    import uuid

    from cli import job_file
    from cli.server import Server

    document = job_file.read(job)
    service = Server(server, api_key)
    job_id = service.post("/v1/jobs", document, key=str(uuid.uuid4()))["id"]
    told(service, job_id, watch=watch)


def told(service: Server, job_id: str, *, watch: bool) -> None:
    """Print where a new job is and, where that is wanted, follow it; the exit status is then that of `watch`."""
    from cli.commands.watch import watched
    from cli.terminal import deliver, note

    address = f"{service.url}/v1/jobs/{job_id}"
    if not watch:
        deliver(f"{job_id}  {address}", None)
        return
    note(f"{job_id}  {address}")
    raise typer.Exit(watched(service, job_id))
