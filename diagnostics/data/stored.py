"""What lies at the locations of a dataset, before any network is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from diagnostics.data.archives import Inside, inside
from diagnostics.data.column_order import with_columns_of
from diagnostics.data.deduplicate import without_copies
from diagnostics.data.errors import DataError
from diagnostics.data.formats import format_of
from diagnostics.data.locations import Roots, local_path
from diagnostics.data.raw import Array, Inputs, Limits, Raw
from diagnostics.spec.dataset import Dataset


@dataclass(frozen=True)
class Stored:
    """What lies at a dataset's locations; `beside` are held-out inputs and targets that are kept apart there."""

    raw: Raw
    beside: tuple[Inputs, Array] | None
    files: tuple[Inside, ...]


def stored(dataset: Dataset, roots: Roots, limits: Limits) -> Stored:
    """The data as they are. Raises DataError, SpecError and FetchError."""
    read = partial(_read, dataset, roots=roots, limits=limits)
    raw, *files = read(dataset.location, "/dataset/location")
    beside = raw.held_out if dataset.validation else None
    if dataset.validation and dataset.validation.location is not None:
        pointer = "/dataset/validation/location"
        other, more = read(dataset.validation.location, pointer)
        beside, files = _aligned(other, raw, pointer), [*files, more]
    if beside is not None:
        _check_same_form(raw, beside)
    if dataset.deduplicate:
        raw, beside = without_copies(raw, beside)
    return Stored(raw, beside, tuple(files))


def _read(dataset: Dataset, location: str, pointer: str, roots: Roots, limits: Limits) -> tuple[Raw, Inside]:
    path = local_path(location, roots, pointer)
    if not path.is_dir() and not path.is_file():
        raise DataError(f"there is nothing at {location!r}", pointer)
    try:
        found = inside(path)
        return format_of(dataset, found.path).read(found.path, dataset, limits), found
    except DataError as error:
        at_location = error.pointer == "/dataset/location"
        raise DataError(str(error), pointer if at_location else error.pointer) from error
    except OSError as error:
        raise DataError(f"{location!r} cannot be read: {error.strerror}", pointer) from error


def _aligned(other: Raw, raw: Raw, pointer: str) -> tuple[Inputs, Array]:
    """The other location's samples with columns and class indices as in the first."""
    other = with_columns_of(raw, other, pointer)
    if raw.classes is None or other.classes is None or raw.classes == other.classes:
        return other.inputs, other.targets
    unknown = sorted(set(other.classes) - set(raw.classes))
    if unknown:
        raise DataError(f"class {unknown[0]!r} appears in the validation data alone", pointer)
    places = np.array([raw.classes.index(name) for name in other.classes])
    return other.inputs, places[other.targets]


def _check_same_form(raw: Raw, beside: tuple[Inputs, Array]) -> None:
    for name, here, there in (("inputs", raw.inputs, beside[0]), ("targets", raw.targets, beside[1])):
        if here.shape[1:] != there.shape[1:]:
            message = f"validation {name} have shape {there.shape[1:]}, training {name} {here.shape[1:]}"
            raise DataError(message, "/dataset/validation")
