"""From a document to the jobs of a batch: listed one by one, or a template with the values of a matrix put into it."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from api.admission import admitted
from api.models.batches import BatchRequest
from diagnostics.spec.errors import Problem, SpecError, fault, quote
from diagnostics.spec.reading import check_storable, pointer_to, problems_of
from store.repositories.jobs import NewJob
from store.settings import Settings


@dataclass(frozen=True)
class ReadBatch:
    """A batch that may be stored."""

    name: str | None
    jobs: tuple[NewJob, ...]


@dataclass(frozen=True)
class _Member:
    """One job's document; where it stands in the batch's document; and what was put into it."""

    document: Any
    pointer: str
    values: str = ""


def read_batch(document: Any, settings: Settings) -> ReadBatch:
    """The jobs that a batch's document describes. Raises SpecError with the faults of every one."""
    check_storable(document)
    if not isinstance(document, Mapping):
        raise fault("", "a batch is {name, jobs: [spec…]} or {name, template: spec, matrix: {…}}", document)
    try:
        request = BatchRequest.model_validate(document)
    except ValidationError as error:
        raise SpecError(problems_of(error.errors(), document, BatchRequest)) from error
    members = _listed(document, settings) if request.jobs is not None else _combined(document, settings)
    return ReadBatch(request.name, tuple(_admitted(members, settings)))


def _listed(document: Mapping[str, Any], settings: Settings) -> Iterator[_Member]:
    _check_count("/jobs", len(document["jobs"]), settings)
    for position, spec in enumerate(document["jobs"]):
        yield _Member(spec, f"/jobs/{position}")


def _combined(document: Mapping[str, Any], settings: Settings) -> Iterator[_Member]:
    template, matrix = document["template"], document["matrix"]
    count = math.prod(len(values) for values in matrix.values())
    _check_count("/matrix", count, settings)
    if count * len(json.dumps(template)) > settings.max_body_bytes:
        message = f"{count} of these jobs together are over {settings.max_body_bytes} bytes; make smaller batches"
        raise fault("/matrix", message, count)
    for combination in itertools.product(*matrix.values()):
        spec = template
        for pointer, value in zip(matrix, combination, strict=True):
            spec = _with_value(spec, pointer, value)
        values = ", ".join(f"{pointer} = {quote(value)}" for pointer, value in zip(matrix, combination, strict=True))
        yield _Member(spec, "/template", f" (with {values})")


def _admitted(members: Iterable[_Member], settings: Settings) -> list[NewJob]:
    jobs: list[NewJob] = []
    problems: list[Problem] = []
    for member in members:
        try:
            jobs.append(admitted(member.document, settings))
        except SpecError as error:
            problems += [
                Problem(member.pointer + found.pointer, found.message + member.values, found.value)
                for found in error.problems
            ]
    if problems:
        raise SpecError(problems)
    return jobs


def _check_count(pointer: str, count: int, settings: Settings) -> None:
    if count > settings.max_batch_jobs:
        raise fault(pointer, f"a batch holds at most {settings.max_batch_jobs} jobs", count)


def _with_value(document: Any, pointer: str, value: Any) -> Any:
    """The document with another value at the pointer; a key that is not there yet is added."""
    if not pointer.startswith("/"):
        raise fault(pointer_to(["matrix", pointer]), "the keys are JSON pointers, such as /training/seed", pointer)
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]
    return _replaced(document, steps, value, pointer)


def _replaced(document: Any, steps: list[str], value: Any, pointer: str) -> Any:
    if not steps:
        return value
    step, *rest = steps
    if isinstance(document, Mapping) and (step in document or not rest):
        return {**document, step: _replaced(document.get(step), rest, value, pointer)}
    if isinstance(document, list) and step.isdecimal() and int(step) < len(document):
        changed = _replaced(document[int(step)], rest, value, pointer)
        return [*document[: int(step)], changed, *document[int(step) + 1 :]]
    raise fault(pointer_to(["matrix", pointer]), "the template has nothing at this pointer", pointer)
