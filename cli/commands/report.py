"""`deadweight report`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import DEFAULT_URL, ApiKey, JobId, Output, Url


class Format(StrEnum):
    """Forms of a report."""

    text = "text"
    json = "json"
    html = "html"
    sarif = "sarif"
    markdown = "markdown"


def report(
    job_id: JobId,
    format: Annotated[Format, typer.Option(help="The form of the report.")] = Format.text,  # noqa: A002
    output: Output = None,
    server: Url = DEFAULT_URL,
    api_key: ApiKey = None,
) -> None:
    """Print the report of a job that has ended."""
    from cli.server import Server
    from cli.terminal import deliver

    deliver(Server(server, api_key).text(f"/v1/jobs/{job_id}/report", format=format.value), output)
