"""`deadweight submit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_URL, ApiKey, Data, Define, JobFile, NetworkName, Url

if TYPE_CHECKING:
    from cli.server import Server


def submit(
    job: JobFile,
    data: Data = None,
    define: Define = [],  # noqa: B006  typer copies it
    model: NetworkName = None,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the job, then print its report.")] = False,
    upload: Annotated[
        bool, typer.Option("--upload", help="Send the local files that the job names, for a server on another machine.")
    ] = False,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Send a job, or one for each network of a program, to a server, and print id and address.

    Relative locations are taken from where the job file lies. With --watch the exit status is that of `watch`.
    """
    import uuid

    from cli.outcome import gravest
    from cli.program_jobs import Beside, requested
    from cli.server import Server
    from cli.uploading import upload_files

    documents = requested(job, Beside(data, define, model))
    service = Server(server, api_key)
    if upload:
        upload_files(documents, service)
    ids = [service.post("/v1/jobs", document, key=str(uuid.uuid4()))["id"] for document in documents]
    statuses = [told(service, job_id, watch=watch) for job_id in ids]
    raise typer.Exit(gravest(statuses))


def told(service: Server, job_id: str, *, watch: bool) -> int:
    """Print where a new job is and, where that is wanted, follow it; the exit status, then that of `watch`."""
    from cli.commands.watch import watched
    from cli.terminal import deliver, note

    address = f"{service.url}/v1/jobs/{job_id}"
    if not watch:
        deliver(f"{job_id}  {address}", None)
        return 0
    note(f"{job_id}  {address}")
    return watched(service, job_id)
