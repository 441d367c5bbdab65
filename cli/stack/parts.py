"""The processes beside the servers: how each is started, and how long it may take to stop."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cli
from cli.errors import UserError
from cli.stack.marks import VARIABLE, Mark
from store.embedded import Endpoints

HOST = "127.0.0.1"
API, WORKER, GPU_WORKER, SWEEPER = "API", "worker", "GPU worker", "sweeper"

_CODE = Path(cli.__file__).resolve().parent.parent
_GRACEFUL_SECONDS = 3


@dataclass(frozen=True)
class Part:
    """A process to keep running; `settings` is its environment beyond that of every part."""

    name: str
    argv: tuple[str, ...]
    stop_seconds: float
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def log_name(self) -> str:
        """The file that its output goes to."""
        return f"{self.name.lower().replace(' ', '-')}.log"


def settings_of(endpoints: Endpoints, roots: Sequence[str], data_dir: Path) -> dict[str, str]:
    """The settings that every part shares; an empty list of roots leaves the environment's own in force.

    So does a place for blobs, or for the cache, that the environment names.
    """
    listed = {"DEADWEIGHT_DATA_ROOTS": os.pathsep.join(roots)} if roots else {}
    folders = {"DEADWEIGHT_BLOBS": str(data_dir / "blobs"), "DEADWEIGHT_CACHE": str(data_dir / "cache")}
    kept = {name: folder for name, folder in folders.items() if not os.environ.get(name)}
    servers = {"DEADWEIGHT_DATABASE_URL": endpoints.database_url, "DEADWEIGHT_BROKER_URL": endpoints.broker_url}
    return {**servers, **listed, **kept}


def environment_of(mark: str, settings: dict[str, str] | None = None) -> dict[str, str]:
    """The caller's environment with the mark and settings, and with our code importable from any folder."""
    path = [str(Path(entry).resolve()) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    if Path(sysconfig.get_path("purelib")).resolve() != _CODE:  # which is found anyway, after the standard library
        path.insert(0, str(_CODE))
    python = {"PYTHONPATH": os.pathsep.join(path), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **python, **(settings or {}), VARIABLE: mark}


def api(port: int) -> Part:
    """The HTTP service."""
    options = ["--factory", "--host", HOST, "--port", str(port), "--no-access-log"]
    stop = ["--timeout-graceful-shutdown", str(_GRACEFUL_SECONDS)]  # else an open event stream holds it for ever
    return Part(API, _module("uvicorn", "api.app:create_app", *options, *stop), _GRACEFUL_SECONDS + 2)


def workers(count: int, mark: Mark) -> list[Part]:
    """The CPU worker and, where DEADWEIGHT_GPUS names any, one for GPUs."""
    cpu = _worker(WORKER, "cpu", mark, "--concurrency", str(count), settings={"DEADWEIGHT_GPUS": ""})
    return [cpu, _worker(GPU_WORKER, "gpu", mark)] if os.environ.get("DEADWEIGHT_GPUS") else [cpu]


def sweeper() -> Part:
    """The finder of lost work."""
    return Part(SWEEPER, _module("worker.sweeper"), 5)


def _worker(name: str, queue: str, mark: Mark, *options: str, settings: dict[str, str] | None = None) -> Part:
    app = ["-A", "worker.app", "worker", "--queues", queue, "--loglevel", "INFO"]
    alone = ["--without-gossip", "--without-mingle", "-n", f"{queue}-{mark.run}@%h"]
    return Part(name, _module("celery", *app, *alone, *options), 10, settings or {})


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def listable(root: Path) -> str:
    """The whole path of a root. Raises UserError for one that a list of paths cannot hold."""
    path = str(root.resolve())
    if "," in path or os.pathsep in path:
        raise UserError(f"--root {path}: a folder with a comma or {os.pathsep!r} in its path cannot be a root")
    return path
