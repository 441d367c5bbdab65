"""Which weights of a network are not drawn at random: stored ones, and what the text fills layers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.networks.graphs import Graphs
from diagnostics.source.networks.network import Layer, Model, Use
from diagnostics.spec.model import Weights


def filled_layers(
    model: Model, uses: Sequence[Use], names: Mapping[int, str], graphs: Graphs, machine: Machine
) -> frozenset[str]:
    """The layers that another compiled network trains, or whose weights the text has from elsewhere."""
    trained: set[int] = set()
    for other in machine.models:
        for stage in other.stages if other is not model else ():
            trained |= {id(use.layer) for use in graphs.uses(other)} - (stage.frozen or frozenset())
    given = {id(use.layer) for use in uses if _has_weights(use.layer)}
    return frozenset(names[use.index] for use in uses if id(use.layer) in trained | given)


def _has_weights(layer: Layer) -> bool:
    """Whether its weights are those of an application, of a file, or of an argument."""
    return layer.is_filled or layer.stored is not None or "weights" in layer.open


def weights_of(uses: Sequence[Use], names: Mapping[int, str]) -> Weights | None:
    """Where stored weights lie; layers of a second application are left at their initial weights."""
    stored = {names[use.index]: use.layer for use in uses if use.layer.stored is not None}
    locations = [layer.stored[0] for layer in stored.values() if layer.stored is not None]
    if not locations:
        return None
    first = locations[0]
    paths = {name: layer.stored[1] for name, layer in stored.items() if layer.stored and layer.stored[0] == first}
    convention = next(iter(stored.values())).convention
    return Weights(location=first, layers=paths, convention=convention or None)
