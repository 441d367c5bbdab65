"""The shape of what enters a network, in all the ways in which Keras has taken it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import is_small
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.layer_names import allowed
from diagnostics.source.networks.network import Layer, Tensor, apply
from diagnostics.source.place import Place

INPUT_KEYS = frozenset({"input_shape", "batch_shape", "input_dim", "input_length", "batch_input_shape"})
_RECURRENT = frozenset({"LSTM", "GRU", "SimpleRNN", "Bidirectional", "Dense", "Conv1D"})


def input_tensor(request: Call, machine: Machine) -> Tensor | Unknown:
    """`Input(...)`: a tensor behind an InputLayer."""
    name = request.keywords.get("name")
    given = allowed(name) if isinstance(name, str) and name else None
    made = Layer("InputLayer", {}, given or machine.free_name("input_layer"), request.place, given is not None)
    place = request.place_of("shape", 0) or request.place_of("batch_shape")
    if place is not None:
        made.arguments["shape"] = place
    existing = request.keywords.get("tensor")
    if existing is not None:
        return machine.unknown(request.node)
    batch_shape = request.keywords.get("batch_shape", request.keywords.get("batch_input_shape"))
    shape = request.get("shape", 0)
    declare_shape(made, without_batch(batch_shape) if shape is None and batch_shape is not None else shape)
    dtype = request.keywords.get("dtype")
    if isinstance(dtype, str) and dtype != "float32":
        made.config["dtype"] = dtype
    return apply(made, (), machine.next_use(), request.place)


def input_layer(shape: Any, like: Layer | None, machine: Machine) -> Tensor:
    """The tensor that enters a network whose first layer, or whose data, say the shape."""
    made = Layer("InputLayer", {}, machine.free_name("input_layer"), like.made if like else Place(1, 1, 1, 1))
    if like is not None:
        made.arguments = {"shape": like.arguments["input_shape"]} if "input_shape" in like.arguments else {}
    declare_shape(made, shape)
    return apply(made, (), machine.next_use(), None)


def declare_shape(made: Layer, shape: Any) -> None:
    """Writes a shape into an InputLayer; what is open in it is left to the data."""
    if isinstance(shape, int):
        shape = (shape,)
    if isinstance(shape, Unknown):
        made.open["shape"] = shape
    elif isinstance(shape, list | tuple) and all(each is None or _is_length(each) for each in shape):
        made.config["shape"] = [None if each is None else int(each) for each in shape]
    elif isinstance(shape, list | tuple):
        unknown = next((each for each in shape if isinstance(each, Unknown)), None)
        shown = repr(shape) if is_small(shape, 20) else "…"
        made.open["shape"] = unknown or Unknown(f"shape={shown}"[:100], made.made.line)


def _is_length(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())


def without_batch(shape: Any) -> Any:
    """A shape with the batch's axis left off."""
    return tuple(shape[1:]) if isinstance(shape, list | tuple) else shape


def take_input_shape(made: Layer, given: dict[str, Any], machine: Machine) -> None:
    """Takes from a layer's arguments what says the shape of the network's input."""
    own = made.class_name == "InputLayer"
    if "batch_input_shape" in given:
        given["batch_shape"] = given.pop("batch_input_shape")
    batch_shape = given.get("batch_shape")
    if own:
        shape = given.pop("shape", given.pop("input_shape", None))
        given.pop("batch_shape", None)
        declare_shape(made, without_batch(batch_shape) if shape is None else shape)
        if "shape" in made.config or "shape" in made.open:
            made.input_shape = made.config.get("shape", made.open.get("shape"))
        return
    length, width = given.pop("input_length", None), None
    if made.class_name != "Embedding":
        width = given.pop("input_dim", None)
    shape = given.pop("input_shape", None)
    given.pop("batch_shape", None)
    if batch_shape is not None:
        made.input_shape = without_batch(batch_shape)
    elif shape is not None:
        made.input_shape = shape
    elif width is not None:
        made.input_shape = (length, width) if made.class_name in _RECURRENT - {"Dense"} else (width,)
    elif length is not None:
        made.input_shape = (length,)


def shape_of_steps(steps: Mapping[int, Any] | list[Any]) -> Any:
    """What the first of a Sequential's layers says of its input, None where it says nothing."""
    first = steps[0] if steps else None
    return first.input_shape if isinstance(first, Layer) else None
