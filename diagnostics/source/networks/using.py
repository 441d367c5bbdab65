"""Layers, models and objects called on tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.user_classes import attribute_of_instance, kind_of, member_of
from diagnostics.source.interpreter.values import BoundMethod, Call, Function, Instance, Unknown
from diagnostics.source.networks import spellings
from diagnostics.source.networks.input_shapes import input_layer, shape_of_steps
from diagnostics.source.networks.network import Layer, Model, Tensor, Use, apply

_TENSORS_BY_NAME = ("inputs", "x", "query", "value", "key")
AS_THE_NETWORK = object()  # `training` in a class of the text: true while it trains, and so are its branches
_STATES = frozenset({"initial_state", "constants"})


def use(called: Any, request: Call, machine: Machine) -> Any:
    """What a layer, a model or an object of the text's classes gives for the arguments."""
    if isinstance(called, Instance) and kind_of(called.of) is None:
        return _plain_object(called, request, machine)
    given = [*request.arguments, *(request.keywords[key] for key in _TENSORS_BY_NAME if key in request.keywords)]
    tensors = tuple(tensors_in(given))
    unknown = next((each for each in _flat(given) if isinstance(each, Unknown)), None)
    if isinstance(called, Instance):
        if not tensors:
            return unknown or machine.unknown(request.node)
        return _user_layer(called, request, machine)
    if not tensors or unknown is not None:
        for tensor in tensors:
            tensor.use.consumed = True
        return unknown or machine.unknown(request.node)
    if any(request.keywords.get(key) is not None for key in _STATES) or request.keywords.get("training") is True:
        return machine.unknown(request.node)
    found = apply_any(called, tensors, machine, request)
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def tensors_in(values: Sequence[Any]) -> Iterator[Tensor]:
    """Every tensor in nested lists, in order."""
    return (each for each in _flat(values) if isinstance(each, Tensor))


def _flat(values: Sequence[Any]) -> Iterator[Any]:
    """What stands in nested lists, of which only so many are looked into."""
    waiting = [*reversed(values)]
    for _ in range(MAX_ITEMS):
        if not waiting:
            return
        each = waiting.pop()
        if isinstance(each, list | tuple):
            waiting.extend(reversed(each[:1000]))
        else:
            yield each


def apply_any(called: Any, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    """A list of the tensors that a layer or model gives, or an Unknown."""
    if isinstance(called, Model):
        return expand(called, tensors, machine, f"{machine.prefix}{called.name}/", request)
    if isinstance(called, Instance):
        return _listed(_user_layer_on(called, tensors, machine))
    if isinstance(called, Function):
        return _listed(_call(called, tensors, machine, request))
    if not isinstance(called, Layer):
        return called if isinstance(called, Unknown) else Unknown("a layer of another kind", 1)
    return _layer(called, tensors, machine, request)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, Tensor) else list(value) if isinstance(value, list | tuple) else value


def _layer(layer: Layer, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    if layer.class_name in spellings.GONE:
        layer.is_used = True
        return [tensors[0]]
    if layer.class_name == "Lambda":
        return _inlined(layer, tensors, machine, request)
    place = request.place if request is not None else layer.made
    found = apply(layer, tensors, machine.next_use(), place, machine.prefix)
    if layer.config.get("return_state") is True or (
        request is not None and request.keywords.get("return_attention_scores") is True
    ):
        states = 3 if layer.class_name in ("LSTM", "ConvLSTM2D") else 2
        return [found, *(Tensor(found.use, output) for output in range(1, states))]
    return [found]


def _inlined(layer: Layer, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    """A Lambda: what its function does to the tensors, where layers say the same."""
    function = layer.config.get("function")
    layer.is_used = True
    if not isinstance(function, Function) or request is None:
        for tensor in tensors:
            tensor.use.consumed = True
        return Unknown(f"Lambda of line {layer.made.line}", layer.made.line)
    given = tensors[0] if len(tensors) == 1 else list(tensors)
    return _listed(_call_on(function, (given,), machine, request))


def _call(function: Function, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    return _call_on(function, tensors, machine, request) if request else Unknown(function.name, function.node.lineno)


def _call_on(function: Function, arguments: tuple[Any, ...], machine: Machine, request: Call) -> Any:
    from diagnostics.source.interpreter.calling import call_with

    return call_with(function, arguments, request, machine)


def expand(model: Model, tensors: tuple[Tensor, ...], machine: Machine, prefix: str, request: Call | None) -> Any:
    """The tensors that a model gives for others: its layers are called once more, named after it."""
    model.is_part = True
    if model.refusal is not None:
        return Unknown(f"{model.title or model.name}: {model.refusal[1]}", model.refusal[0])
    if model.doubts:
        return model.doubts[0]
    if machine.is_applying(model):
        return _in_itself(model.title or model.name, model.made.line)
    with machine.applying(model, prefix):
        if model.instance is not None and member_of(model.instance.of, "call") is not None:
            return _listed(_user_layer_on(model.instance, tensors, machine))
        if model.steps is not None:
            return _through(model.steps, list(tensors), machine, request)
        return _copied(model, tensors, machine, request)


def _in_itself(name: str, line: int) -> Unknown:
    return Unknown(f"{name}, which is a part of itself", line)


def _through(steps: Sequence[Any], tensors: list[Tensor], machine: Machine, request: Call | None) -> Any:
    found: Any = tensors
    for step in steps:
        if isinstance(step, Layer) and step.class_name == "InputLayer":
            continue
        found = apply_any(step, tuple(found), machine, _at(step, request))
        if isinstance(found, Unknown):
            return found
        if not isinstance(found, list) or not all(isinstance(each, Tensor) for each in found):
            return Unknown("a layer that gives no output of layers", request.place.line if request else 1)
    return found


def _at(step: Any, request: Call | None) -> Call | None:
    """The call around it, but where the step itself stands."""
    return request if not isinstance(step, Layer) or request is None else Call((), {}, step.made, request.node)


def _copied(model: Model, tensors: tuple[Tensor, ...], machine: Machine, request: Call | None) -> Any:
    """Every call between the model's inputs and outputs, made again on other tensors."""
    if len(tensors) != len(model.inputs):
        return Unknown(f"{model.name} takes {len(model.inputs)} inputs", request.place.line if request else 1)
    made = {(id(old.use), old.output): new for old, new in zip(model.inputs, tensors, strict=True)}
    outer = machine.prefix
    for old in uses_within(model, machine):
        if (id(old), 0) in made:
            continue
        inputs = tuple(made.get((id(each.use), each.output), each) for each in old.inputs)
        new = apply(old.layer, inputs, machine.next_use(), old.place, outer + old.prefix)
        made[id(old), 0] = new
    return [made.get((id(each.use), each.output), each) for each in model.outputs]


def uses_within(model: Model, machine: Machine) -> list[Use]:
    """The calls of a functional model's own layers, those that lead nowhere among them, in order."""
    from diagnostics.source.networks.flatten import graph_of_model

    return graph_of_model(model, machine.budget, machine.models)


def _plain_object(called: Instance, request: Call, machine: Machine) -> Any:
    found = attribute_of_instance(called, "__call__", machine, machine.unknown(request.node))
    from diagnostics.source.interpreter.calling import call

    return found if isinstance(found, Unknown) else call(found, request, machine)


def _user_layer(called: Instance, request: Call, machine: Machine) -> Any:
    """An object of the text's own layer or model class: what its `call` does."""
    model = called.model
    if model is not None:
        model.is_part = True
        if member_of(called.of, "call") is None:
            return _one(apply_any(model, tuple(tensors_in(request.arguments)), machine, request))
    name = model.name if model else called.members.get("name")
    if machine.is_applying(called):
        return _in_itself(called.of.name, request.place.line)
    with machine.applying(called, f"{machine.prefix}{name if isinstance(name, str) else 'layer'}/"):
        return _called(called, request, machine)


def _one(found: Any) -> Any:
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def _user_layer_on(called: Instance, tensors: tuple[Tensor, ...], machine: Machine) -> Any:
    given = tensors[0] if len(tensors) == 1 else list(tensors)
    node = called_at(called)
    return _called(called, Call((given,), {}, machine.place(node), node), machine)


def called_at(called: Instance) -> Any:
    """A call that stands for Keras's own of the object's `call`."""
    import ast

    function = member_of(called.of, "call")
    line = function.node.lineno if isinstance(function, Function) else 1
    name = ast.Name(called.of.name, ast.Load(), lineno=line, col_offset=0, end_lineno=line, end_col_offset=1)
    return ast.Call(name, [], [], lineno=line, col_offset=0, end_lineno=line, end_col_offset=1)


def _called(called: Instance, request: Call, machine: Machine) -> Any:
    from diagnostics.source.interpreter.calling import call

    _build(called, request, machine)
    function = member_of(called.of, "call")
    if not isinstance(function, Function):
        return machine.unknown(request.node)
    takes = {argument.arg for argument in (*function.node.args.args, *function.node.args.kwonlyargs)}
    keywords = {key: value for key, value in request.keywords.items() if key in takes or function.node.args.kwarg}
    if "training" in takes and "training" not in keywords and len(request.arguments) < 2:
        keywords["training"] = AS_THE_NETWORK
    again = Call(request.arguments, keywords, request.place, request.node, request.places, request.open_keywords)
    return call(BoundMethod(function, called), again, machine)


def _build(called: Instance, request: Call, machine: Machine) -> None:
    function = member_of(called.of, "build")
    if not isinstance(function, Function) or called.is_built:
        return
    called.is_built = True
    tensors = list(tensors_in(request.arguments))
    shapes = [(None, *each.shape) if each.shape is not None else machine.unknown(request.node) for each in tensors]
    _call_on_receiver(function, (shapes[0] if len(shapes) == 1 else shapes,), called, request, machine)


def _call_on_receiver(
    function: Function, arguments: tuple[Any, ...], receiver: Any, request: Call, machine: Machine
) -> None:
    from diagnostics.source.interpreter.calling import call

    call(BoundMethod(function, receiver), Call(arguments, {}, request.place, request.node), machine)


def materialised(model: Model, machine: Machine) -> None:
    """Gives a Sequential, or a model of a class of the text, inputs and outputs of its own, if it has none yet."""
    if model.outputs or model.refusal is not None or model.doubts:
        return
    was_part = model.is_part
    if model.steps is not None:
        entrance = _entrance(model, machine)
        with machine.applying(model, machine.prefix):
            found = _through(model.steps, [entrance], machine, _call_at(model))
    elif model.instance is not None and member_of(model.instance.of, "call") is not None:
        entrance = input_layer(model.input_shape, None, machine)
        found = _listed(_user_layer_on(model.instance, (entrance,), machine))
    else:
        return
    model.is_part = was_part
    if isinstance(found, Unknown):
        model.refusal = (found.line, found.expression)
    elif isinstance(found, list) and all(isinstance(each, Tensor) for each in found):
        model.inputs, model.outputs = (entrance,), tuple(found)
    else:
        model.refusal = (model.made.line, "what its call gives is not the output of a layer")


def _call_at(model: Model) -> Call:
    import ast

    line = model.made.line
    name = ast.Name(model.name, ast.Load(), lineno=line, col_offset=0)
    return Call((), {}, model.made, ast.Call(name, [], [], lineno=line, col_offset=0))


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
