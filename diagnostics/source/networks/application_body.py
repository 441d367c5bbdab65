"""The layers of Keras's applications without their tops, as a text makes them."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.formats.application_layers import PART
from diagnostics.formats.application_sizes import for_size
from diagnostics.formats.conventions import convention_of
from diagnostics.formats.saved_model import SavedLayer, SavedModel
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.networks.network import Layer, Model, Tensor, apply
from diagnostics.source.place import Place
from diagnostics.spec.dataset import Operation


def take_body(name: str, body: SavedModel, location: str | None, made: Model, tensor: Tensor, machine: Machine) -> None:
    """Gives a model the layers of an application whose weights, if any, lie at `location`."""
    stored = for_size(name, body, tensor.shape)
    convention = (Operation(backbone=name),) if location and convention_of(name) else ()
    taking = _Body(made, location, convention, made.made, machine)
    tensors: dict[str, Tensor] = {}
    for each in stored.layers:
        inputs = tuple(tensors[source] for source in each.inputs)
        tensors[each.name] = tensor if each.class_name == "InputLayer" else taking.applied(each, inputs)
    made.inputs = (tensor,)
    made.outputs = tuple(tensors[each] for each in stored.outputs)


@dataclass(frozen=True)
class _Body:
    """Whose layers they are, where their weights lie, and what those are used to."""

    made: Model
    location: str | None
    convention: tuple[Operation, ...]
    place: Place
    machine: Machine

    def applied(self, stored: SavedLayer, inputs: tuple[Tensor, ...]) -> Tensor:
        """The output of one of the layers, which may stand in a Sequential of its own."""
        config = {key: value for key, value in stored.config.items() if key != "trainable"}
        part, _, name = ("", "", stored.name) if stored.name.endswith(PART) else stored.name.rpartition("/")
        layer = Layer(stored.class_name, config, name, self.place, is_named=True)
        layer.stored = (self.location, stored.name) if self.location else None
        layer.convention = self.convention
        prefix = self.machine.prefix
        if part:
            self._take(layer, part)
            prefix += f"{part}/"
        return apply(layer, inputs, self.machine.next_use(), self.place, prefix)

    def _take(self, layer: Layer, part: str) -> None:
        parts = self.made.parts
        if not parts or parts[-1].name != part:
            parts.append(Model(part, self.place, steps=[], is_part=True))
        parts[-1].steps = [*(parts[-1].steps or ()), layer]
