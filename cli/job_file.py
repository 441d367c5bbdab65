"""Job files: JSON or YAML, with locations that are relative to the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli.errors import UserError, listing
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_text

_LOCATIONS = (("dataset",), ("dataset", "validation"), ("model", "archive"))


def read(path: Path) -> Any:
    """The document in a file, with absolute locations. Raises UserError where there is none."""
    document = _parsed(path)
    for part in _parts_with_location(document):
        part["location"] = _absolute(part["location"], path.parent)
    return document


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


def _parts_with_location(document: Any) -> Iterator[dict[str, Any]]:
    for way in _LOCATIONS:
        part = document
        for key in way:
            part = part.get(key) if isinstance(part, dict) else None
        if isinstance(part, dict) and isinstance(part.get("location"), str):
            yield part


def _absolute(location: str, folder: Path) -> str:
    if "://" in location or not location.strip():
        return location
    return str((folder / Path(location).expanduser()).resolve())
