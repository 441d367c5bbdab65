"""Operations on the outputs of layers, as the layers that do the same."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.graph import operations
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import has_few_parts
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.configs import NOT_PLAIN, config_value
from diagnostics.source.networks.keras_objects import ActivationFunction
from diagnostics.source.networks.layer_names import snake
from diagnostics.source.networks.network import Layer, Tensor, apply
from diagnostics.source.place import Place

_IMPLIED: Mapping[str, Mapping[str, Any]] = {  # where functions of the same name imply different things
    "keras.ops.gelu": {"approximate": True},
    "keras.ops.concatenate": {"axis": 0},
}
_NAMES: Mapping[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "power",
}


def tensor_binary(node: Any, left: Any, right: Any, machine: Machine) -> Any:
    """`left op right` where either is the output of a layer."""
    name = _NAMES.get(type(node.op))
    for operand in (left, right):
        if isinstance(operand, Unknown):
            machine.consume([left, right])
            return operand
    if name is None:
        machine.consume([left, right])
        return machine.unknown(node)
    return operated(name, (left, right), {}, node, machine)


def tensor_unary(node: ast.UnaryOp, operand: Tensor, machine: Machine) -> Any:
    """`-tensor` and the like."""
    if isinstance(node.op, ast.USub):
        return operated("negative", (operand,), {}, node, machine)
    return operand if isinstance(node.op, ast.UAdd) else machine.unknown(node)


def operated(name: str, arguments: Sequence[Any], keywords: Mapping[str, Any], node: ast.AST, machine: Machine) -> Any:
    """The tensor that an operation gives, where a layer does exactly the same; else an Unknown."""
    if not has_few_parts([*arguments, *keywords.values()]):
        return machine.unknown(node)
    tensors: dict[str, Tensor] = {}
    found = operations.equivalent(
        name,
        [_argument(each, tensors) for each in arguments],
        {key: _argument(each, tensors) for key, each in keywords.items() if key != "name"},
    )
    if found is None or any(tensor.output for tensor in tensors.values()):
        machine.consume(list(tensors.values()))
        return machine.unknown(node)
    place = machine.place(node)
    made = layer_for(found.class_name, dict(found.config), [tensors[key] for key in found.inputs], place, machine)
    made.use.layer.is_operation = True
    return made


def layer_for(
    class_name: str, config: dict[str, Any], inputs: Sequence[Tensor], place: Place, machine: Machine
) -> Tensor:
    """The output of a layer that stands in no call of the text."""
    layer = Layer(class_name, config, machine.free_name(snake(class_name)), place)
    return apply(layer, tuple(inputs), machine.next_use(), place, machine.prefix)


def _argument(value: Any, tensors: dict[str, Tensor]) -> Any:
    if isinstance(value, Tensor):
        name = f"{value.use.index}:{value.output}"
        tensors[name] = value
        return operations.Tensor(name, value.shape)
    if isinstance(value, list | tuple) and any(isinstance(each, Tensor) for each in value[:100]):
        return [_argument(each, tensors) for each in value]
    found = config_value(value)
    return f"a {type(value).__name__}" if found is NOT_PLAIN or isinstance(found, Unknown) else found


def call_activation(called: ActivationFunction, request: Call, machine: Machine) -> Any:
    """An activation function on a tensor."""
    return tensor_function(called.name, request, machine)


def tensor_function(path: str, request: Call, machine: Machine) -> Any:
    """A call of a function of TensorFlow's or Keras's, by its dotted name, on tensors."""
    name = path.rpartition(".")[2]
    given = [*request.arguments, *request.keywords.values()]
    if not any(isinstance(each, Tensor) for each in _flat(given)):
        for value in given:
            machine.consume(value)
        unknown = next((each for each in _flat(given) if isinstance(each, Unknown)), None)
        return unknown or machine.unknown(request.node)
    unknown = next((each for each in _flat(given) if isinstance(each, Unknown)), None)
    if unknown is not None:
        machine.consume(list(_flat(given)))
        return unknown
    return operated(name, request.arguments, {**_IMPLIED.get(path, {}), **request.keywords}, request.node, machine)


def _flat(values: Sequence[Any]) -> Sequence[Any]:
    found: list[Any] = []
    for each in values:
        found.extend(each[:1000] if isinstance(each, list | tuple) else [each])
    return found


def tensor_item(value: Tensor, key: Any, node: ast.Subscript, machine: Machine) -> Any:
    """`tensor[…]`, which no layer says but where it keeps everything."""
    keys = key if isinstance(key, tuple) else (key,)
    if all(each is Ellipsis or each == slice(None) for each in keys):
        return value
    value.use.consumed = True
    return machine.unknown(node)
