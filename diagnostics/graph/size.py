"""How large a network is, and whether it could be trained at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from diagnostics.graph.graph import Graph
from diagnostics.graph.node import Node
from diagnostics.graph.shapes.infer import LayerShape
from diagnostics.spec.errors import SpecError, fault

MOST_BYTES = 64 * 2**30  # 64 GiB
_FLOAT_BYTES = 4
_KEPT_FOR_EACH_TRAINED = 3  # its gradient, and two slots of an optimiser like Adam
_MOST_INPUT_AXES = 4


@dataclass(frozen=True)
class Size:
    """A network, as far as its layers are known: what is unknown counts 0.

    `activation_bytes` are the outputs of all layers for one sample, in float32. `is_whole` says that every layer that
    an output depends on was known.
    """

    parameters: int
    trainable_parameters: int
    activation_bytes: int
    is_whole: bool

    def training_bytes(self, samples: int) -> int:
        """Weights, gradients, two optimiser slots and the outputs for a batch of so many samples."""
        kept = self.parameters + _KEPT_FOR_EACH_TRAINED * self.trainable_parameters
        return _FLOAT_BYTES * kept + self.activation_bytes * samples


def size_of(graph: Graph) -> Size:
    """The size of what an output depends on."""
    borrowed = {node.shares for node in graph.used if node.shares is not None} - graph.used_names
    weights_alone = [replace(graph.shapes[name], output=(0,)) for name in borrowed]
    return _size([*(graph.shapes[node.name] for node in graph.used), *weights_alone])


def check_size(graph: Graph, samples: int, most_bytes: int = MOST_BYTES, pointer: str = "/model") -> None:
    """Raises SpecError at `pointer` where training on batches of so many samples needs more memory than that.

    Nothing is allocated. What cannot be told counts nothing; inputs of unknown shape count as the smallest there are.
    """
    least = min(_with_inputs(graph), key=lambda known: size_of(known).training_bytes(samples))
    needed = size_of(least).training_bytes(samples)
    if needed > most_bytes:
        raise _too_large(least, samples, most_bytes, pointer)


def _size(shapes: list[LayerShape]) -> Size:
    outputs = [shape.output for shape in shapes if shape.output is not None]
    return Size(
        parameters=sum(shape.parameters or 0 for shape in shapes),
        trainable_parameters=sum(shape.trainable_parameters or 0 for shape in shapes),
        activation_bytes=_FLOAT_BYTES * sum(prod(axis or 1 for axis in output) for output in outputs),
        is_whole=not any(None in (shape.output, shape.parameters) or None in (shape.output or ()) for shape in shapes),
    )


def _with_inputs(graph: Graph) -> Iterator[Graph]:
    """The graph itself or, where the shape of an input is not known, with the smallest of each rank in its place."""
    if all(graph.shapes[node.name].output is not None for node in graph.used if node.class_name == "InputLayer"):
        yield graph
        return
    for rank in range(1, _MOST_INPUT_AXES + 1):
        yield replace(graph, input_shape=(1,) * rank)


def _too_large(graph: Graph, samples: int, most_bytes: int, pointer: str) -> SpecError:
    size = size_of(graph)
    largest = max(graph.used, key=lambda node: _size([graph.shapes[node.name]]).training_bytes(samples))
    alone = _size([graph.shapes[largest.name]])
    or_batch = ", or lower training.batch_size" if size.training_bytes(1) <= most_bytes else ""
    message = (
        f"training needs at least {_gib(size.training_bytes(samples))} of memory, the limit is {_gib(most_bytes)}: "
        f"{_gib(size.training_bytes(0))} for {size.parameters:,} weights with their gradients and the optimiser's "
        f"state, {_gib(size.activation_bytes * samples)} for the outputs of {samples:,} samples a batch; "
        f"{_called(largest)} alone takes {_gib(alone.training_bytes(samples))}. "
        f"Make that layer smaller{or_batch}"
    )
    return fault(pointer, message, f"{alone.parameters:,} weights in {largest.name}")


def _called(node: Node) -> str:
    return f"{node.class_name} '{node.name}'"


def _gib(count: int) -> str:
    tenths = count * 10 // 2**30  # floats overflow where layers are absurd
    return f"{tenths // 10:,}.{tenths % 10} GiB"
