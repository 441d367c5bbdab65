"""From what a text made to the networks that are jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.limits import MAX_LAYERS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import CLASSES, INPUT_SHAPE, Unknown
from diagnostics.source.networks.chosen import chosen, titles
from diagnostics.source.networks.data import Array
from diagnostics.source.networks.entrances import materialised
from diagnostics.source.networks.flatten import declared, graph_of_model, outputs_of, source_of
from diagnostics.source.networks.freezing import frozen_layers
from diagnostics.source.networks.graphs import Graphs
from diagnostics.source.networks.layer_names import names_of
from diagnostics.source.networks.network import Model, Use
from diagnostics.source.networks.refusing import refusal
from diagnostics.source.networks.stages import Stage
from diagnostics.source.networks.stated import Stated
from diagnostics.source.networks.training import stated
from diagnostics.source.networks.weights import filled_layers, weights_of
from diagnostics.source.reading import Missing, Reading, ReadModel
from diagnostics.spec.model import Layer

_STAND_INS: Mapping[str, Any] = {
    "units": 10, "filters": 8, "kernel_size": 3, "pool_size": 2, "rate": 0.5, "output_dim": 8, "input_dim": 1000,
    "target_shape": [-1], "n": 2, "padding": 1, "size": 2, "num_heads": 2, "key_dim": 8, "scale": 1.0, "factor": 0.1,
    "height_factor": 0.1, "width_factor": 0.1, "stddev": 0.1, "height": 32, "width": 32, "axes": -1, "dims": [1],
    "cropping": 1, "activation": "linear",
}  # fmt: skip


def reading_of(machine: Machine) -> Reading:
    """The networks that stand for themselves, each with what the text says of its training."""
    for model in list(machine.models):
        materialised(model, machine)
    graphs = Graphs(machine.budget)
    models = chosen(machine.models, graphs)
    found, refused = [], []
    for model, name in zip(models, titles(models), strict=True):
        fault = refusal(model, name, graphs)
        if fault is not None:
            refused.append(fault)
        else:
            found.append(_read_model(model, name, graphs, machine))
    return Reading(tuple(found), tuple(refused))


def _read_model(model: Model, name: str, graphs: Graphs, machine: Machine) -> ReadModel:
    uses = graph_of_model(model, machine.budget, machine.models)
    if len(uses) > MAX_LAYERS:  # too many that lead nowhere
        uses = graphs.uses(model)
    names = names_of(uses)
    stage = _stage(model)
    said = stated(stage, machine)
    frozen = frozen_layers(model, machine) if stage is None or stage.frozen is None else stage.frozen
    layers = [
        _finished(layer, use, stage, frozen, machine) for layer, use in zip(declared(uses, names), uses, strict=True)
    ]
    opened = frozenset((names[use.index], key) for use in uses for key in use.layer.open)
    return ReadModel(
        name=name,
        layers=tuple(layers),
        outputs=outputs_of(model.outputs, names),
        sources={names[use.index]: source_of(use, frozen) for use in uses},
        training=said.training,
        dataset=said.dataset,
        places=said.places,
        open=opened,
        missing=tuple(sorted(_missing(uses, names, said), key=lambda each: each.line)),
        notes=tuple(sorted(machine.notes, key=lambda note: note.line)),
        weights=weights_of(uses, names),
        filled=filled_layers(model, uses, names, graphs, machine),
    )


def _stage(model: Model) -> Stage | None:
    fitted = [stage for stage in model.stages if stage.fitted is not None]
    return next(iter([*fitted, *reversed(model.stages)]), None)


def _finished(layer: Layer, use: Use, stage: Stage | None, frozen: Set[int], machine: Machine) -> Layer:
    """The layer with stand-ins for what is open, frozen where it was when training began."""
    if layer.shares is not None:
        return layer
    config = dict(layer.config)
    if layer.class_name != "InputLayer" and id(use.layer) in frozen:
        config["trainable"] = False
    if layer.class_name == "InputLayer" and config.get("shape") is None:
        shape = _shape_of_data(stage) or machine.supplied.input_shape
        if shape is not None:
            config["shape"] = list(shape)
    for key in use.layer.open:
        if key in keras_tables.required("layers", layer.class_name):
            config[key] = _STAND_INS.get(key, 1)
    return layer.model_copy(update={"config": config})


def _shape_of_data(stage: Stage | None) -> tuple[int, ...] | None:
    x = (stage.fitted or {}).get("x") if stage is not None else None
    if not isinstance(x, Array) or not x.shape or len(x.shape) < 2:
        return None
    lengths = [each for each in x.shape[1:] if each is not None]
    return tuple(lengths) if len(lengths) == len(x.shape) - 1 else None


def _missing(uses: Sequence[Use], names: Mapping[int, str], said: Stated) -> Iterator[Missing]:
    """What is open, each expression once."""
    told: set[str] = set()
    opened = [
        (f"/model/layers/{names[use.index]}/{key}", each)
        for use in uses
        for key, each in use.layer.open.items()
        if key != "weights"  # noted: no literal says them
    ]
    opened.sort(key=lambda entry: entry[0].endswith("/shape"))  # what also decides something else is told for that
    for pointer, value in [*opened, *said.open]:
        if value.expression not in told:
            told.add(value.expression)
            yield Missing(value.line, value.expression, _supply(pointer, value), pointer)


def _supply(pointer: str, value: Unknown) -> str:
    define = f"--define '{value.expression}=VALUE'"
    if value.means == CLASSES:
        return f"the number of classes: point --data at the dataset, say --classes, or {define}"
    if pointer.endswith("/shape") or value.means == INPUT_SHAPE:
        return f"the shape of one sample: point --data at the dataset, or {define}"
    if pointer.startswith("/training/"):
        return f"say {pointer[1:].replace('/', '.')} in the job, or {define}"
    return f"say it with {define}"
