"""Functions that join the outputs of layers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from diagnostics.source.interpreter.answering import first_unknown
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Native
from diagnostics.source.networks.layer_names import allowed
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import layer_for

_MERGING = {
    "add": "Add", "concatenate": "Concatenate", "multiply": "Multiply", "average": "Average", "maximum": "Maximum",
    "minimum": "Minimum", "subtract": "Subtract", "dot": "Dot",
}  # fmt: skip


_MODES = {
    "sum": "Add", "concat": "Concatenate", "mul": "Multiply", "ave": "Average", "max": "Maximum", "dot": "Dot",
}  # fmt: skip


def _merged(class_name: str, request: Call, machine: Machine) -> Any:
    """`keras.layers.add([a, b])`, the function beside the class."""
    given = request.get("inputs", 0)
    tensors = given if isinstance(given, list | tuple) else request.arguments
    config = {key: value for key, value in request.keywords.items() if key in ("axis", "axes", "normalize")}
    if "axes" not in config and class_name == "Dot" and len(request.arguments) > 1:
        config["axes"] = request.arguments[1]
    if class_name == "Concatenate" and len(request.arguments) > 1 and isinstance(request.arguments[1], int):
        config["axis"] = request.arguments[1]
    return _joined(class_name, config, tensors, request, machine)


def _joined(class_name: str, config: dict[str, Any], tensors: Any, request: Call, machine: Machine) -> Any:
    if not isinstance(tensors, list | tuple) or not all(isinstance(each, Tensor) for each in tensors):
        machine.consume(tensors)
        return first_unknown(tensors if isinstance(tensors, list | tuple) else ()) or machine.unknown(request.node)
    found = layer_for(class_name, config, tensors, request.place, machine)
    name = request.keywords.get("name")
    if isinstance(name, str) and name:
        found.use.layer.name, found.use.layer.is_named = allowed(name), True
    return found


def _old_merge(request: Call, machine: Machine) -> Any:
    """`merge([a, b], mode='concat')` of Keras 1."""
    mode = request.get("mode", 1, "sum")
    found = class_of_mode(mode, request)
    if found is None:
        return machine.unknown(request.node)
    class_name, config = found
    machine.note(request.place.line, f"merge with mode {mode!r} is read as {class_name}")
    return _joined(class_name, config, request.get("inputs", 0), request, machine)


def class_of_mode(mode: Any, request: Call) -> tuple[str, dict[str, Any]] | None:
    """The layer that joins as Keras 1 did in a mode, and its config; None for a mode that is a function."""
    class_name = _MODES.get(mode) if isinstance(mode, str) else None
    if class_name is None:
        return None
    return class_name, {"axis": request.keywords.get("concat_axis", -1)} if class_name == "Concatenate" else {}


MERGES: Mapping[str, Native] = {
    **{name: Native(name, partial(_merged, class_name)) for name, class_name in _MERGING.items()},
    "merge": Native("merge", _old_merge),
}
