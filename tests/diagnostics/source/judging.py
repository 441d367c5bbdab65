"""One program read, and run by Keras: whether both are the same networks, trained in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diagnostics.formats.keras_config import read_config
from diagnostics.formats.saved_model import SavedLayer
from diagnostics.graph import keras_tables
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import Missing, ReadModel, Refused
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Layer, Model
from tests.diagnostics.source.comparing import Shape, difference, parameters
from tests.diagnostics.source.programs import Program, code_of
from tests.diagnostics.source.running import Built, Run, State, run
from tests.diagnostics.source.training import unlike

_DATA = Dataset(location="data.npz")


@dataclass(frozen=True)
class Judgement:
    """Whether a program was read exactly; if not, why, and the line that the reading names."""

    exact: bool
    told: str = ""
    line: int | None = None


def judge(program: Program) -> Judgement:
    """Reads a program, runs it, and compares."""
    try:
        reading = read(program.text, program.supplied)
    except SourceError as error:
        return Judgement(False, f"not read: {error}", error.line)
    built = run(code_of(program.runs), str(program.runs), program.input_shape)
    faults = list(_faults(reading.models, built, program))
    open_ends: list[Refused | Missing] = [
        *reading.refused,
        *(entry for model in reading.models for entry in model.missing),
    ]
    told = [*faults, *(f"line {entry.line}: {entry.expression} ({entry.supply})" for entry in open_ends)]
    return Judgement(not faults, "\n".join(told), open_ends[0].line if open_ends else None)


def _faults(models: tuple[ReadModel, ...], built: Run, program: Program) -> Iterator[str]:
    """Networks that Keras makes and no reading equals, and readings that equal no network."""
    for wanted in built.main:
        unlike_each = [_unlike_all(model, wanted, program) for model in models]
        if None not in unlike_each:
            told = "".join(f"\n  {model.name}: {why}" for model, why in zip(models, unlike_each, strict=True))
            yield f"no network read is {wanted.model.name!r} of Keras:{told or ' none is read'}"
    for model in models:
        if all(_unlike_all(model, found, program) is not None for found in built.every):
            yield f"{model.name} as read is none of the networks that Keras makes"


def _unlike_all(model: ReadModel, built: Built, program: Program) -> str | None:
    """In what a reading differs from every state of a network; from the first one, in words."""
    found = [_unlike(model, state, program) for state in built.states]
    return None if None in found else found[0]


def _unlike(model: ReadModel, state: State, program: Program) -> str | None:
    try:
        shown = resolve_layers(Model(layers=model.layers, outputs=model.outputs), _DATA)
    except SpecError as error:
        return f"its layers are refused: {error}"
    return (
        difference(shown, built_by_keras(state), program.input_shape)
        or _parameters(shown, state, program.input_shape)
        or (None if program.twin and not state.training else unlike(model.training, state.training))
    )


def _parameters(shown: ResolvedModel, state: State, input_shape: Shape | None) -> str | None:
    count = parameters(shown, input_shape)
    return None if count == state.parameters else f"{count} parameters as read, {state.parameters} in Keras"


def built_by_keras(state: State) -> ResolvedModel:
    """The layers of a network that Keras made, in whichever mode they were called: `fit` sets it for all of them."""
    saved = read_config(state.config)
    layers = [
        Layer(
            name=layer.name,
            class_name=layer.class_name,
            config=_config(layer),
            inputs=layer.inputs,
            shares=layer.shares,
        )
        for layer in saved.layers
    ]
    return resolve_layers(Model(layers=tuple(layers), outputs=saved.outputs), _DATA)


def _config(layer: SavedLayer) -> dict[str, Any]:
    """What the layer's class takes; Keras writes more than that for some (`zero_output_for_mask`)."""
    if layer.shares is not None:
        return {}
    known = keras_tables.accepted_by_layer(layer.class_name) | {"shape", "batch_shape"}
    return {key: value for key, value in layer.config.items() if key in known}
