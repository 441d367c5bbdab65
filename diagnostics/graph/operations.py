"""Operations on tensors, as programs write them between layers (`x + y`, `tf.nn.relu(x)`), as the layers they equal."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from diagnostics.graph import keras_tables, reshaping_operations
from diagnostics.graph.operation_call import Equivalent, OperationCall, Tensor

__all__ = ["Equivalent", "Tensor", "equivalent"]

_SAME = {
    "sub": "subtract", "mul": "multiply", "addn": "add", "addv2": "add", "concat": "concatenate", "neg": "negative",
    "div": "divide", "truediv": "divide", "truedivide": "divide", "realdiv": "divide", "pow": "power",
    "exp": "exponential", "reducemean": "mean", "reducemax": "max", "amax": "max", "l2normalize": "normalize",
    "permutedimensions": "transpose",
}  # fmt: skip
_MERGES = {
    name.lower(): name for name in ("Add", "Subtract", "Multiply", "Maximum", "Minimum", "Average", "Concatenate")
}
_ACTIVATIONS = {name.replace("_", ""): name for name in keras_tables.activations() if name != "threshold"}
_ADJUSTABLE: Mapping[str, tuple[str, Mapping[str, Any]]] = {  # the layer for other settings than these
    "relu": ("ReLU", {"negative_slope": 0.0, "max_value": None, "threshold": 0.0}),
    "leakyrelu": ("LeakyReLU", {"negative_slope": 0.2}),
    "elu": ("ELU", {"alpha": 1.0}),
    "softmax": ("Softmax", {"axis": -1}),
}
_AT_DEFAULT_ALONE: Mapping[str, Mapping[str, Any]] = {
    "logsoftmax": {"axis": -1}, "glu": {"axis": -1}, "sparsemax": {"axis": -1},
    "hardshrink": {"threshold": 0.5}, "softshrink": {"threshold": 0.5},
    "gelu": {"approximate": False}, "celu": {"alpha": 1.0}, "squareplus": {"b": 4},
}  # fmt: skip


def equivalent(
    operation: str, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None
) -> Equivalent | None:
    """The layer that does exactly what the operation does, or None where Keras has none.

    `operation` is a function's name (`tf.reduce_mean`, `keras.ops.add`, `math.truediv`) or the class that Keras saves
    (`ReduceMean`); outputs of layers stand among the arguments as Tensor. Defaults are those of `tf.nn` and
    `keras.activations`, and of `keras.layers.concatenate`: unless they say otherwise `keras.ops.gelu` has
    `approximate=True` and `keras.ops.concatenate` has `axis=0`.
    """
    name = operation.rpartition(".")[2].replace("_", "").lower()
    name = _SAME.get(name, name)
    call = OperationCall(name, tuple(arguments), dict(keywords or {}))
    return _handler(name)(call)


def _handler(name: str) -> Callable[[OperationCall], Equivalent | None]:
    if name in _MERGES:
        return _merged
    if name in _ACTIVATIONS:
        return _activated
    return _OTHERS.get(name) or reshaping_operations.HANDLERS.get(name) or (lambda _: None)


def _merged(call: OperationCall) -> Equivalent | None:
    operands = call.operands
    tensors = [operand for operand in operands if isinstance(operand, Tensor)]
    if len(tensors) != len(operands) or len(tensors) < 2:
        return _with_constant(call) if len(operands) == 2 and len(tensors) == 1 else None
    if call.name == "subtract" and len(tensors) != 2:
        return None
    if len({len(tensor.shape) for tensor in tensors if tensor.shape is not None}) > 1:
        return None  # Keras's layers bring other axes together than the operation does
    config = {"axis": call.settings.get("axis", -1)} if call.name == "concatenate" else {}
    if config.get("axis") == 0:
        return None
    return Equivalent(_MERGES[call.name], config, tuple(tensor.name for tensor in tensors))


def _with_constant(call: OperationCall) -> Equivalent | None:
    first, second = call.operands
    tensor, constant = (first, second) if isinstance(first, Tensor) else (second, first)
    if call.name == "maximum" and constant == 0:
        return Equivalent("Activation", {"activation": "relu"}, (tensor.name,))
    if not _is_constant(constant):
        return None
    match call.name:
        case "add":
            scale, offset = 1.0, constant
        case "subtract":
            scale, offset = (1.0, _each(constant, lambda number: -number)) if tensor is first else (-1.0, constant)
        case "multiply":
            scale, offset = constant, 0.0
        case _:
            return None
    return Equivalent("Rescaling", {"scale": scale, "offset": offset}, (tensor.name,))


def _divided(call: OperationCall) -> Equivalent | None:
    match call.operands:
        case [Tensor() as tensor, divisor] if _is_constant(divisor) and _all_of(divisor):
            scale = _each(divisor, lambda number: 1 / number)
            if not _is_constant(scale):
                return None
            return Equivalent("Rescaling", {"scale": scale, "offset": 0.0}, (tensor.name,))
    return None


def _negative(call: OperationCall) -> Equivalent | None:
    tensor = call.tensor
    return Equivalent("Rescaling", {"scale": -1.0, "offset": 0.0}, (tensor.name,)) if tensor else None


def _squared(call: OperationCall) -> Equivalent | None:
    tensor, exponent = call.tensor, call.operands[1:] if call.name == "power" else [2]
    return Equivalent("Multiply", {}, (tensor.name, tensor.name)) if tensor and exponent == [2] else None


def _activated(call: OperationCall) -> Equivalent | None:
    tensor, given = call.tensor, call.settings
    if tensor is None:
        return None
    class_name, implied = _ADJUSTABLE.get(call.name, ("", _AT_DEFAULT_ALONE.get(call.name, {})))
    if not set(given) <= set(implied):
        return None
    if all(given[key] == implied[key] for key in given):
        return Equivalent("Activation", {"activation": _ACTIVATIONS[call.name]}, (tensor.name,))
    return Equivalent(class_name, dict(given), (tensor.name,)) if class_name else None


def _unit_length(call: OperationCall) -> Equivalent | None:
    tensor, settings = call.tensor, {"axis": -1, "order": 2, **call.settings}
    fits = tensor is not None and settings.pop("order") == 2 and set(settings) == {"axis"}
    return Equivalent("UnitNormalization", settings, (tensor.name,)) if tensor and fits else None


def _unchanged(call: OperationCall) -> Equivalent | None:
    tensor = call.tensor
    kept = call.name == "identity" or str(call.settings.get("dtype", "float32")).endswith("float32")
    return Equivalent("Identity", {}, (tensor.name,)) if tensor and kept else None


_OTHERS: Mapping[str, Callable[[OperationCall], Equivalent | None]] = {
    "divide": _divided, "negative": _negative, "power": _squared, "square": _squared,
    "normalize": _unit_length, "identity": _unchanged, "cast": _unchanged,
}  # fmt: skip


def _is_constant(value: Any) -> bool:
    entries = value if isinstance(value, list | tuple) else [value]
    return bool(entries) and all(_is_number(each) for each in entries)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf


def _each(value: Any, change: Callable[[float], float]) -> Any:
    return [change(number) for number in value] if isinstance(value, list | tuple) else change(value)


def _all_of(value: Any) -> bool:
    return all(value) if isinstance(value, list | tuple) else bool(value)
