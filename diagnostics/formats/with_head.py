"""A saved network, or an application, with the user's head on it, as a resolved list of layers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from diagnostics.formats.saved_model import SavedModel
from diagnostics.graph.graph import graph_of
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.graph.sharing import with_holders_first
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import Problem, SpecError, fault
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Layer, Model

_IN_LAYERS = re.compile(r"^/model/layers/(\d+)")


@dataclass(frozen=True)
class Origin:
    """Where the parts stand in the document: the base and the head.

    Where the base is a file the document has no place for each of its layers; where it `is_written_out` it has.
    """

    base: str
    head: str
    is_written_out: bool = False

    def of(self, place: str) -> str:
        """The pointer to a place in the config of the base."""
        return f"{self.base}{place}" if self.is_written_out else self.base


def resolve_with_head(
    base: SavedModel, head: Sequence[Layer], outputs: tuple[str, ...] | None, dataset: Dataset, origin: Origin
) -> ResolvedModel:
    """Base and head as one list. What of the base leads to no output any more is left out. Raises SpecError.

    The first layer of the head reads the base's output, each other the one before, unless they say otherwise.
    """
    declared = [*_declared(base, origin), *_joined(base, head, origin)]
    chosen = outputs or (None if head else base.outputs)
    try:
        resolved = resolve_layers(Model(layers=tuple(declared), outputs=chosen), dataset)
    except SpecError as error:
        problems = [_placed(problem, declared, base, origin) for problem in error.problems]
        raise SpecError(problems) from error
    return _reaching(resolved, {layer.name for layer in base.layers})


def _declared(base: SavedModel, origin: Origin) -> list[Layer]:
    try:
        return [
            Layer(
                name=layer.name,
                class_name=layer.class_name,
                config=dict(layer.config),
                inputs=() if layer.class_name == "InputLayer" else layer.inputs,
                shares=layer.shares,
            )
            for layer in base.layers
        ]
    except ValidationError as error:
        [first, *_] = error.errors()
        message = f"a layer of the saved model cannot be taken over: {first['msg'][:1].lower()}{first['msg'][1:]}"
        raise fault(origin.base, message, first["input"]) from error


def _joined(base: SavedModel, head: Sequence[Layer], origin: Origin) -> list[Layer]:
    if not head or head[0].inputs is not None:
        return list(head)
    if len(base.outputs) != 1:
        message = f"the base has {len(base.outputs)} outputs; say which the head reads, as inputs"
        raise fault(f"{origin.head}/0", message, list(base.outputs))
    return [head[0].model_copy(update={"inputs": base.outputs}), *head[1:]]


def _placed(problem: Problem, declared: Sequence[Layer], base: SavedModel, origin: Origin) -> Problem:
    """The problem where the user can see it: at the head's layer, or at the base with the layer named."""
    found = _IN_LAYERS.match(problem.pointer)
    if found is None:
        return problem
    position = int(found[1])
    if position >= len(base.layers):
        place = f"{origin.head}/{position - len(base.layers)}{problem.pointer[found.end() :]}"
        return Problem(place, problem.message, problem.value)
    layer = declared[position]
    message = f"{layer.class_name} {layer.name!r} cannot be taken over: {problem.message}"
    return Problem(origin.of(base.layers[position].place), message, problem.value)


def _reaching(model: ResolvedModel, base: set[str]) -> ResolvedModel:
    """Without the layers of the base that a head or other outputs have cut off."""
    used = graph_of(model).used_names
    left = [layer for layer in model.layers if layer.name in used or layer.name not in base]
    return model.model_copy(update={"layers": with_holders_first(left, model.layers)})
