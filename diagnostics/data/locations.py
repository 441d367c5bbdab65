"""From a location to a path that a job may read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from diagnostics.data.named_datasets import named_dataset
from diagnostics.spec.errors import Problem, SpecError, quote
from diagnostics.spec.job import JobSpec, ResolvedSpec

Roots = Sequence[Path] | None
_DOWNLOAD = "keras://"


def admit(spec: JobSpec | ResolvedSpec, roots: Roots) -> None:
    """Raises SpecError for locations that this machine may not read, or that hold nothing."""
    problems: list[Problem] = []
    for pointer, location in locations(spec):
        try:
            path = local_path(location, roots, pointer)
        except SpecError as error:
            problems.extend(error.problems)
            continue
        reason = _nothing_there(path)
        if reason:
            problems.append(Problem(pointer, reason, quote(location)))
    if problems:
        raise SpecError(problems)


def locations(spec: JobSpec | ResolvedSpec) -> Iterator[tuple[str, str]]:
    """Every location in a spec that files lie at, with its pointer."""
    yield "/dataset/location", spec.dataset.location
    if spec.dataset.validation and spec.dataset.validation.location is not None:
        yield "/dataset/validation/location", spec.dataset.validation.location
    if spec.model.weights is not None and keras_download(spec.model.weights.location) is None:
        yield "/model/weights/location", spec.model.weights.location


def keras_download(location: str) -> str | None:
    """The application whose weights Keras itself fetches, for a location `keras://ResNet50`; None for others."""
    return location.removeprefix(_DOWNLOAD) if location.startswith(_DOWNLOAD) else None


def downloaded_by_keras(application: str) -> str:
    """The location of the weights that Keras fetches for an application."""
    return f"{_DOWNLOAD}{application}"


def local_path(location: str, roots: Roots, pointer: str) -> Path:
    """The path of a local location, symbolic links followed, inside one of the roots (None: anywhere).

    A relative location is looked for under each root in turn. Raises SpecError where it leads outside, and for
    locations that are not local. A dataset that Keras knows by name (`keras://mnist`) lies where Keras keeps it.
    """
    named = named_dataset(location, pointer)
    if named is not None:
        return named
    path = Path(_path_text(location, pointer))
    if roots is None:
        return Path(os.path.realpath(path))
    candidates = [Path(os.path.realpath(root / path)) for root in roots]
    real_roots = [Path(os.path.realpath(root)) for root in roots]
    inside = [found for found in candidates if any(found.is_relative_to(root) for root in real_roots)]
    if not inside:
        allowed = ", ".join(str(root) for root in roots) or "none is configured"
        message = f"outside the folders that jobs may read (DEADWEIGHT_DATA_ROOTS: {allowed})"
        raise SpecError([Problem(pointer, message, quote(location))])
    return next((found for found in inside if os.path.exists(found)), inside[0])  # noqa: PTH110  never raises


def _path_text(location: str, pointer: str) -> str:
    text = _from_url(location, pointer) if "://" in location else location
    if not text.strip():
        raise SpecError([Problem(pointer, "a location is needed", quote(location))])
    if "\0" in text:
        raise SpecError([Problem(pointer, "a path holds no NUL character", quote(location))])
    return text


def _from_url(location: str, pointer: str) -> str:
    scheme, rest = location.split("://", 1)
    host, slash, path = rest.partition("/")
    if scheme.lower() == "file" and host in ("", "localhost"):
        return unquote(slash + path)
    message = "this version reads local paths and file:// locations"
    raise SpecError([Problem(pointer, message, quote(location))])


def _nothing_there(path: Path) -> str | None:
    """Why there is nothing to read at a path, in one line."""
    try:
        if path.is_dir():
            with os.scandir(path) as entries:
                return None if next(entries, None) is not None else "this folder is empty"
        if not path.exists():
            return "there is nothing at this location"
        if not path.is_file():
            return "this location is neither a folder nor a file"
        path.open("rb").close()
        return None
    except OSError as error:
        return f"this location cannot be read: {error.strerror}"
