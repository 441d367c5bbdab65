"""Inputs and outputs of models that say neither."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.input_shapes import input_layer, shape_of_steps
from diagnostics.source.networks.network import Layer, Model, Tensor, apply
from diagnostics.source.networks.tensors import listed
from diagnostics.source.networks.user_layers import call_own_on, calls_itself
from diagnostics.source.networks.using import through


def materialised(model: Model, machine: Machine) -> None:
    """Gives a Sequential, or a model of a class of the text, inputs and outputs of its own, if it has none yet."""
    if model.outputs or model.refusal is not None or model.doubts:
        return
    was_part = model.is_part
    if model.steps is not None:
        entrances, first, steps = _start(model, machine)
        with machine.applying(model, machine.prefix):
            found = through(steps, first, machine, _call_at(model))
    elif model.instance is not None and calls_itself(model.instance):
        entrances = (input_layer(model.input_shape, None, machine),)
        found = listed(call_own_on(model.instance, entrances, machine))
    else:
        return
    model.is_part = was_part
    if isinstance(found, Unknown):
        model.refusal = (found.line, found.expression)
    elif isinstance(found, list) and all(isinstance(each, Tensor) for each in found):
        model.inputs, model.outputs = entrances, tuple(found)
    else:
        model.refusal = (model.made.line, "what its call gives is not the output of a layer")


def _call_at(model: Model) -> Call:
    line = model.made.line
    name = ast.Name(model.name, ast.Load(), lineno=line, col_offset=0)
    return Call((), {}, model.made, ast.Call(name, [], [], lineno=line, col_offset=0))


def _start(model: Model, machine: Machine) -> tuple[tuple[Tensor, ...], list[Tensor], list[Any]]:
    """What enters a Sequential, what its first step reads, and the steps; one that joins models has been taken."""
    steps = model.steps or []
    if steps and isinstance(steps[0], Model) and len(steps[0].inputs) > 1:
        return steps[0].inputs, list(steps[0].outputs), steps[1:]
    entrance = _entrance(model, machine)
    return (entrance,), [entrance], steps


def _entrance(model: Model, machine: Machine) -> Tensor:
    """What enters a Sequential: its InputLayer, or one for the shape that its first layer says."""
    steps = model.steps or []
    first = steps[0] if steps else None
    if isinstance(first, Layer) and first.class_name == "InputLayer":
        return apply(first, (), machine.next_use(), first.made)
    if isinstance(first, Model):
        return _entrance_of_part(first, machine)
    shape = shape_of_steps(steps)
    return input_layer(
        model.input_shape if shape is None else shape, first if isinstance(first, Layer) else None, machine
    )


def _entrance_of_part(model: Model, machine: Machine) -> Tensor:
    if model.is_sequential:
        steps = model.steps or []
        if steps and isinstance(steps[0], Layer) and steps[0].class_name == "InputLayer":
            return input_layer(steps[0].input_shape, steps[0], machine)
        return input_layer(shape_of_steps(steps), None, machine) if steps else input_layer(None, None, machine)
    if len(model.inputs) == 1:
        layer = model.inputs[0].use.layer
        return input_layer(layer.config.get("shape", layer.open.get("shape")), None, machine)
    return input_layer(None, None, machine)
