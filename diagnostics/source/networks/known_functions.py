"""Functions outside the text of which the reader knows what they do, by their dotted names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

from diagnostics.source.interpreter.answering import first_unknown
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.library import LIBRARY
from diagnostics.source.interpreter.limits import MAX_LOOP
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.plain_functions import MATHS, plain, product
from diagnostics.source.interpreter.values import Call, Native
from diagnostics.source.networks.data_functions import DATA
from diagnostics.source.networks.input_shapes import input_tensor
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasObject
from diagnostics.source.networks.layer_names import allowed
from diagnostics.source.networks.models_made import make_application, make_functional, make_sequential
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import layer_for, tensor_function

Function = Callable[[Call, Machine], Any]
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
    class_name = _MODES.get(mode) if isinstance(mode, str) else None
    if class_name is None:
        return machine.unknown(request.node)
    config = {}
    if class_name == "Concatenate":
        config["axis"] = request.keywords.get("concat_axis", -1)
    machine.note(request.place.line, f"merge with mode {mode!r} is read as {class_name}")
    return _joined(class_name, config, request.get("inputs", 0), request, machine)


def _shape(request: Call, machine: Machine) -> Any:
    """`K.int_shape(x)`."""
    value = request.get("x", 0)
    known = isinstance(value, Tensor) and value.shape is not None
    return (None, *value.shape) if known else machine.unknown(request.node)


def _number_of_axes(request: Call, machine: Machine) -> Any:
    value = request.get("x", 0)
    known = isinstance(value, Tensor) and value.shape is not None
    return len(value.shape) + 1 if known else machine.unknown(request.node)


def _activation(request: Call, machine: Machine) -> Any:
    """`keras.activations.get(name)`."""
    value = request.get("identifier", 0)
    return ActivationFunction(value) if isinstance(value, str) else value


def _optimizer(request: Call, machine: Machine) -> Any:
    """`keras.optimizers.get(name)`: the name says the same."""
    value = request.get("identifier", 0)
    return value if isinstance(value, str | KerasObject) else machine.unknown(request.node)


def _partial(request: Call, machine: Machine) -> Any:
    """`functools.partial(function, …)`."""
    from diagnostics.source.interpreter.calling import call

    if not request.arguments:
        return machine.unknown(request.node)
    function, *first = request.arguments

    def called(later: Call, state: Machine) -> Any:
        arguments, keywords = (*first, *later.arguments), {**request.keywords, **later.keywords}
        places = {at + len(first) if isinstance(at, int) else at: place for at, place in later.places.items()}
        again = Call(arguments, keywords, later.place, later.node, places, later.open_keywords)
        return call(function, again, state)

    return Native("partial", called)


def _reduced(request: Call, machine: Machine) -> Any:
    """`functools.reduce(function, values, first)`."""
    from diagnostics.source.interpreter.calling import call_with

    values = entries(request.get("", 1))
    first = request.arguments[2:3]
    if values is None or len(values) > MAX_LOOP or not (values or first):
        return machine.unknown(request.node)
    found, *rest = [*first, *values]
    for value in rest:
        found = call_with(request.arguments[0], (found, value), request, machine)
    return found


def _nothing(_request: Call, _machine: Machine) -> Any:
    return None


@cache
def application_function(name: str) -> Native:
    """`keras.applications.VGG16` and the like."""
    return Native(name, partial(make_application, name))


@lru_cache(4096)
def tensor_operation(path: str) -> Native:
    """A function of TensorFlow's or Keras's that may be called on the outputs of layers."""
    return Native(path, partial(tensor_function, path))


MERGES: Mapping[str, Native] = {
    **{name: Native(name, partial(_merged, class_name)) for name, class_name in _MERGING.items()},
    "merge": Native("merge", _old_merge),
}


def _functions() -> dict[str, Any]:
    found: dict[str, Any] = {**DATA, **LIBRARY}
    for home in ("math", "numpy"):
        found |= {f"{home}.{name}": plain(name, function) for name, function in MATHS.items()}
    for path in ("numpy.prod", "math.prod", "numpy.product"):
        found[path] = plain("prod", product)
    found |= {f"{home}.pi": 3.141592653589793 for home in ("math", "numpy")}
    for home in ("keras", "keras.models"):
        found[f"{home}.Sequential"] = Native("Sequential", make_sequential)
        found[f"{home}.Model"] = Native("Model", make_functional)
    for home in ("keras.engine.topology", "keras.engine", "keras.engine.input_layer"):
        found[f"{home}.Input"] = Native("Input", input_tensor)
    found["keras.backend.int_shape"] = Native("int_shape", _shape)
    found["keras.backend.ndim"] = Native("ndim", _number_of_axes)
    found["keras.backend.image_data_format"] = Native("image_data_format", lambda request, machine: "channels_last")
    found["keras.backend.image_dim_ordering"] = Native("image_dim_ordering", lambda request, machine: "tf")
    found["keras.optimizers.get"] = Native("get", _optimizer)
    found["functools.reduce"] = Native("reduce", _reduced)
    found["functools.partial"] = Native("partial", _partial)
    found["keras.activations.get"] = Native("get", _activation)
    for path in ("keras.utils.set_random_seed", "tensorflow.random.set_seed", "keras.backend.clear_session"):
        found[path] = Native(path, _nothing)
    return found


KNOWN: Mapping[str, Any] = _functions()
