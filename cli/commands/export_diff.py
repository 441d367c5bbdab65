"""`deadweight export-diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import DEFAULT_URL, ApiKey, JobId, Output, Url


def export_diff(
    job_id: JobId,
    fix: Annotated[
        str | None,
        typer.Option("--fix", metavar="NAME", help="A fix of the report.", show_default="the first that is proven"),
    ] = None,
    output: Output = None,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Print a fix as a diff of the Keras source that the job was given; `patch -p0` applies it."""
    from cli.exporting import diff_of
    from cli.server import Server
    from cli.terminal import deliver

    report = Server(server, api_key).get(f"/v1/jobs/{job_id}/report", format="json")
    deliver(diff_of(report["fixes"], fix), output)
