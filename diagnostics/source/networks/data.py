"""Data as the text handles them: nothing of them is opened, only shapes and what is done to them is followed."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnostics.source.interpreter.values import Call, Native, Unknown
from diagnostics.source.networks.axes import length, sliced, with_rest
from diagnostics.source.networks.rescaling import Operation, operations_after
from diagnostics.source.place import Place

MOST_AXES = 32


@dataclass(frozen=True, eq=False)
class Array:
    """An array of samples or labels. `shape` holds None for lengths that are not known, and is None where none is.

    `operations` are what was done to every value, as a spec's preprocessing; `encoding` is that of labels.
    """

    shape: tuple[int | None, ...] | None
    written: str
    line: int
    operations: tuple[Operation, ...] = ()
    prepared: Place | None = None  # where the last of them stands
    encoding: str | None = None
    classes: int | None = None
    split: float | None = None  # the fraction that was held out for validation
    odd: bool = False  # something was done to it that no preprocessing says

    def attribute(self, name: str, unknown: Unknown) -> Any:
        """`array.name`."""
        if name in ("shape", "size", "ndim") and self.shape is not None:
            lengths = tuple(
                Unknown(f"{self.written}.shape", self.line) if each is None else each for each in self.shape
            )
            if name == "ndim":
                return len(lengths)
            return lengths if name == "shape" else unknown
        if name == "shape":
            return unknown
        if name == "T":
            return replace(self, shape=self.shape[::-1] if self.shape else None)
        method = _METHODS.get(name)
        return Native(name, lambda request, machine: method(self, request)) if method else unknown

    def item(self, key: Any, unknown: Unknown) -> Any:
        """`array[key]`: slices keep samples whole; a new axis makes the shape longer."""
        if self.shape is None:
            return self
        if isinstance(key, Array) and key.shape is not None:
            picked = (*key.shape, *self.shape[1:])
            return unknown if len(picked) > MOST_AXES else replace(self, shape=picked)
        keys = key if isinstance(key, tuple) else (key,)
        shape = sliced(self.shape, keys)
        return unknown if shape is None else replace(self, shape=shape)

    def entries(self, wanted: int | None) -> Sequence[Any] | None:
        """What a loop goes through is not known."""
        return None

    def length(self, unknown: Unknown) -> Any:
        """`len(array)`."""
        return self.shape[0] if self.shape and self.shape[0] is not None else unknown

    def binary(self, kind: type[ast.operator], left: Any, right: Any, unknown: Unknown) -> Any:
        """Arithmetic with a number scales or shifts; anything else is not followed."""
        found = operations_after(self.operations, kind, left if right is self else right, is_first=left is self)
        return replace(self, odd=True) if found is None else replace(self, operations=found)


def _same(array: Array, _request: Call) -> Array:
    return array


def _reshaped(array: Array, request: Call) -> Any:
    given = request.get("newshape", 0) if len(request.arguments) == 1 else request.arguments
    shape = (given,) if isinstance(given, int) else given
    if not isinstance(shape, list | tuple) or not all(isinstance(each, int | Unknown) for each in shape):
        return replace(array, shape=None)
    known = [each if each == -1 else length(each) for each in shape]
    return replace(array, shape=with_rest(array.shape, known))


_METHODS = {"astype": _same, "copy": _same, "reshape": _reshaped}
