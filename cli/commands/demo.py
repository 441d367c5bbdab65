"""`deadweight demo`."""

from __future__ import annotations

import typer


def demo() -> None:
    """Diagnose a network that collapses and its healthy twin, from start to finish, on a server of its own.

    Everything happens in a temporary folder. Exits with 0 when both reports say what they should, else with 1.
    """
    from cli.demo.show import show

    raise typer.Exit(show())
