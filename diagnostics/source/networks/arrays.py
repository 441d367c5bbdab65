"""Functions that make, split and shape arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.axes import length
from diagnostics.source.networks.data import MOST_AXES, Array
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import tensor_function

Shape = tuple[int | None, ...]


def _to_categorical(request: Call, machine: Machine) -> Any:
    labels, classes = request.get("x", 0, request.keywords.get("y")), request.get("num_classes", 1)
    classes = request.keywords.get("nb_classes", classes)
    known = labels.classes if isinstance(labels, Array) else None
    width = length(classes)
    width = known if width is None else width
    if width is None:
        width = machine.supplied.classes
    samples = labels.shape[0] if isinstance(labels, Array) and labels.shape else None
    return Array((samples, width), "the labels", request.place.line, encoding="one_hot", classes=width)


def _split(request: Call, machine: Machine) -> Any:
    """`train_test_split(a, b, test_size=0.2)`: two parts of each."""
    fraction = request.keywords.get("test_size", 0.25)
    found: list[Any] = []
    for each in request.arguments:
        if isinstance(each, Array):
            held = fraction if isinstance(fraction, float) and 0 < fraction < 1 else None
            shape = (None, *each.shape[1:]) if each.shape else None
            if shape and each.shape and each.shape[0] is not None and held is not None:
                test = -int(-each.shape[0] * held // 1)
                found += [replace(each, shape=(each.shape[0] - test, *shape[1:]), split=held)]
                found += [replace(each, shape=(test, *shape[1:]))]
            else:
                found += [replace(each, shape=shape, split=held), replace(each, shape=shape)]
        elif isinstance(each, Unknown):
            found += [each, each]
        else:
            found += [machine.unknown(request.node), machine.unknown(request.node)]
    return found


def _filled(request: Call, machine: Machine) -> Any:
    """`np.zeros(shape)` and the like."""
    shape = request.get("shape", 0, request.keywords.get("size"))
    shape = (shape,) if isinstance(shape, int) else shape
    return _array_of(shape, request, machine)


def _array_of(shape: Any, request: Call, machine: Machine) -> Any:
    if not isinstance(shape, list | tuple) or not all(isinstance(each, int | Unknown) for each in shape):
        return machine.unknown(request.node)
    return Array(tuple(map(length, shape)), "an array", request.place.line)


def _identity(request: Call, machine: Machine) -> Any:
    """`np.eye(classes)`, of which labels pick rows."""
    width = length(request.get("N", 0))
    if width is None:
        return machine.unknown(request.node)
    return Array((width, width), "the labels", request.place.line, encoding="one_hot", classes=width)


def _drawn(position: int, request: Call, machine: Machine) -> Any:
    """`np.random.normal(mean, std, size)` and the like."""
    shape = request.get("size", position, request.keywords.get("shape"))
    return _array_of((shape,) if isinstance(shape, int) else shape, request, machine)


def _rand(request: Call, machine: Machine) -> Any:
    return _array_of(request.arguments, request, machine)


def _array(request: Call, machine: Machine) -> Any:
    """`np.array(values)`: the shape of nested lists; data that are arrays stay what they are."""
    value = request.get("object", 0)
    if isinstance(value, Array) or (isinstance(value, Unknown) and value.operations):
        return value
    shape: list[int | None] = []
    while isinstance(value, list | tuple) and len(shape) < MOST_AXES:
        shape.append(len(value))
        value = value[0] if value else None
    if shape and isinstance(value, int | float | str):
        return Array(tuple(shape), "an array", request.place.line)
    return machine.unknown(request.node)


def _expanded(request: Call, machine: Machine) -> Any:
    value, axis = request.get("a", 0, request.keywords.get("input")), request.get("axis", 1)
    if isinstance(value, Tensor):
        return tensor_function("expand_dims", request, machine)
    if not isinstance(value, Array) or value.shape is None or not isinstance(axis, int):
        return machine.unknown(request.node)
    at = axis if axis >= 0 else len(value.shape) + 1 + axis
    return replace(value, shape=(*value.shape[:at], 1, *value.shape[at:]))


def _reshaped(request: Call, machine: Machine) -> Any:
    value = request.get("a", 0, request.keywords.get("tensor"))
    if isinstance(value, Tensor):
        return tensor_function("reshape", request, machine)
    if not isinstance(value, Array):
        return machine.unknown(request.node)
    method = value.attribute("reshape", machine.unknown(request.node))
    return method.call(Call((request.get("newshape", 1),), {}, request.place, request.node), machine)


def _padded(request: Call, machine: Machine) -> Any:
    """`pad_sequences(sequences, maxlen=100)`."""
    value, longest = request.get("sequences", 0), request.get("maxlen", 1)
    samples = value.shape[0] if isinstance(value, Array) and value.shape else None
    return Array((samples, length(longest)), "the sequences", request.place.line)


ARRAYS: Mapping[str, Callable[[Call, Machine], Any]] = {
    **{f"keras.utils.{home}to_categorical": _to_categorical for home in ("", "np_utils.")},
    **{f"keras.{home}.pad_sequences": _padded for home in ("preprocessing.sequence", "utils", "utils.data_utils")},
    **{f"{home}.train_test_split": _split for home in ("sklearn.model_selection", "sklearn.cross_validation")},
    **{f"numpy.{name}": _filled for name in ("zeros", "ones", "empty")},
    **{f"numpy.random.{name}": _filled for name in ("random", "random_sample", "standard_normal")},
    **{f"numpy.{name}": _identity for name in ("eye", "identity")},
    **{f"numpy.random.{name}": _rand for name in ("rand", "randn")},
    **{f"numpy.random.{name}": partial(_drawn, 2) for name in ("normal", "uniform", "randint")},
    **{f"numpy.{name}": _array for name in ("array", "asarray", "float32")},
    **{f"{home}.expand_dims": _expanded for home in ("numpy", "tensorflow", "keras.ops", "keras.backend")},
    **{f"{home}.reshape": _reshaped for home in ("numpy", "tensorflow", "keras.ops", "keras.backend")},
}
