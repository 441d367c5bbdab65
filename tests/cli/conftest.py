"""The command as users run it, in processes of its own; one running stack for all tests that need a server."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import cli
from cli.stack.stack import Stack
from store.embedded.ports import usable_port

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]
Write = Callable[..., Path]

_CODE = Path(cli.__file__).parent.parent
_SECONDS = 240


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The tests' own, less what would point the command elsewhere, with the code importable from any folder."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DEADWEIGHT_")}
    path = os.pathsep.join([str(_CODE), *(entry for entry in sys.path if entry)])
    return {**inherited, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "COLUMNS": "100"}


@pytest.fixture(scope="session")
def data_folder() -> Iterator[Path]:
    """A folder that any account can pass, with two classes that a small network tells apart: `points.npz`."""
    with tempfile.TemporaryDirectory(prefix="deadweight tést's ") as name:
        folder = Path(name)
        folder.chmod(0o755)
        inputs = np.random.default_rng(0).normal(size=(400, 8)).astype("float32")
        np.savez(folder / "points.npz", x=inputs, y=(inputs[:, 0] > 0).astype("int64"))
        yield folder


@pytest.fixture(scope="session")
def write(data_folder: Path) -> Write:
    """Write a job file beside the data: a network that learns, unless `kernel` keeps it from it."""

    def write_job(name: str, *, kernel: str = "glorot_uniform", steps: int | str = "auto", **changes: Any) -> Path:
        layers = [
            {"name": "point", "class_name": "InputLayer", "config": {"shape": [8]}},
            {
                "name": "hidden",
                "class_name": "Dense",
                "config": {"units": 16, "activation": "relu", "kernel_initializer": kernel},
            },
            {"name": "answer", "class_name": "Dense", "config": {"units": 2, "activation": "softmax"}},
        ]
        job = {
            "name": name,
            "dataset": {"location": "points.npz"},
            "model": {"layers": layers},
            "training": {"loss": "sparse_categorical_crossentropy", "learning_rate": 0.01, "epochs": 20},
            "diagnosis": {"budget": {"steps": steps}},
        }
        file = data_folder / f"{name}.yaml"
        file.write_text(yaml.safe_dump(job | changes))
        return file

    return write_job


@pytest.fixture(scope="session")
def run(environment: dict[str, str], data_folder: Path) -> Run:
    """Run the command to its end, beside the data."""

    def run_command(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "cli.main", *map(str, arguments)]
        return subprocess.run(
            argv,
            env=environment | settings,
            cwd=data_folder,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )

    return run_command


@pytest.fixture
def start(environment: dict[str, str], data_folder: Path) -> Iterator[Start]:
    """Start the command, and kill it at the end of the test."""
    started: list[subprocess.Popen[str]] = []

    def start_command(*arguments: object) -> subprocess.Popen[str]:
        argv = [sys.executable, "-m", "cli.main", *map(str, arguments)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(argv, env=environment, cwd=data_folder, stdout=pipe, stderr=pipe, text=True)
        started.append(process)
        return process

    yield start_command
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def remarks() -> list[str]:
    """What the shared stack has said."""
    return []


@pytest.fixture(scope="session")
def stack(data_folder: Path, remarks: list[str]) -> Iterator[Stack]:
    """A running stack whose jobs may read the data; its worker has one process."""
    with Stack(data_folder / "stack", roots=[data_folder], temporary=True, say=remarks.append) as running:
        running.wait_for_worker()
        yield running


@pytest.fixture
def url(stack: Stack) -> str:
    """Where the shared stack's API answers."""
    return stack.url


@pytest.fixture
def free_port() -> int:
    """A port on which nothing listens."""
    return usable_port(0)
