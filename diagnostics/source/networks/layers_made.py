"""Calls of Keras's layer classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.machine import Machine, written
from diagnostics.source.interpreter.values import Call, Function, Unknown
from diagnostics.source.networks import signatures, spellings
from diagnostics.source.networks.configs import NOT_PLAIN, config_value
from diagnostics.source.networks.input_shapes import INPUT_KEYS, input_tensor, take_input_shape
from diagnostics.source.networks.layer_names import allowed, snake
from diagnostics.source.networks.network import Layer, LayerClass, Tensor

_KERNELS_APART = {"Conv2D": 2, "SeparableConv2D": 2, "Conv2DTranspose": 2, "Conv3D": 3, "Conv3DTranspose": 3}
_ORDER_OF_KERAS_1 = ("filters", "kernel_size", "kernel_initializer", "activation", "weights", "padding", "strides")
_OF_KERAS_1 = frozenset({"border_mode", "subsample", "init", "nb_filter", "nb_row", "dim_ordering", "W_regularizer"})


def make_layer(called: LayerClass, request: Call, machine: Machine) -> Layer | Tensor | Unknown:
    """The layer that a call of its class makes, or the tensor that `Input(...)` gives."""
    if called.name == "Input":
        return input_tensor(request, machine)
    if called.name in spellings.GONE:
        machine.note(request.place.line, f"{called.name} is gone from Keras 3; it is left out")
        return _layer(called.name, {}, request, machine)
    if called.name in spellings.NOT_READ or called.name not in keras_tables.names("layers"):
        return machine.unknown(request.node)
    if called.spelling != called.name:
        machine.note(request.place.line, f"{called.spelling} is read as {called.name}")
    given, places = _arguments(called, request, machine)
    accepted = keras_tables.accepted_by_layer(called.name) | {"name"} | INPUT_KEYS
    odd = next((key for key in given if key not in accepted), None)
    if odd is not None:
        return Unknown(f"{odd} of {called.name}, which Keras 3 does not have", request.place.line)
    made = _layer(called.name, given, request, machine)
    if called.name.startswith("AveragePooling") and "pool_size" not in given:
        machine.note(request.place.line, "the pool size that is not said is read as 2, as in Keras 2")
        given["pool_size"] = 2
    made.arguments = {key: places[key] for key in given if key in places}
    take_input_shape(made, given, machine)
    _take_config(made, given, request, machine)
    if request.open_keywords is not None:
        made.open["**"] = request.open_keywords
    if made.config.get("stateful") is True:
        return Unknown("stateful=True, which takes batches of one size and order", request.place.line)
    return made


def _layer(class_name: str, given: dict[str, Any], request: Call, machine: Machine) -> Layer:
    name = given.pop("name", None)
    is_named = isinstance(name, str) and bool(name)
    made = Layer(class_name, {}, allowed(name) if is_named else machine.free_name(snake(class_name)), request.place)
    made.is_named = is_named
    trainable = given.pop("trainable", True)
    made.trainable = trainable is not False
    return made


def _arguments(called: LayerClass, request: Call, machine: Machine) -> tuple[dict[str, Any], dict[str, Any]]:
    """Arguments by Keras 3's names, and where each stands."""
    order: Sequence[str] = signatures.order_of("layers", called.name)
    arguments, places = list(request.arguments), dict(request.places)
    given: dict[str, Any] = {}
    where: dict[str, Any] = {}
    axes = _kernel_in_parts(called, request)
    if axes:
        given["kernel_size"] = list(arguments[1 : 1 + axes])
        arguments[1 : 1 + axes] = [given["kernel_size"]]
        order = _ORDER_OF_KERAS_1
        machine.note(
            request.place.line, f"the {axes} numbers after the filters are read as the kernel size, as in Keras 1"
        )
        places = {at: place for at, place in places.items() if at in (0, 1) or isinstance(at, str)}
    accepted = keras_tables.accepted_by_layer(called.name) | {"name"} | INPUT_KEYS
    for at, (name, value) in enumerate(zip(order, arguments, strict=False)):
        if value is None and name not in accepted:
            continue
        given[name] = value
        if at in places:
            where[name] = places[at]
    _take_rows_and_columns(request, given)
    for key, value in request.keywords.items():
        if key in ("nb_row", "nb_col"):
            continue
        translated = spellings.argument_of_layer(called.name, key, accepted)
        if translated is None:
            machine.note(request.place.line, f"{called.name} takes no {key} in Keras 3; it is left out")
            continue
        if translated != key:
            machine.note(request.place.line, f"{key} is read as {translated}")
        given[translated] = spellings.value_of_layer(translated, value)
        if key in places:
            where[translated] = places[key]
    return given, where


def _kernel_in_parts(called: LayerClass, request: Call) -> int:
    """How many numbers say the kernel's size one by one, as Keras 1 took them; 0 where it is said at once."""
    axes = _KERNELS_APART.get(called.name, 0)
    numbers = request.arguments[1 : 1 + axes]
    old = called.spelling.startswith(("Convolution", "Atrous", "Deconv")) or _OF_KERAS_1 & set(request.keywords)
    apart = axes and old and len(numbers) == axes and all(isinstance(each, int | Unknown) for each in numbers)
    return axes if apart else 0


def _take_rows_and_columns(request: Call, given: dict[str, Any]) -> None:
    rows, columns = request.keywords.get("nb_row"), request.keywords.get("nb_col")
    if rows is not None and columns is not None:
        given["kernel_size"] = [rows, columns]


def _take_config(made: Layer, given: dict[str, Any], request: Call, machine: Machine) -> None:
    for key, value in given.items():
        if made.class_name == "Lambda" and key == "function":
            made.config[key] = value
            continue
        found = config_value(value)
        if key == "weights":
            made.open[key] = Unknown(_named(value, key, request), request.place.line)
            machine.note(request.place.line, f"the weights that {made.name} is given are not read")
        elif isinstance(found, Unknown):
            made.open[key] = found
        elif found is NOT_PLAIN:
            made.open[key] = Unknown(_named(value, key, request), request.place.line)
        elif key == "padding" and isinstance(found, str):
            made.config[key] = found.lower()
        else:
            made.config[key] = found
    if made.config.get("dtype") in ("float32", "tf.float32"):
        del made.config["dtype"]


def _named(value: Any, key: str, request: Call) -> str:
    if isinstance(value, Function):
        return f"{key}={value.name}"
    node = next((each.value for each in request.node.keywords if each.arg == key), None)
    return f"{key}={written(node)}" if node is not None else key
