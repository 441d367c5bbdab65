"""`deadweight read`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import Classes, Define, Looked, Output


class Format(StrEnum):
    """Forms of what was read."""

    text = "text"
    json = "json"


def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A program, a notebook, Markdown, a job; - is stdin.")],
    format: Annotated[Format, typer.Option(help="The form of what was read.")] = Format.text,  # noqa: A002
    data: Looked = None,
    classes: Classes = None,
    define: Define = [],  # noqa: B006  typer copies it
    output: Output = None,
) -> None:
    """Show what was understood: each network with shapes and parameter counts, how it is trained, what is missing.

    Nothing of the program is run.
    """
    from cli.lint_options import asked
    from cli.outlining import understood
    from cli.read_text import as_json, as_text
    from cli.terminal import check_output, deliver, note

    check_output(output)
    found = understood(file, asked(data=data, classes=classes, define=define))
    for reason in found.refused:
        note(f"deadweight: not read: {reason}")
    deliver(as_json(found.outlines) if format is Format.json else as_text(found.outlines), output)
