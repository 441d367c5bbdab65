"""Jobs whose model is a program: what the program states of training and data is the job's, unless the job says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diagnostics.source.choosing import UnknownNetwork, one_of
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import ReadModel, Supplied
from diagnostics.spec.errors import Problem, SpecError, fault
from diagnostics.spec.model import Source


def with_stated(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document with what its program states; others as they are. Raises SpecError.

    A setting that the program leaves open is a problem, unless the job says it.
    """
    source = _source_in(document)
    training, dataset = document.get("training", {}), document.get("dataset", {})
    if source is None or not isinstance(training, Mapping) or not isinstance(dataset, Mapping):
        return document
    read_model = read_source(source, Supplied(source.define))
    problems = list(_open(read_model, training))
    if problems:
        raise SpecError(problems)
    return {
        **document,
        "dataset": {**read_model.dataset, **dataset},
        "training": {**read_model.training, **training},
    }


def read_source(source: Source, supplied: Supplied) -> ReadModel:
    """The one network that a job's program is about. Raises SpecError."""
    try:
        return one_of(read(source.text, supplied).models, source.model)
    except SourceError as error:
        raise fault("/model/source/text", str(error), source.text) from error
    except UnknownNetwork as error:
        raise fault("/model/source/model", str(error), source.model) from error


def _source_in(document: Mapping[str, Any]) -> Source | None:
    """The program of a document; None where there is none, or none that is well-formed: that is told elsewhere."""
    model = document.get("model")
    source = model.get("source") if isinstance(model, Mapping) else None
    if not isinstance(source, Mapping) or not isinstance(source.get("text"), str) or not source["text"]:
        return None
    define, name = source.get("define", {}), source.get("model")
    if (
        not isinstance(define, Mapping)
        or not isinstance(name, str | None)
        or not all(isinstance(k, str) for k in define)
    ):
        return None
    return Source(text=source["text"], define=dict(define), model=name)


def _open(read_model: ReadModel, training: Mapping[str, Any]) -> Iterator[Problem]:
    for missing in read_model.missing:
        keys = missing.pointer.split("/")
        if keys[1:2] == ["training"] and keys[2] not in training:
            message = f"line {missing.line} of the program leaves it open ({missing.expression}); say it here"
            yield Problem(f"/training/{keys[2]}", message, missing.expression)
