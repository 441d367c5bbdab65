"""Data as the text handles them: nothing of them is opened, only shapes and what is done to them is followed."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from diagnostics.source.interpreter.values import CLASSES, Call, Native, Unknown
from diagnostics.source.place import Place

Operation = dict[str, Any]


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
        keys = key if isinstance(key, tuple) else (key,)
        shape = _sliced(self.shape, keys)
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


def operations_after(
    before: tuple[Operation, ...], kind: type[ast.operator], number: Any, is_first: bool
) -> tuple[Operation, ...] | None:
    """What was done to data once they are combined with a number; None where no preprocessing says so.

    `is_first` says that the data stand before the operator.
    """
    factor = finite(number)
    if not factor:
        return None
    if kind is ast.Div and is_first:
        return _rescaled(before, 1 / factor, 0.0)
    if kind is ast.Mult:
        return _rescaled(before, factor, 0.0)
    if kind in (ast.Add, ast.Sub) and is_first:
        return _rescaled(before, 1.0, factor if kind is ast.Add else -factor)
    return None


def finite(number: Any) -> float | None:
    """The number as arithmetic on data uses it; None for what is no such number."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        found = float(number)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def length(value: Any) -> int | None:
    """A length of an axis; None for what is none, or is open."""
    return value if isinstance(value, int) and 0 <= value < 2**63 else None


def _rescaled(before: tuple[Operation, ...], scale: float, offset: float) -> tuple[Operation, ...]:
    """What follows on a rescaling is taken together with it."""
    *earlier, last = before or (None,)
    if last is None or "rescale" not in last:
        return (*before, {"rescale": {"scale": scale, "offset": offset}})
    old = last["rescale"]
    return (*earlier, {"rescale": {"scale": old["scale"] * scale, "offset": old["offset"] * scale + offset}})


@dataclass(frozen=True, eq=False)
class Pipeline:
    """A generator or tf.data pipeline of batches, as far as it is described."""

    written: str
    line: int
    settings: dict[str, Any] = field(default_factory=dict)  # of a spec's dataset
    batch_size: int | None = None
    is_validation: bool = False
    prepared: Place | None = None  # where its preprocessing stands

    def attribute(self, name: str, unknown: Unknown) -> Any:
        """`pipeline.name`."""
        if name in ("num_classes", "class_names", "class_indices"):
            return Unknown(unknown.expression, unknown.line, CLASSES)
        if name in (
            "cache",
            "prefetch",
            "shuffle",
            "repeat",
            "take",
            "skip",
            "with_options",
            "unbatch",
        ):
            return Native(name, lambda request, machine: self)
        if name in ("map", "apply"):
            return Native(name, lambda request, machine: self._mapped())
        if name == "batch":
            return Native(name, self._batched)
        return unknown

    def _mapped(self) -> Pipeline:
        """What a function makes of the samples is not followed."""
        kept = {key: value for key, value in self.settings.items() if key == "validation"}
        return replace(self, settings=kept)

    def _batched(self, request: Call, _machine: Any) -> Pipeline:
        size = request.get("batch_size", 0)
        return replace(self, batch_size=size if isinstance(size, int) else None)

    def item(self, key: Any, unknown: Unknown) -> Any:
        """A batch is not known."""
        return unknown

    def entries(self, wanted: int | None) -> Sequence[Any] | None:
        """What a loop goes through is not known."""
        return None

    def length(self, unknown: Unknown) -> Any:
        """`len(pipeline)` is a number of batches."""
        return Unknown(unknown.expression, unknown.line)


def _sliced(shape: tuple[int | None, ...], keys: tuple[Any, ...]) -> tuple[int | None, ...] | None:
    found: list[int | None] = []
    rest = list(shape)
    for at, key in enumerate(keys):
        if key is None:
            found.append(1)
        elif key is Ellipsis:
            kept = len(rest) - sum(1 for each in keys[at + 1 :] if each is not None)
            found.extend(rest[:kept])
            rest = rest[kept:]
        elif not rest:
            return None
        elif isinstance(key, slice):
            found.append(_slice_length(rest.pop(0), key))
        elif isinstance(key, int):
            rest.pop(0)
        else:
            found.append(None)
            rest.pop(0)
    return (*found, *rest)


def _slice_length(whole: int | None, key: slice) -> int | None:
    parts = (key.start, key.stop, key.step)
    if any(part is not None and not isinstance(part, int) for part in parts):
        return None
    if parts == (None, None, None):
        return whole
    if whole is None or key.step == 0:
        return None
    return len(range(*key.indices(whole)))


def _same(array: Array, _request: Call) -> Array:
    return array


def _reshaped(array: Array, request: Call) -> Any:
    given = request.get("newshape", 0) if len(request.arguments) == 1 else request.arguments
    shape = (given,) if isinstance(given, int) else given
    if not isinstance(shape, list | tuple) or not all(isinstance(each, int | Unknown) for each in shape):
        return replace(array, shape=None)
    known = [each if each == -1 else length(each) for each in shape]
    return replace(array, shape=_with_rest(array.shape, known))


def _with_rest(before: tuple[int | None, ...] | None, shape: list[int | None]) -> tuple[int | None, ...]:
    """The shape with -1 worked out, where it can be."""
    if -1 not in shape:
        return tuple(shape)
    known = before is not None and None not in before and None not in shape
    total, rest = 1, 1
    if known and before is not None:
        for each in before:
            total *= each or 1
        for each in shape:
            rest *= each if each not in (-1, None, 0) else 1
    return tuple((total // rest if known else None) if each == -1 else each for each in shape)


_METHODS = {"astype": _same, "copy": _same, "reshape": _reshaped}
