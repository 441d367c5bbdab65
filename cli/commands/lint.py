"""`deadweight lint`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import Classes, Define, Looked, Output

Codes = Annotated[list[str], typer.Option(metavar="CODE", help="Rules or groups, such as SPC101,SPC107 or SPC.")]


class Format(StrEnum):
    """Forms of findings."""

    text = "text"
    json = "json"
    sarif = "sarif"


class Severity(StrEnum):
    """How grave a finding is."""

    error = "error"
    warning = "warning"
    info = "info"


def lint(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Programs, notebooks, Markdown, jobs, folders; - is stdin."),
    ],
    format: Annotated[Format, typer.Option(help="The form of the findings.")] = Format.text,  # noqa: A002
    fail_on: Annotated[Severity, typer.Option(help="The least that makes the exit status 1.")] = Severity.warning,
    data: Looked = None,
    classes: Classes = None,
    define: Define = [],  # noqa: B006  typer copies it
    select: Codes = [],  # noqa: B006
    ignore: Codes = [],  # noqa: B006
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="Files without a network are clean.")] = False,
    output: Output = None,
) -> None:
    """Find what is wrong with networks before anything is trained: in milliseconds, and without running the program.

    Exits with 0 where nothing is found, 1 for findings of at least --fail-on, 2 for input that cannot be looked at.
    """
    from cli.lint_options import asked
    from cli.lint_output import exit_status, shown
    from cli.linting import lint_files
    from cli.terminal import check_output, deliver

    check_output(output)
    wanted = asked(data=data, classes=classes, define=define, select=select, ignore=ignore, allow_empty=allow_empty)
    results = list(lint_files(files, wanted))
    deliver(shown(results, format.value, output), output)
    raise typer.Exit(exit_status(results, fail_on.value))
