"""Files from a server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from cli.errors import UserError
from cli.server import Server


def download(server: Server, path: str, file: Path) -> None:
    """What is at a path of the server, to a file that appears once it is whole. Raises UserError."""
    partial = file.with_name(f"{file.name}.part")
    try:
        with server.stream(path) as answer, partial.open("wb") as opened, _bar(file.name, _length(answer)) as received:
            for chunk in answer.iter_bytes():
                opened.write(chunk)
                received(len(chunk))
        partial.replace(file)
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _length(answer: httpx.Response) -> int:
    return int(answer.headers.get("Content-Length", 0))


@contextmanager
def _bar(title: str, total_bytes: int) -> Iterator[Callable[[int], None]]:
    """Takes the number of bytes received; shown at a terminal alone."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=total_bytes or None)
        yield lambda count: progress.advance(task, count)
