"""The files that `lint` and `read` are to look at."""

from __future__ import annotations

import io
import os
import sys
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STANDARD_INPUT = "-"
_SOURCES = frozenset({".py", ".ipynb", ".md"})
_JOBS = frozenset({".yaml", ".yml", ".json"})
_PASSED_OVER = frozenset({"__pycache__", "node_modules", "site-packages", "venv", "build", "dist"})


@dataclass(frozen=True)
class Input:
    """One file. `wanted` says that it was named, rather than found in a folder that was.

    `folder` is what relative locations in it are relative to.
    """

    name: str
    text: str
    wanted: bool
    folder: Path


@dataclass(frozen=True)
class Unreadable:
    """A file that cannot be looked at, and why."""

    name: str
    reason: str


def inputs(files: Iterable[str]) -> Iterator[Input | Unreadable]:
    """Every file named, and those in folders named that may hold a network; each once."""
    seen: set[str] = set()
    for path, wanted in _paths(files):
        real = os.path.realpath(path) if path != STANDARD_INPUT else path
        if real not in seen:
            seen.add(real)
            yield _input(path, wanted)


def is_job(name: str, text: str) -> bool:
    """Whether the file is meant to be a job: by its name, and standard input by what it holds."""
    suffix = Path(name).suffix.lower()
    return suffix in _JOBS or (name == STANDARD_INPUT and looks_like_job(text))


def looks_like_job(text: str) -> bool:
    """Whether a text holds a mapping with a dataset and a model."""
    from diagnostics.spec.errors import SpecError
    from diagnostics.spec.reading import read_text

    if "dataset" not in text or "model" not in text:
        return False
    try:
        document: Any = read_text(text)
    except SpecError:
        return False
    return isinstance(document, Mapping) and {"dataset", "model"} <= set(document)


def _paths(files: Iterable[str]) -> Iterator[tuple[str, bool]]:
    for file in files:
        if file != STANDARD_INPUT and Path(file).is_dir():
            yield from ((found, False) for found in _within(file))
        else:
            yield file, True


def _within(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(files):
            suffix = Path(name).suffix.lower()
            path = str(Path(place, name))
            if suffix in _SOURCES or (suffix in _JOBS and _is_job_file(path)):
                yield path


def _is_job_file(path: str) -> bool:
    read = _input(path, wanted=False)
    return isinstance(read, Input) and looks_like_job(read.text)


def _input(path: str, wanted: bool) -> Input | Unreadable:
    try:
        text = _decoded(sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes())
    except FileNotFoundError:
        return Unreadable(path, "there is no such file")
    except (UnicodeDecodeError, LookupError, SyntaxError) as error:
        return Unreadable(path, f"this is no text: {error}")
    except OSError as error:
        return Unreadable(path, f"it cannot be read: {error.strerror}")
    return Input(path, text, wanted, Path() if path == STANDARD_INPUT else Path(path).parent)


def _decoded(content: bytes) -> str:
    """As Python reads it: UTF-8, or what a comment in the first two lines says."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return io.TextIOWrapper(io.BytesIO(content), encoding).read()
