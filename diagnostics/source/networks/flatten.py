"""From the calls of layers to the lists that a job declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diagnostics.source.networks.network import Model, Tensor, Use, ancestors
from diagnostics.source.reading import LayerSource
from diagnostics.spec.model import Layer as Declared


def graph_of_model(model: Model, others: Iterable[Model] = ()) -> list[Use]:
    """The calls that the model's outputs depend on, and those that read its inputs and lead nowhere, in order.

    What leads to an output of one of the `others`, or was read by something that is no layer, is not nowhere.
    """
    used = {use.index: use for use in ancestors(model.outputs)}
    used |= {tensor.use.index: tensor.use for tensor in model.inputs}
    elsewhere = {use.index for other in others if other is not model for use in ancestors(other.outputs)}
    found = used | {index: use for index, use in _reached(model, used).items() if index not in elsewhere}
    kept = _leading_nowhere(found, set(used))
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


def _leading_nowhere(found: Mapping[int, Use], used: set[int]) -> dict[int, Use]:
    """Without the calls off the way to the outputs whose result something else reads."""
    read = {index for index, use in found.items() if index not in used and use.consumed}
    changed = True
    while changed:
        more = {
            tensor.use.index
            for index in read
            for tensor in found[index].inputs
            if tensor.use.index in found and tensor.use.index not in used | read
        }
        changed = bool(more)
        read |= more
    return {index: use for index, use in found.items() if index not in read}


def names_of(uses: Sequence[Use]) -> dict[int, str]:
    """A name for every call: the layer's within the models around it; further calls of a layer are numbered.

    Names that the text does not give make way for those that it does.
    """
    given: dict[int, str] = {}
    taken = {use.prefix + use.layer.name for use in uses if use.layer.is_named}
    calls: dict[int, int] = {}
    for use in uses:
        path = use.prefix + use.layer.name
        count = calls[id(use.layer)] = calls.get(id(use.layer), 0) + 1
        is_given = use.layer.is_named and count == 1
        name = path if is_given else _free(path if count == 1 else f"{path}_call_{count}", taken)
        taken.add(name)
        given[use.index] = name[:128]
    return given


def _free(path: str, taken: set[str]) -> str:
    name, count = path, 0
    while name in taken:
        count += 1
        name = f"{path}_{count}"
    return name


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


def source_of(use: Use) -> LayerSource:
    """Where a call of a layer stands."""
    return LayerSource(use.layer.made, use.layer.arguments, use.place, use.variable, use.overwritten, use.bound)


def outputs_of(tensors: Iterable[Tensor], names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of the layers that give the tensors."""
    return tuple(names[tensor.use.index] for tensor in tensors)
