"""Functions outside the text of which the reader knows what they do, by their dotted names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

from diagnostics.source.interpreter.library import LIBRARY
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.plain_functions import MATHS, plain, product
from diagnostics.source.interpreter.values import Call, Native
from diagnostics.source.networks.applications_made import make_application
from diagnostics.source.networks.data_functions import DATA
from diagnostics.source.networks.functional_tools import partial_function, reduced
from diagnostics.source.networks.input_shapes import input_tensor
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasObject
from diagnostics.source.networks.models_made import make_functional, make_sequential
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import tensor_function

Function = Callable[[Call, Machine], Any]


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
    found["functools.reduce"] = Native("reduce", reduced)
    found["functools.partial"] = Native("partial", partial_function)
    found["keras.activations.get"] = Native("get", _activation)
    for path in ("keras.utils.set_random_seed", "tensorflow.random.set_seed", "keras.backend.clear_session"):
        found[path] = Native(path, _nothing)
    return found


KNOWN: Mapping[str, Any] = _functions()
