"""NumPy arrays: an `.npz` with x and y, or a folder of `.npy` files with those names, of any rank."""

from __future__ import annotations

import os
import tokenize
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from diagnostics.data import array_file, pickles
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Array, Limits, Raw, evenly
from diagnostics.data.zip_entries import check_zip
from diagnostics.spec.dataset import Dataset

FORMAT = "arrays"
_NAMES = (("x_train", "y_train"), ("x", "y"))
_HELD_OUT = (("x_val", "y_val"), ("x_validation", "y_validation"), ("x_test", "y_test"))
_KNOWN = frozenset(name for pair in _NAMES + _HELD_OUT for name in pair)
_MOST_MEMBERS = 10_000
_MOST_PACKED = 1_100  # bytes that one packed byte can stand for, and a little more
_RAISED_BY_NUMPY = (OSError, ValueError, EOFError, MemoryError, SyntaxError, tokenize.TokenError, OverflowError)
_RAISED_BY_ZIP = (zipfile.BadZipFile, zlib.error, RuntimeError)


def looks_like(path: Path) -> bool:
    """Whether a location holds arrays, or pickles in their place."""
    if path.is_dir():
        return any(path.glob("*.npy")) or pickles.has_pickles(path)
    return path.suffix.lower() in (".npz", ".npy") or pickles.has_pickles(path)


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """As the spec asks."""
    return load(path, dataset.limit, limits)


def load(path: Path, limit: int | None, limits: Limits) -> Raw:
    """Inputs `(samples, …)` and targets as stored; a held-out pair beside them is taken as the validation split.

    Names count in any case; members with other names are not opened. Inputs in a file of their own are mapped into
    memory rather than read. Raises DataError.
    """
    refuse_others(path)
    try:
        names, members = _from_folder(path, limits) if path.is_dir() else _from_archive(path, limits)
    except DataError:
        raise
    except (*_RAISED_BY_NUMPY, *_RAISED_BY_ZIP) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise DataError(f"{path.name!r} cannot be read as NumPy arrays: {reason}") from error
    inputs, targets = _pair(members, _NAMES) or _missing(path, names)
    chosen = evenly(len(inputs), limit)
    every = len(chosen) == len(inputs)
    return Raw(
        format="arrays",
        inputs=inputs if every else inputs[chosen],
        targets=targets if every else targets[chosen],
        classes=None,
        available=len(inputs),
        held_out=_pair(members, _HELD_OUT),
    )


def refuse_others(path: Path) -> None:
    """Raises DataError for a single array and for pickles, with what to do instead."""
    if path.suffix.lower() == ".npy":
        raise DataError(f"{path.name!r} is one array; give the folder with x.npy and y.npy as the location")
    if not (path.is_dir() and any(path.glob("*.npy"))):
        pickles.refuse(path)


def _from_folder(path: Path, limits: Limits) -> tuple[list[str], dict[str, Array]]:
    """Every name there is, and the arrays with a known name, by that name in lower case."""
    files = {file.stem: file for file in sorted(path.glob("*.npy")) if file.is_file()}
    wanted = {name: file for name, file in files.items() if name.lower() in _KNOWN}
    for file in wanted.values():
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path)):
            raise DataError(f"{file.name!r} is a symbolic link that leads out of the dataset")
    arrays = {name.lower(): array_file.mapped(file) for name, file in wanted.items()}
    labels = {name: values for name, values in arrays.items() if name.startswith("y")}
    read = {**labels, **{name: values for name, values in arrays.items() if not isinstance(values, np.memmap)}}
    _check_bytes((values.nbytes for values in read.values()), limits)
    return list(files), {**arrays, **{name: np.array(values) for name, values in labels.items()}}


def _from_archive(path: Path, limits: Limits) -> tuple[list[str], dict[str, Array]]:
    """As for a folder. Pickled objects are never loaded, and no member gives more bytes than the archive lists."""
    check_zip(path, _MOST_MEMBERS)
    with zipfile.ZipFile(path) as archive:
        names = {entry.filename.removesuffix(".npy"): entry for entry in archive.infolist()}
        wanted = {name: entry for name, entry in names.items() if name.lower() in _KNOWN}
        _check_bytes((entry.file_size for entry in wanted.values()), limits)
        arrays: dict[str, Array] = {}
        for name, entry in wanted.items():
            with archive.open(entry) as member:
                array_file.check(member, name, min(entry.file_size, entry.compress_size * _MOST_PACKED))
            with archive.open(entry) as member:
                arrays[name.lower()] = np.lib.format.read_array(member, allow_pickle=False)
    return list(names), arrays


def _check_bytes(sizes: Iterable[int], limits: Limits) -> None:
    total = sum(sizes)
    if total > limits.dataset_bytes:
        raise DataError(f"the arrays take {total} bytes, {limits.dataset_bytes} are allowed")


def _pair(members: Mapping[str, Array], names: tuple[tuple[str, str], ...]) -> tuple[Array, Array] | None:
    for x_name, y_name in names:
        if x_name in members and y_name in members:
            return _checked(members[x_name], members[y_name], x_name, y_name)
    return None


def _checked(inputs: Array, targets: Array, x_name: str, y_name: str) -> tuple[Array, Array]:
    if inputs.ndim == 0 or targets.ndim == 0 or len(inputs) != len(targets):
        raise DataError(f"{x_name} has shape {inputs.shape} and {y_name} {targets.shape}: the first lengths differ")
    if inputs.size == 0 or targets.size == 0:
        raise DataError(f"{x_name if inputs.size == 0 else y_name} is empty")
    for name, array in ((x_name, inputs), (y_name, targets)):
        if array.dtype.kind not in "biuf":
            raise DataError(f"{name} holds {array.dtype}, not numbers")
    return inputs, targets


def _missing(path: Path, names: Iterable[str]) -> tuple[Array, Array]:
    found = ", ".join(sorted(names)) or "nothing"
    raise DataError(f"{path.name!r} needs arrays x and y, or x_train and y_train; it holds {found}")
