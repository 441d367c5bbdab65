"""Recurrent layers, and the cells inside them."""

from __future__ import annotations

from math import prod

from diagnostics.graph.shapes.families import nested
from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights, known
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.graph.shapes.windows import channels_of, map_of, window_of, with_channels

_GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}


def _sequence(call: Call) -> tuple[int | None, int | None]:
    """Steps and features of the one input."""
    steps, features = call.input
    return steps, features


def _over_steps(call: Call, steps: int | None, each: Shape) -> Shape:
    if call.config.get("return_state") or call.config.get("stateful"):
        raise Unknown("several outputs, or a state that needs to know the batch")
    return (steps, *each) if call.config.get("return_sequences") else each


def _output(call: Call) -> Shape:
    steps, features = _sequence(call)
    known(features)
    return _over_steps(call, steps, (call.count("units"),))


def _cell_weights(cell: Call, features: int) -> int:
    gates, units = _GATES[cell.class_name.removesuffix("Cell")], cell.count("units")
    biases = 2 if gates == 3 and cell.config.get("reset_after") else 1
    return gates * units * (features + units + (biases if cell.config.get("use_bias") else 0))


def _weights(call: Call) -> Weights:
    if call.config.get("stateful"):
        raise Unknown("a state that needs to know the batch")
    return Weights(_cell_weights(call, known(_sequence(call)[1])))


def _cells(call: Call) -> list[Call]:
    cell = nested(call.config["cell"])
    return [nested(each) for each in cell.config["cells"]] if cell.class_name == "StackedRNNCells" else [cell]


def _wrapped_output(call: Call) -> Shape:
    steps, features = _sequence(call)
    known(features)
    cells = _cells(call)
    if any(cell.class_name.removesuffix("Cell") not in _GATES for cell in cells):
        raise Unknown("another cell")
    return _over_steps(call, steps, (cells[-1].count("units"),))


def _wrapped_weights(call: Call) -> Weights:
    features, trained, fixed = known(_sequence(call)[1]), 0, 0
    frozen = not nested(call.config["cell"]).config.get("trainable", True)
    for cell in _cells(call):
        held = _cell_weights(cell, features)
        if frozen or not cell.config.get("trainable", True):
            fixed += held
        else:
            trained += held
        features = cell.count("units")
    return Weights(trained, fixed)


def _map_output(call: Call) -> Shape:
    steps, *each = call.input
    over = map_of(call, tuple(each))
    channels_of(call, tuple(each))
    if None in over:
        raise Unknown("maps of any size")
    return _over_steps(call, steps, with_channels(call, window_of(call).slid(over), call.count("filters")))


def _map_weights(call: Call) -> Weights:
    filters, channels = call.count("filters"), channels_of(call, call.input[1:])
    each = prod(call.counts("kernel_size", call.rank)) * (channels + filters) + bool(call.config.get("use_bias"))
    return Weights(4 * filters * each)


FAMILIES = {
    **{name: Family(_output, _weights) for name in _GATES},
    "RNN": Family(_wrapped_output, _wrapped_weights),
    **{f"ConvLSTM{rank}D": Family(_map_output, _map_weights) for rank in (1, 2, 3)},
}
