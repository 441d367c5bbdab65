"""`deadweight apply`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import DEFAULT_URL, ApiKey, FixId, Url


class Mode(StrEnum):
    """How far a job goes."""

    diagnose = "diagnose"
    train = "train"


def apply(
    fix_id: FixId,
    mode: Annotated[
        Mode | None,
        typer.Option(help="`train` runs all epochs and keeps the network.", show_default="that of the job"),
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="A name for the new job.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the job, then print its report.")] = False,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Make a new job with a fix applied, and print its id and address.

    Any fix that a report proposes can be applied, whatever trying it has shown. With --watch the exit status is that of
    `watch`.
    """
    import uuid

    from cli.commands.submit import told
    from cli.server import Server

    asked = {"mode": mode.value if mode else None, "name": name}
    document = {key: value for key, value in asked.items() if value is not None}
    service = Server(server, api_key)
    job = service.post(f"/v1/fixes/{fix_id}/apply", document, key=str(uuid.uuid4()))
    raise typer.Exit(told(service, job["id"], watch=watch))
