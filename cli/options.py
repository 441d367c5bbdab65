"""Options that several commands share."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_URL = "http://127.0.0.1:8000"

Url = Annotated[str, typer.Option("--server", envvar="DEADWEIGHT_URL", metavar="URL", help="Where the API answers.")]
ApiKey = Annotated[
    str | None,
    typer.Option("--api-key", envvar="DEADWEIGHT_API_KEY", metavar="KEY", help="Sent as a bearer token."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to the terminal.")]
JobFile = Annotated[Path, typer.Argument(metavar="JOB", help="A job file, JSON or YAML.")]
FixId = Annotated[uuid.UUID, typer.Argument(metavar="FIX", help="The fix's id, as the report has it.")]
JobId = Annotated[uuid.UUID, typer.Argument(metavar="ID", help="The job's id.")]
