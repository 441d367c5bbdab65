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
from diagnostics.data.inputs import chosen as some_of
from diagnostics.data.inputs import sample_bytes
from diagnostics.data.raw import Array, Inputs, Limits, Raw, evenly
from diagnostics.data.row_file import RowFile
from diagnostics.data.stored_rows import stored_member, stored_rows
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
Members = dict[str, Inputs]


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

    Names count in any case; members with other names are not opened. Large inputs that are stored as they are, neither
    compressed nor column by column, are read when they are asked for. Raises DataError.
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
        inputs=inputs if every else some_of(inputs, chosen),
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


def _from_folder(path: Path, limits: Limits) -> tuple[list[str], Members]:
    """Every name there is, and the arrays with a known name, by that name in lower case."""
    files = {file.stem: file for file in sorted(path.glob("*.npy")) if file.is_file()}
    wanted = {name: file for name, file in files.items() if name.lower() in _KNOWN}
    for file in wanted.values():
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path)):
            raise DataError(f"{file.name!r} is a symbolic link that leads out of the dataset")
    sizes = {name: file.stat().st_size for name, file in wanted.items()}
    members = _streamed({name: stored_rows(file, name, 0, sizes[name]) for name, file in wanted.items()}, limits)
    whole = {name: file for name, file in wanted.items() if name.lower() not in members}
    _check_bytes((sizes[name] for name in whole), limits)
    return list(files), members | {name.lower(): np.load(file, allow_pickle=False) for name, file in whole.items()}


def _from_archive(path: Path, limits: Limits) -> tuple[list[str], Members]:
    """As for a folder. Pickled objects are never loaded, and no member gives more bytes than the archive lists."""
    check_zip(path, _MOST_MEMBERS)
    with zipfile.ZipFile(path) as archive:
        names = {entry.filename.removesuffix(".npy"): entry for entry in archive.infolist()}
        wanted = {name: entry for name, entry in names.items() if name.lower() in _KNOWN}
        members = _streamed({name: stored_member(path, name, entry) for name, entry in wanted.items()}, limits)
        whole = {name: entry for name, entry in wanted.items() if name.lower() not in members}
        _check_bytes((entry.file_size for entry in whole.values()), limits)
        for name, entry in whole.items():
            with archive.open(entry) as member:
                array_file.check(member, name, min(entry.file_size, entry.compress_size * _MOST_PACKED))
        for name, entry in whole.items():
            with archive.open(entry) as member:
                members[name.lower()] = np.lib.format.read_array(member, allow_pickle=False)
    return list(names), members


def _streamed(found: Mapping[str, RowFile | None], limits: Limits) -> Members:
    """The inputs too large to be kept in memory that lie in their file as they are."""
    rows = {name.lower(): each for name, each in found.items() if each is not None and name.lower().startswith("x")}
    return {name: each for name, each in rows.items() if len(each) * sample_bytes(each) > limits.kept_bytes}


def _check_bytes(sizes: Iterable[int], limits: Limits) -> None:
    total = sum(sizes)
    if total > limits.dataset_bytes:
        raise DataError(f"the arrays take {total} bytes, {limits.allowed}")


def _pair(members: Members, names: tuple[tuple[str, str], ...]) -> tuple[Inputs, Array] | None:
    for x_name, y_name in names:
        if x_name in members and y_name in members:
            return _checked(members[x_name], members[y_name], x_name, y_name)
    return None


def _checked(inputs: Inputs, targets: Inputs, x_name: str, y_name: str) -> tuple[Inputs, Array]:
    if not inputs.shape or not targets.shape or len(inputs) != len(targets):
        raise DataError(f"{x_name} has shape {inputs.shape} and {y_name} {targets.shape}: the first lengths differ")
    for name, array in ((x_name, inputs), (y_name, targets)):
        if 0 in array.shape:
            raise DataError(f"{name} is empty")
        if array.dtype.kind not in "biuf":
            raise DataError(f"{name} holds {array.dtype}, not numbers")
    assert isinstance(targets, np.ndarray), "only inputs are streamed"
    return inputs, targets


def _missing(path: Path, names: Iterable[str]) -> tuple[Inputs, Array]:
    found = ", ".join(sorted(names)) or "nothing"
    raise DataError(f"{path.name!r} needs arrays x and y, or x_train and y_train; it holds {found}")
