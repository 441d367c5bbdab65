"""A program's network as resolved layers."""

from __future__ import annotations

from diagnostics.data.errors import DataError
from diagnostics.data.glance import Glance, glance
from diagnostics.data.locations import Roots, local_path
from diagnostics.formats.application import entering_shape
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.source.reading import Missing, ReadModel, Supplied
from diagnostics.source.stating import read_source
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import Problem, SpecError
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Model, Source

_INPUT_SHAPE = "/shape"


def resolve_source(source: Source, model: Model, dataset: Dataset, roots: Roots) -> ResolvedModel:
    """The network that the program makes, with what it leaves open taken from the data. Raises SpecError."""
    found = read_source(source, supplied_to(source, dataset, roots))
    missing = [each for each in found.missing if _decides(each)]
    if missing:
        raise SpecError([_problem(each) for each in missing])
    return resolved(found, model, dataset)


def supplied_to(source: Source, dataset: Dataset, roots: Roots) -> Supplied:
    """What is known beside the program: its definitions, and what the data tell at a glance."""
    known = _known(dataset, roots)
    shape = entering_shape(dataset) or known.input_shape
    return Supplied(source.define, known.classes, shape, known.samples)


def resolved(found: ReadModel, model: Model, dataset: Dataset) -> ResolvedModel:
    """The layers with every default, where they stand in the text, and where their weights lie. Raises SpecError."""
    try:
        layers = resolve_layers(Model(layers=found.layers, outputs=model.outputs or found.outputs), dataset)
    except SpecError as error:
        raise SpecError([_placed(problem, found) for problem in error.problems]) from error
    lines = {name: source.made.lines for name, source in found.sources.items()}
    lines |= {pointer: place.lines for pointer, place in found.places.items()}
    return layers.model_copy(update={"weights": found.weights, "lines": lines})


def _known(dataset: Dataset, roots: Roots) -> Glance:
    """What the heads of the data's files tell; nothing where they are elsewhere or cannot be looked at yet."""
    try:
        return glance(local_path(dataset.location, roots, "/dataset/location"))
    except (DataError, SpecError):
        return Glance()


def _decides(missing: Missing) -> bool:
    """Whether the network is not known without it: the shape of its input comes with the data."""
    return missing.pointer.startswith("/model/") and not missing.pointer.endswith(_INPUT_SHAPE)


def _problem(missing: Missing) -> Problem:
    message = f"line {missing.line} of the program leaves {missing.expression} open; {missing.supply}"
    return Problem("/model/source/define", message, missing.expression)


def _placed(problem: Problem, found: ReadModel) -> Problem:
    """The problem at the program, with the line of the layer that it is about."""
    keys = problem.pointer.split("/")
    named = keys[1:3] == ["model", "layers"] and keys[3:4] and keys[3].isdecimal()
    if not named:
        return Problem("/model/source/text", problem.message, problem.value)
    layer = found.layers[min(int(keys[3]), len(found.layers) - 1)]
    line = found.sources[layer.name or ""].made.line if layer.name in found.sources else 1
    return Problem("/model/source/text", f"line {line}: {layer.class_name}: {problem.message}", problem.value)
