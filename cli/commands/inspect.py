"""`deadweight inspect`."""

from __future__ import annotations

from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.commands.lint import Codes, Severity
from cli.options import Output


class Format(StrEnum):
    """Forms of an inspection."""

    text = "text"
    json = "json"


class Encoding(Enum):
    """Forms of labels."""

    auto = "auto"
    index = "index"
    one_hot = "one_hot"
    float = "float"


def inspect(
    location: Annotated[
        str | None, typer.Argument(metavar="LOCATION", help="A folder, a file or a URI; may be left out with --job.")
    ] = None,
    format: Annotated[Format, typer.Option(help="The form of what is found.")] = Format.text,  # noqa: A002
    fail_on: Annotated[Severity, typer.Option(help="The least that makes the exit status 1.")] = Severity.warning,
    job: Annotated[
        Path | None,
        typer.Option("--job", metavar="JOB", help="A job file whose dataset this is, or one with `dataset` alone."),
    ] = None,
    labels: Annotated[
        Encoding | None, typer.Option(help="What labels are: `float` takes whole numbers for quantities.")
    ] = None,
    column: Annotated[str | None, typer.Option(metavar="NAME", help="The column with the labels.")] = None,
    validation: Annotated[
        str | None, typer.Option("--validation", metavar="LOCATION", help="Where the held-out samples lie.")
    ] = None,
    validation_tail: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="The share at the end that is held out, as Keras takes it.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The most samples to read, evenly spread.")] = None,
    select: Codes = [],  # noqa: B006  typer copies it
    ignore: Codes = [],  # noqa: B006
    output: Output = None,
) -> None:
    """Find what is wrong with data before anything is trained, without any model.

    Exits with 0 where nothing is found, 1 for findings of at least --fail-on, 2 for data that cannot be looked at.
    """
    from cli.inspecting import Asked, exit_status, inspected, shown
    from cli.terminal import check_output, deliver

    check_output(output)
    encoding = labels.value if labels else None
    asked = Asked(location, job, encoding, column, validation, validation_tail, limit, tuple(select), tuple(ignore))
    found = inspected(asked)
    deliver(shown(found, format.value), output)
    raise typer.Exit(exit_status(found, fail_on.value))
