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
JobFile = Annotated[
    Path, typer.Argument(metavar="JOB", help="A job file (JSON or YAML), or a program with its data: see --data.")
]
Data = Annotated[str | None, typer.Option("--data", metavar="LOCATION", help="Where the data of a program lie.")]
Looked = Annotated[
    Path | None,
    typer.Option("--data", metavar="LOCATION", help="The data: only names and heads of files are looked at."),
]
Classes = Annotated[int | None, typer.Option("--classes", min=1, help="How many classes the data have.")]
Define = Annotated[
    list[str],
    typer.Option("--define", metavar="EXPR=VALUE", help="A literal for what a program leaves open; repeatable."),
]
NetworkName = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="The network of a program that is meant, by function or variable."),
]
FixId = Annotated[uuid.UUID, typer.Argument(metavar="FIX", help="The fix's id, as the report has it.")]
JobId = Annotated[uuid.UUID, typer.Argument(metavar="ID", help="The job's id.")]
