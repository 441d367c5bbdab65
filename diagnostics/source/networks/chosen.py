"""Which models of a text are jobs of their own, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnostics.source.networks.graphs import Graphs
from diagnostics.source.networks.network import Model

_PLAIN_NAMES = frozenset({"main", "train", "run", "__init__", "<lambda>", "build", "call", "fit", "test"})


def chosen(models: Sequence[Model], graphs: Graphs) -> list[Model]:
    """Models that are compiled or trained, and others that share no layer with those and are part of none."""
    taken = {id(use.layer) for model in models if model.stages for use in graphs.uses(model)}
    found = [
        model
        for model in models
        if model.stages or not (model.is_part or any(id(use.layer) in taken for use in graphs.uses(model)))
    ]
    found = found or list(models)
    return [model for model in found if not _is_within_another(model, found, graphs)]


def _is_within_another(model: Model, models: Iterable[Model], graphs: Graphs) -> bool:
    """Whether it is a piece cut out of a larger one, such as the encoder of an autoencoder, and not trained itself."""
    if model.stages or not model.outputs:
        return not model.stages and model.steps is not None and not model.steps and model.refusal is None
    mine = graphs.layers(model)
    return any(mine < graphs.layers(other) for other in models if other is not model)


def titles(models: Sequence[Model]) -> list[str]:
    """The function that makes a model, or the variable that holds it; numbered where that is not enough."""
    wanted = [model.title if model.title not in (None, *_PLAIN_NAMES) else None for model in models]
    found: dict[str, None] = {}
    for model, function in zip(models, wanted, strict=True):
        variable = model.variables[-1] if model.variables else None
        name = function if function and wanted.count(function) == 1 else (variable or function or model.name)
        count = 1
        title = name
        while title in found:
            count += 1
            title = f"{name}-{count}"
        found[title] = None
    return [*found]
