"""A network read from a text as a whole spec: what the text does not say has a stand-in, and none is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from diagnostics.graph.resolve import resolve
from diagnostics.lint.guesses import guesses, losses
from diagnostics.source.reading import Missing, ReadModel
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import Problem, SpecError
from diagnostics.spec.job import JobSpec, ResolvedSpec
from diagnostics.spec.model import Weights
from diagnostics.spec.reading import read_job

_LOCATION = "data"
_UNREAD = {"training": frozenset({"callbacks"}), "dataset": frozenset({"location"})}  # by the rules on specs


@dataclass(frozen=True)
class Completed:
    """The spec with stand-ins, the same with others, and what of the text cannot be part of a job."""

    spec: ResolvedSpec
    others: tuple[ResolvedSpec, ...]
    stated: ReadModel
    missing: tuple[Missing, ...] = ()

    def is_stated(self, pointer: str) -> bool:
        """Whether what stands at a pointer into the spec was said by the text, or is what Keras makes of it."""
        part, *keys = pointer.lstrip("/").split("/")
        if part == "model":
            return not self._is_open(keys)
        said = self.stated.training if part == "training" else self.stated.dataset
        unprocessed = keys[:1] == ["preprocess"] and "image" in said  # files of images, and nothing is done to them
        return unprocessed or (bool(keys) and keys[0] in said)

    def _is_open(self, keys: list[str]) -> bool:
        if len(keys) < 4 or keys[0] != "layers" or not keys[1].isdecimal():
            return False
        return (self.spec.model.layers[int(keys[1])].name, keys[3]) in self.stated.open


def completed(model: ReadModel, diagnosis: Diagnosis) -> Completed:
    """The network with whatever the text leaves open filled in. Raises SpecError where it is no network at all."""
    usable = model
    missing: list[Missing] = []
    while True:
        try:
            first, *others = (_resolved(each, diagnosis) for each in guesses(usable))
            return Completed(first, tuple(others), usable, tuple(missing))
        except SpecError as error:
            problem = next((each for each in error.problems if _fragment(each.pointer, usable)), None)
            if problem is None:
                raise
            missing.append(_missing(problem, usable))
            usable = _without(problem.pointer, usable)


def _resolved(model: ReadModel, diagnosis: Diagnosis) -> ResolvedSpec:
    return resolve(job_of(model, diagnosis), None)


def job_of(model: ReadModel, diagnosis: Diagnosis) -> JobSpec:
    """The network as a job. Raises SpecError where what the text says of training or data cannot be one."""
    said = {part: _said(getattr(model, part), unread) for part, unread in _UNREAD.items()}
    layers = [layer.model_dump(exclude_none=True) for layer in model.layers]
    return read_job(
        {
            "dataset": {"location": _LOCATION, **said["dataset"]},
            "model": {"layers": layers, "outputs": list(model.outputs), **_weights(model)},
            "training": {"loss": losses(model)[0], "metrics": [], **said["training"]},
            "diagnosis": diagnosis.model_dump(),
        }
    )


def _weights(model: ReadModel) -> dict[str, Any]:
    """Where stored weights lie; those that the text hands to a layer lie somewhere, too."""
    given = [layer.name or "" for layer in model.layers if _is_given_weights(layer.name or "", model)]
    if not given:
        return {"weights": model.weights.model_dump(mode="json")} if model.weights else {}
    stored = model.weights or Weights(location=_LOCATION, layers={})
    layers = {**dict(stored.layers), **{name: name for name in given}}
    return {"weights": stored.model_copy(update={"layers": layers}).model_dump(mode="json")}


def _is_given_weights(layer: str, model: ReadModel) -> bool:
    """Whether the text says `Embedding(…, weights=[matrix])`."""
    source = model.sources.get(layer)
    return (source is not None and "weights" in source.arguments) or (layer, "weights") in model.open


def _said(part: Mapping[str, Any], unread: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in unread}


def _fragment(pointer: str, model: ReadModel) -> str | None:
    """The key of what the text says of training or data that a pointer leads into."""
    part, _, rest = pointer.lstrip("/").partition("/")
    key = rest.partition("/")[0]
    return key if part in _UNREAD and key in getattr(model, part) else None


def _without(pointer: str, model: ReadModel) -> ReadModel:
    part, key = pointer.lstrip("/").split("/")[:2]
    rest = {name: value for name, value in getattr(model, part).items() if name != key}
    return replace(model, training=rest) if part == "training" else replace(model, dataset=rest)


def _missing(problem: Problem, model: ReadModel) -> Missing:
    pointer = "/".join(problem.pointer.split("/")[:3])
    place = model.places.get(problem.pointer) or model.places.get(pointer)
    return Missing(place.line if place else 1, problem.value, f"{problem.pointer}: {problem.message}")
