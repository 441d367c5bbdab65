"""One program read, and run by Keras: whether both are the same networks, trained in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.graph.layers_form import resolve_layers
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import Missing, ReadModel, Refused
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Model
from tests.diagnostics.source.comparing import difference, parameters
from tests.diagnostics.source.programs import Program, code_of
from tests.diagnostics.source.running import Built, Run, Sample, State, run
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
    sample = program.input_shape
    told = [[_unlike_all(model, found, sample) for model in models] for found in built.every]
    for found, unlike_each in zip(built.every, told, strict=True):
        if found in built.main and None not in unlike_each:
            each = "".join(f"\n  {model.name}: {why}" for model, why in zip(models, unlike_each, strict=True))
            yield f"no network read is {found.model.name!r} of Keras:{each or ' none is read'}"
    for place, model in enumerate(models):
        if all(unlike_each[place] is not None for unlike_each in told):
            yield f"{model.name} as read is none of the networks that Keras makes"


def _unlike_all(model: ReadModel, built: Built, sample: Sample) -> str | None:
    """In what a reading differs from every state of a network; from the first one, in words."""
    found = [_unlike(model, state, sample) for state in built.states]
    return None if None in found else found[0]


def _unlike(model: ReadModel, state: State, sample: Sample) -> str | None:
    try:
        shown = resolve_layers(Model(layers=model.layers, outputs=model.outputs), _DATA)
    except SpecError as error:
        return f"its layers are refused: {error}"
    return (
        difference(shown, state.network, sample)
        or _parameters(shown, state, sample)
        or unlike(model.training, state.training)
    )


def _parameters(shown: ResolvedModel, state: State, sample: Sample) -> str | None:
    count = parameters(shown, sample)
    return None if count == state.parameters else f"{count} parameters as read, {state.parameters} in Keras"
