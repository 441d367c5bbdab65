"""Pickles, which are programs: they are never read, and the user is told how to convert them."""

from __future__ import annotations

import re
from pathlib import Path

from diagnostics.data.errors import DataError

SUFFIXES = frozenset({".pkl", ".pickle", ".pck", ".joblib"})
_PLAIN = re.compile(r"\w[\w.-]*", re.ASCII)


def has_pickles(path: Path) -> bool:
    """Whether a location is a pickle, or a folder with some at its top."""
    return bool(_found(path))


def refuse(path: Path) -> None:
    """Raises DataError where there are pickles, with the line that makes arrays of them."""
    found = _found(path)
    if not found:
        return
    first = next((file for file in found if file.stem.lower() in ("x", "x_train", "features", "images")), found[0])
    other = next((file for file in found if file.stem.lower() in ("y", "y_train", "labels") and file != first), None)
    made = f"x={_loaded(first)}, y={_loaded(other)}" if other else "x=np.asarray(d[0]), y=np.asarray(d[1])"
    before = "" if other else f"d = {_opened(first)}; "
    note = "" if other else " (where d is a pair of inputs and labels; else name its parts)"
    line = f"python -c \"import pickle, numpy as np; {before}np.savez('data.npz', {made})\""
    why = "a pickle is a program, and is never run here; if you trust it, convert it"
    raise DataError(f"{first.name!r}: {why}{note}: {line}")


def _loaded(file: Path) -> str:
    return f"np.asarray({_opened(file)})"


def _opened(file: Path) -> str:
    """Names that a shell might take for more than a name are left for the user to fill in."""
    name = file.name if _PLAIN.fullmatch(file.name) else "NAME.pickle"
    return f"pickle.load(open('{name}', 'rb'))"


def _found(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
    return [path] if path.suffix.lower() in SUFFIXES else []
