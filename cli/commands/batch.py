"""`deadweight batch`."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_URL, ApiKey, Url

if TYPE_CHECKING:
    from cli.server import Server

app = typer.Typer(name="batch", help="Submit many jobs at once, and see how they stand.", no_args_is_help=True)
Watch = Annotated[bool, typer.Option("--watch", help="Follow the jobs until all have ended.")]


@app.command()
def submit(
    files: Annotated[list[Path], typer.Argument(metavar="JOB...", help="Job files, JSON or YAML.")],
    name: Annotated[str | None, typer.Option(help="A name for the batch.")] = None,
    watch: Watch = False,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Send many jobs as one batch, all of them or none, and print the id of the batch and of each job.

    With --watch the exit status is that of `batch status --watch`.
    """
    from cli import job_file
    from cli.server import Server
    from cli.terminal import deliver

    documents = [job_file.read(file) for file in files]
    service = Server(server, api_key)
    batch = service.post("/v1/batches", {"name": name, "jobs": documents})
    listed = [f"{job_id}  {file}" for job_id, file in zip(batch["jobs"], files, strict=True)]
    deliver("\n".join([f"{batch['id']}  {service.url}/v1/batches/{batch['id']}", *listed]), None)
    if watch:
        raise typer.Exit(_watched(service, batch["id"]))


@app.command()
def status(
    batch_id: Annotated[uuid.UUID, typer.Argument(metavar="ID", help="The batch's id.")],
    watch: Watch = False,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Show the jobs of a batch, and how many have which state and verdict.

    With --watch, exits with 0 when every job learns without an error-level finding, 1 when any has another verdict, 3
    when some are inconclusive and the others learn, 2 when any failed or was cancelled.
    """
    from cli.server import Server

    service = Server(server, api_key)
    if watch:
        raise typer.Exit(_watched(service, str(batch_id)))
    _show(service, service.get(f"/v1/batches/{batch_id}"))


def _watched(service: Server, batch_id: str) -> int:
    from cli.following import follow_batch
    from cli.outcome import worst
    from cli.progress import display

    with display() as shown:
        batch = follow_batch(service, batch_id, shown)
    return worst(service, _show(service, batch))


def _show(service: Server, batch: dict[str, Any]) -> list[dict[str, Any]]:
    from cli.commands.jobs import HEADER, row
    from cli.terminal import columns, deliver

    by_id = {job["id"]: job for job in service.items("/v1/jobs", batch=batch["id"])}
    jobs = [by_id[job_id] for job_id in batch["jobs"] if job_id in by_id]
    counts = [_counted(title, batch[title]) for title in ("states", "verdicts") if any(batch[title].values())]
    deliver("\n".join([columns(HEADER, [row(job) for job in jobs]), "", *counts]), None)
    return jobs


def _counted(title: str, counts: dict[str, int]) -> str:
    return f"{title}: " + ", ".join(f"{count} {word}" for word, count in counts.items() if count)
