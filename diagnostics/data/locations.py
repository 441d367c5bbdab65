"""From a location to a path that a job may read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from diagnostics.data.named_datasets import named_dataset
from diagnostics.data.remote.errors import Refused
from diagnostics.data.remote.place import Place, is_remote, place_of, shown
from diagnostics.spec.errors import Problem, SpecError, fault, quote
from diagnostics.spec.job import JobSpec, ResolvedSpec


class Fetch(Protocol):
    """What brings locations here that lie elsewhere."""

    def refusal(self, place: Place) -> str | None:
        """Why a job may not name this place, as far as that is known without asking anybody."""

    def path(self, place: Place, pointer: str) -> Path:
        """What lies there, as a file or folder here. Raises SpecError, and FetchError."""


@dataclass(frozen=True)
class Reach:
    """What a job may read: local files inside the roots (None: anywhere), and what can be fetched."""

    roots: Sequence[Path] | None
    fetch: Fetch | None


Roots = Sequence[Path] | Reach | None  # folders alone: what lies elsewhere is not read
_DOWNLOAD = "keras://"


def admit(spec: JobSpec | ResolvedSpec, roots: Roots) -> None:
    """Raises SpecError for locations that this machine may not read, or that hold nothing as far as a look tells.

    Nothing is fetched for it.
    """
    problems: list[Problem] = []
    for pointer, location in locations(spec):
        try:
            reason = _refusal(location, _reach(roots), pointer)
        except SpecError as error:
            problems.extend(error.problems)
            continue
        if reason:
            problems.append(Problem(pointer, reason, quote(shown(location))))
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
    """Where a location can be read on this machine, after it was fetched if it lies elsewhere.

    A local one has its symbolic links followed, and lies inside one of the roots (None: anywhere); a relative one is
    looked for under each root in turn. Raises SpecError where it leads outside, or to what must not be fetched, and
    FetchError where that did not succeed. A dataset that Keras knows by name (`keras://mnist`) lies where Keras keeps
    it.
    """
    named = named_dataset(location, pointer)
    if named is not None:
        return named
    reach = _reach(roots)
    if is_remote(location):
        return _fetching(reach, pointer, location).path(_place(location, pointer), pointer)
    return _inside(location, reach.roots, pointer)


def _reach(roots: Roots) -> Reach:
    return roots if isinstance(roots, Reach) else Reach(roots, None)


def _refusal(location: str, reach: Reach, pointer: str) -> str | None:
    """Why a location cannot be read, as far as that shows without fetching anything. Raises SpecError for others."""
    named = named_dataset(location, pointer)
    if named is None and is_remote(location):
        return _fetching(reach, pointer, location).refusal(_place(location, pointer))
    return _nothing_there(named or _inside(location, reach.roots, pointer))


def _fetching(reach: Reach, pointer: str, location: str) -> Fetch:
    if reach.fetch is None:
        _place(location, pointer)
        raise fault(pointer, "only local files are read here", shown(location))
    return reach.fetch


def _place(location: str, pointer: str) -> Place:
    try:
        return place_of(location)
    except Refused as error:
        raise fault(pointer, str(error), shown(location)) from error


def _inside(location: str, roots: Sequence[Path] | None, pointer: str) -> Path:
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
    raise fault(pointer, "a file:// location names no other machine", location)


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
