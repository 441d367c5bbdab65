"""`deadweight up`."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cli.stack.stack import Stack

_Folder = typer.Option("--root", exists=True, file_okay=False, metavar="FOLDER", show_default="the current folder")


def up(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The API's port on 127.0.0.1; 0 finds a free one.")
    ] = 8000,
    data_dir: Annotated[
        Path, typer.Option(file_okay=False, metavar="FOLDER", help="Where databases and logs are kept.")
    ] = Path(".deadweight"),
    workers: Annotated[
        int | None, typer.Option(min=1, show_default="the number of cores", help="How many trials run at once.")
    ] = None,
    roots: Annotated[list[Path] | None, _Folder] = None,
) -> None:
    """Run Deadweight on this machine: PostgreSQL, Valkey, API, worker and sweeper. Ctrl-C stops it all.

    Jobs may read local files inside the --root folders alone (repeat the option for several); without the option, those
    of DEADWEIGHT_DATA_ROOTS, or else the current folder. Where DEADWEIGHT_GPUS names GPUs, a GPU worker runs as well.
    """
    from cli.stack.interrupts import Interrupts
    from cli.stack.stack import Stack
    from cli.terminal import note

    _check_settings()
    with Interrupts() as interrupts:
        stack = Stack(
            data_dir,
            port=port,
            workers=workers or _cores(),
            roots=roots or _default_roots(),
            say=note,
            hurry=interrupts.hurry,
        )
        note("starting; Ctrl-C stops everything")
        with stack:
            stack.wait_for_worker()
            print(_banner(stack), flush=True)
            _wait_for_interrupt()
            note("stopping; Ctrl-C again to hurry")
    note("stopped")


def _check_settings() -> None:
    """Raises UserError for settings in the environment that no part could start with."""
    from cli.environment import settings
    from cli.terminal import note

    for ignored in ("DEADWEIGHT_DATABASE_URL", "DEADWEIGHT_BROKER_URL"):
        if os.environ.pop(ignored, None):
            note(f"{ignored} is ignored: `up` runs servers of its own")
    settings()


def _banner(stack: Stack) -> str:
    from cli.terminal import command

    return "\n".join(
        [
            "",
            f"  Deadweight    {stack.url}",
            f"  API           {stack.url}/docs",
            f"  data, logs    {stack.data_dir}",
            f"  submit a job  {command()} submit JOB.yaml{_server_option(stack)} --watch",
            "",
        ]
    )


def _server_option(stack: Stack) -> str:
    from cli.options import DEFAULT_URL

    return "" if stack.url == DEFAULT_URL else f" --server {stack.url}"


def _wait_for_interrupt() -> None:
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


def _default_roots() -> list[Path]:
    return [] if os.environ.get("DEADWEIGHT_DATA_ROOTS") else [Path.cwd()]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
