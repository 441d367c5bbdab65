"""From the graph to a Keras model in which every layer's output is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras

from diagnostics.build.refusals import KERAS_REFUSES, first_lines
from diagnostics.graph import keras_tables
from diagnostics.graph.graph import Graph
from diagnostics.graph.kinds import SEVERAL_ARGUMENTS
from diagnostics.graph.node import Node


class BuildError(ValueError):
    """Keras cannot build the network; `pointer` names the layer at fault."""

    def __init__(self, message: str, pointer: str) -> None:
        self.pointer = pointer
        super().__init__(message)


@dataclass(frozen=True)
class Network:
    """A built model, its layers and their symbolic outputs by the names of the graph.

    Names of the graph that share weights have one layer of Keras.
    """

    model: Any
    layers: Mapping[str, Any]
    outputs: Mapping[str, Any]

    @property
    def holders(self) -> dict[str, Any]:
        """Each layer of Keras once, by the first of its names."""
        first: dict[int, str] = {}
        for name, layer in self.layers.items():
            first.setdefault(id(layer), name)
        return {name: self.layers[name] for name in first.values()}


def build(graph: Graph, input_shape: tuple[int, ...]) -> Network:
    """The layers from which an output can be reached, as a Keras model. Raises BuildError.

    Layers are made in the order declared, so that a seed set before gives the same weights each time.
    """
    used = {node.name for node in graph.used}
    nodes = [node for node in graph.nodes if node.name in used]
    called = _keras_names(nodes)
    made: dict[str, Any] = {}
    layers: dict[str, Any] = {}
    outputs: dict[str, Any] = {}
    for node in nodes:
        try:
            if node.class_name == "InputLayer":
                layers[node.name], outputs[node.name] = _enter(node, called[node.name], input_shape)
                continue
            if node.holder not in made:
                made[node.holder] = _made(node, called[node.name])
            layers[node.name] = made[node.holder]
            outputs[node.name] = _called(node, layers[node.name], outputs)
        except BuildError:
            raise
        except KERAS_REFUSES as error:
            raise BuildError(f"{node.class_name} {node.name!r}: {first_lines(error)}", node.pointer()) from error
    inputs = [outputs[node.name] for node in nodes if node.class_name == "InputLayer"]
    answers = [outputs[name] for name in graph.outputs]
    model = keras.Model(inputs[0] if len(inputs) == 1 else inputs, answers[0] if len(answers) == 1 else answers)
    return Network(model, layers, outputs)


def _enter(node: Node, name: str, input_shape: tuple[int, ...]) -> tuple[Any, Any]:
    shape = node.config.get("shape")
    wanted = tuple(shape) if shape is not None else input_shape
    _check_input(node, wanted, input_shape)
    tensor = keras.Input(wanted, dtype=node.config.get("dtype") or "float32", name=name)
    return tensor._keras_history.operation, tensor


def _made(node: Node, name: str) -> Any:
    return getattr(keras.layers, node.class_name).from_config({**_with_modules(node.config), "name": name})


def _called(node: Node, layer: Any, outputs: Mapping[str, Any]) -> Any:
    fed = [outputs[source] for source in node.inputs]
    if node.class_name in SEVERAL_ARGUMENTS:
        return layer(*fed)
    return layer(fed[0] if len(fed) == 1 else fed)


def _with_modules(config: Any) -> Any:
    """The config with the home of every layer inside it written out, without which Keras does not find them."""
    if isinstance(config, Mapping):
        home = {"module": "keras.layers"} if config.get("class_name") in keras_tables.names("layers") else {}
        return {key: _with_modules(value) for key, value in config.items()} | home
    return [_with_modules(entry) for entry in config] if isinstance(config, list | tuple) else config


def _check_input(node: Node, wanted: tuple[Any, ...], found: tuple[int, ...]) -> None:
    fits = len(wanted) == len(found) and all(w is None or w == f for w, f in zip(wanted, found, strict=True))
    if not fits:
        message = f"the input is declared as {wanted}, the data are {found} after preprocessing"
        raise BuildError(message, node.pointer("config", "shape"))


def _keras_names(nodes: list[Node]) -> dict[str, str]:
    """A name for each layer that Keras allows: without slashes, and still no two the same."""
    given: dict[str, str] = {}
    for node in nodes:
        name = node.name.replace("/", "__")
        while name in given.values() or (name != node.name and any(name == other.name for other in nodes)):
            name += "_"
        given[node.name] = name
    return given
