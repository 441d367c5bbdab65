"""Layers around another layer."""

from __future__ import annotations

from diagnostics.graph.shapes.families import called, nested, output_of, weights_of
from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights, known
from diagnostics.graph.shapes.layer_shape import Shape

_RECURRENT = ("LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")


def _forward(call: Call) -> Call:
    layer = nested(call.config["layer"], call.input)
    if layer.class_name not in _RECURRENT:
        raise Unknown(layer.class_name)
    return layer


def _backward(call: Call) -> Call:
    forward = _forward(call)
    given = call.config.get("backward_layer")
    if given is None:
        return forward
    backward = nested(given, call.input)
    if bool(backward.config.get("go_backwards")) == bool(forward.config.get("go_backwards")):
        raise Unknown("both layers run the same way")
    return backward


def _both_ways(call: Call) -> Shape:
    forward, backward = output_of(_forward(call)), output_of(_backward(call))
    mode = call.config.get("merge_mode")
    if mode not in ("sum", "mul", "ave", "concat") or forward != backward:
        raise Unknown("two outputs, or of different shapes")
    return (*forward[:-1], 2 * known(forward[-1])) if mode == "concat" else forward


def _both_weights(call: Call) -> Weights:
    forward, backward = weights_of(_forward(call)), weights_of(_backward(call))
    return Weights(forward.trained + backward.trained, forward.fixed + backward.fixed)


def _step(call: Call) -> Call:
    if len(call.input) < 2:
        raise Unknown("no steps")
    return nested(call.config["layer"], call.input[1:])


def _each_step(call: Call) -> Shape:
    return (call.input[0], *output_of(_step(call)))


def _normalised_weights(call: Call) -> Weights:
    """Those of the layer, and a vector as long as the last axis of its kernel."""
    layer = nested(call.config["layer"], call.input)
    held = weights_of(layer)
    bare = weights_of(called(layer.class_name, {**layer.config, "use_bias": False}, layer.inputs))
    biased = weights_of(called(layer.class_name, {**layer.config, "use_bias": True}, layer.inputs))
    length = biased.trained + biased.fixed - bare.trained - bare.fixed  # one bias a unit
    if layer.class_name not in ("Dense", "Conv1D", "Conv2D", "Conv3D"):
        raise Unknown("a kernel whose last axis is another")
    return Weights(held.trained, held.fixed + length)


FAMILIES = {
    "Bidirectional": Family(_both_ways, _both_weights),
    "TimeDistributed": Family(_each_step, lambda call: weights_of(_step(call))),
    "SpectralNormalization": Family(
        lambda call: output_of(nested(call.config["layer"], call.input)), _normalised_weights
    ),
}
