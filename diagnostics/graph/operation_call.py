"""An operation on tensors as it was called, and the layer that stands for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from diagnostics.graph.shapes.layer_shape import Shape

_PARAMETERS: Mapping[str, tuple[str, ...]] = {  # after the tensor, in the order in which they may be given
    "mean": ("axis", "keepdims"), "max": ("axis", "keepdims"), "concatenate": ("axis",), "softmax": ("axis",),
    "logsoftmax": ("axis",), "expanddims": ("axis",), "squeeze": ("axis",), "swapaxes": ("axis1", "axis2"),
    "relu": ("negative_slope", "max_value", "threshold"), "leakyrelu": ("negative_slope",), "elu": ("alpha",),
    "gelu": ("approximate",), "reshape": ("newshape",), "transpose": ("axes",), "cast": ("dtype",),
    "normalize": ("axis", "order"), "pad": ("pad_width", "mode", "constant_values"),
}  # fmt: skip
_SPELLINGS = {
    "shape": "newshape", "perm": "axes", "pattern": "axes", "paddings": "pad_width",
    "dim": "axis", "concat_dim": "axis", "keep_dims": "keepdims",
}  # fmt: skip
_NEGATIVE_SLOPE = frozenset({"relu", "leakyrelu"})  # called alpha elsewhere


@dataclass(frozen=True)
class Tensor:
    """The output of a layer among the arguments, and its shape without the batch axis (None: unknown)."""

    name: str
    shape: Shape | None = None


@dataclass(frozen=True)
class Equivalent:
    """A layer, and the layers that feed it."""

    class_name: str
    config: Mapping[str, Any]
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class OperationCall:
    """The call of an operation: its name in lower case without underscores, and its arguments as they were given."""

    name: str
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]

    @cached_property
    def operands(self) -> list[Any]:
        """Tensors, and what they are added to and so on; a list in their place is taken apart."""
        named = [value for key, value in self.keywords.items() if key not in ("name", *self._settings_named)]
        given = [*self.arguments, *named]
        if given and isinstance(given[0], list | tuple) and any(isinstance(each, Tensor) for each in given[0]):
            return list(given[0])
        return given

    @cached_property
    def tensor(self) -> Tensor | None:
        """The one tensor that the operation is about; None where there are several, or none."""
        tensors = [value for value in (*self.arguments, *self.keywords.values()) if isinstance(value, Tensor)]
        return tensors[0] if len(tensors) == 1 else None

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What was said beside tensors, by Keras's name for it."""
        named = {self._keyword(key): value for key, value in self.keywords.items() if not self._is_operand(value)}
        positional = [value for value in self.arguments if not self._is_operand(value)]
        given = dict(zip(_PARAMETERS.get(self.name, ()), positional, strict=False)) | named
        return {key: value for key, value in given.items() if value is not None and key != "name"}

    @property
    def _settings_named(self) -> frozenset[str]:
        return frozenset({"axis", "dtype", *(key for key, value in self.keywords.items() if value is None)})

    def _keyword(self, key: str) -> str:
        if key == "alpha" and self.name in _NEGATIVE_SLOPE:
            return "negative_slope"
        return _SPELLINGS.get(key, key)

    @staticmethod
    def _is_operand(value: Any) -> bool:
        return isinstance(value, Tensor) or (
            isinstance(value, list | tuple) and any(isinstance(each, Tensor) for each in value)
        )
