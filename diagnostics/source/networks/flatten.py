"""From the calls of layers to the lists that a job declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from diagnostics.source.interpreter.limits import Budget
from diagnostics.source.networks.network import Model, Tensor, Use, ancestors
from diagnostics.source.reading import LayerSource
from diagnostics.spec.model import Layer as Declared


def graph_of_model(model: Model, budget: Budget, others: Iterable[Model] = ()) -> list[Use]:
    """The calls that the model's outputs depend on, and those that read its inputs and lead nowhere, in order.

    What leads to an output of one of the `others`, or was read by something that is no layer, is not nowhere.
    """
    used = {use.index: use for use in ancestors(model.outputs)}
    used |= {tensor.use.index: tensor.use for tensor in model.inputs}
    reached = _reached(model, used)
    budget.made(model.made.line, len(reached))
    if len(reached) == len(used):
        return [use for _, use in sorted(used.items())]
    read = {index for index, use in reached.items() if use.consumed}
    for other in others:
        if other is not model:
            elsewhere = {use.index for use in ancestors(other.outputs)}
            budget.made(model.made.line, len(elsewhere))
            read |= elsewhere & reached.keys()
    kept = _leading_nowhere(reached, read, set(used))
    return [use for _, use in sorted(kept.items())]


def _reached(model: Model, used: Mapping[int, Use]) -> dict[int, Use]:
    """Every call that depends on the model's inputs alone."""
    found = dict(used)
    waiting = [reader for tensor in model.inputs for reader in tensor.use.readers]
    seen: set[int] = set()
    while waiting:
        use = waiting.pop()
        known = all(each.use.index in found for each in use.inputs)
        if use.index in seen and (use.index in found or not known):
            continue
        seen.add(use.index)
        if known:
            found[use.index] = use
        waiting.extend(use.readers)
    return found


def _leading_nowhere(found: Mapping[int, Use], read: Set[int], used: set[int]) -> dict[int, Use]:
    """Without the calls off the way to the outputs whose result something else reads, unless one that is kept does."""
    passed = _before(found, read, used)
    kept = _before(found, (index for index in found if index not in passed), set())
    return {index: found[index] for index in kept}


def _before(found: Mapping[int, Use], last: Iterable[int], without: set[int]) -> set[int]:
    """The last calls and all that they depend on, as far as those were found, without some and what is behind these."""
    waiting = [index for index in last if index not in without]
    before = set(waiting)
    while waiting:
        for tensor in found[waiting.pop()].inputs:
            index = tensor.use.index
            if index in found and index not in without and index not in before:
                before.add(index)
                waiting.append(index)
    return before


def declared(uses: list[Use], names: Mapping[int, str]) -> list[Declared]:
    """The calls as layers of a job; the further calls of one layer share its weights."""
    first: dict[int, str] = {}
    found = []
    for use in uses:
        inputs = tuple(names[tensor.use.index] for tensor in use.inputs)
        owner = first.setdefault(id(use.layer), names[use.index])
        shares = owner if owner != names[use.index] else None
        config: dict[str, Any] = {} if shares else {**use.layer.config}
        class_name = use.layer.class_name
        found.append(
            Declared(name=names[use.index], class_name=class_name, config=config, inputs=inputs, shares=shares)
        )
    return found


def source_of(use: Use, frozen: Set[int]) -> LayerSource:
    """Where a call of a layer stands; `frozen` are the layers (by identity) that do not train."""
    layer = use.layer
    trainable = layer.set_at.get(id(layer) not in frozen)
    return LayerSource(layer.made, layer.arguments, use.place, use.variable, use.overwritten, use.bound, trainable)


def outputs_of(tensors: Iterable[Tensor], names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of the layers that give the tensors."""
    return tuple(names[tensor.use.index] for tensor in tensors)
