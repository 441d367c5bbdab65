"""Writing for people at a terminal, and plainly for everything else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.errors import UserError


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Text in columns, two spaces apart, as wide as its widest entry."""
    table = [header, *rows]
    widths = [max(len(row[place]) for row in table) for place in range(len(header))]
    padded = ("  ".join(entry.ljust(width) for entry, width in zip(row, widths, strict=True)) for row in table)
    return "\n".join(line.rstrip() for line in padded)


def deliver(text: str, output: Path | None) -> None:
    """Write to a file where one is named, else to the standard output."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(f"{output} cannot be written: {error.strerror}") from error


def check_output(output: Path | None) -> None:
    """Raises UserError where a file cannot be written, before work is done whose result would be lost."""
    if output is not None and not (output.parent.is_dir() and os.access(output.parent, os.W_OK)):
        raise UserError(f"{output} cannot be written: {output.parent} is no folder, or not one to write in")


def command() -> str:
    """What this user types for the command, who may have run it by its path in a virtual environment."""
    typed = Path(sys.argv[0])
    found = shutil.which("deadweight")
    elsewhere = found is None or not typed.exists() or not typed.samefile(found)
    return str(typed) if typed.name == "deadweight" and elsewhere else "deadweight"


def note(text: str) -> None:
    """A remark beside the output proper."""
    print(text, file=sys.stderr, flush=True)
