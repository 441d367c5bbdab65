"""Job files: JSON or YAML, with locations that are relative to the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.errors import UserError, listing
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_text

_LOCATIONS = (
    *(("dataset", "location"), ("dataset", "validation", "location"), ("model", "archive", "location")),
    *(("model", "application", "weights"), ("model", "weights", "location")),
)
_NO_LOCATIONS = frozenset({"imagenet"})  # Keras's name for weights that it downloads


def read(path: Path) -> Any:
    """The document in a file, with absolute locations. Raises UserError where there is none."""
    document = _parsed(path)
    make_absolute(document, path.parent)
    return document


def make_absolute(document: Any, folder: Path) -> None:
    """Change the locations in a document that are relative to the folder."""
    for part, key in locations_in(document):
        part[key] = absolute(part[key], folder)


def problems_in(path: Path, error: SpecError) -> UserError:
    """What is wrong with a job file, one line a problem."""
    found = [(problem.pointer, problem.message, problem.value) for problem in error.problems]
    return UserError(listing(f"{path} cannot be a job", found))


def _parsed(path: Path) -> Any:
    try:
        return read_text(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UserError(f"there is no file {path}") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder; a job file is JSON or YAML") from None
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None
    except SpecError as error:
        raise UserError(f"{path}: {error.problems[0].message}") from None


def locations_in(document: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """The parts of a document that name a location, with the key that holds it."""
    for *way, last in _LOCATIONS:
        part = document
        for key in way:
            part = part.get(key) if isinstance(part, dict) else None
        if isinstance(part, dict) and isinstance(part.get(last), str) and part[last] not in _NO_LOCATIONS:
            yield part, last


def absolute(location: str, folder: Path) -> str:
    """A local location from a folder on, whole; URIs as they are."""
    if "://" in location or not location.strip():
        return location
    return str((folder / Path(location).expanduser()).resolve())
