"""The dataset formats, found by walking this package: each is a module with FORMAT, `looks_like` and `read`."""

from __future__ import annotations

import importlib.util
import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib.abc import InspectLoader
from pathlib import Path
from typing import Protocol, cast

import diagnostics.data
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits, Raw
from diagnostics.spec.dataset import Dataset


class Format(Protocol):
    """What a format's module has; `FORMAT` is its name in the spec."""

    FORMAT: str

    def looks_like(self, path: Path) -> bool:
        """Whether a location holds this format, as far as names of files tell."""

    def read(self, path: Path, dataset: Dataset, limits: Limits) -> Raw:
        """The samples. Raises DataError, or OSError."""


@cache
def formats() -> dict[str, Format]:
    """Every format by name; `auto` tries them in the order of their names."""
    modules = (importlib.import_module(f"diagnostics.data.{found.name}") for found in _modules())
    known = [cast("Format", module) for module in modules if hasattr(module, "FORMAT")]
    return {each.FORMAT: each for each in sorted(known, key=lambda each: each.FORMAT)}


def format_of(dataset: Dataset, path: Path) -> Format:
    """The format that the spec names or, with `auto`, the first that the location looks like. Raises DataError."""
    known = formats()
    if dataset.format in known:
        return known[dataset.format]
    for candidate in known.values():
        if candidate.looks_like(path):
            return candidate
    message = f"{path.name!r} looks like none of {', '.join(known)}; if it is one of them, dataset.format says which"
    raise DataError(message + _hint(path, known.values()), "/dataset/format")


def _hint(path: Path, known: Iterable[Format]) -> str:
    """The file in a folder that would do by itself."""
    files = sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else []
    fitting = [file.name for file in files for each in known if each.looks_like(file)]
    return f"; or give {fitting[0]!r}, which it holds, as the location" if fitting else ""


def _modules() -> list[pkgutil.ModuleInfo]:
    return [found for found in pkgutil.iter_modules(diagnostics.data.__path__) if _may_be_a_format(found.name)]


def _may_be_a_format(name: str) -> bool:
    """Whether a module's text has FORMAT; others need not be loaded, some of which take long and much memory."""
    found = importlib.util.find_spec(f"diagnostics.data.{name}")
    source = found.loader.get_source(found.name) if found and isinstance(found.loader, InspectLoader) else None
    return source is None or "\nFORMAT = " in source
