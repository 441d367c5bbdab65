"""From a document, as it came, to a JobSpec, or to problems that point into the document."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from diagnostics.spec.errors import Problem, SpecError, fault, nearest, quote
from diagnostics.spec.job import JobSpec

MAX_DEPTH = 32
MAX_PROBLEMS = 100
_UNFIT = re.compile("[\0\ud800-\udfff]")


def read_text(text: str) -> Any:
    """The document in a JSON or YAML text; `1e-3` is a number in both. Raises SpecError where it is neither."""
    with suppress(ValueError, RecursionError):
        return json.loads(text)  # YAML's reader takes neither tabs nor escaped surrogate pairs
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise fault("", f"neither JSON nor YAML{place}: {getattr(error, 'problem', error)}", text) from error
    except (RecursionError, ValueError) as error:
        raise fault("", f"the text cannot be read: {error}", text) from error


def read_job(document: Any) -> JobSpec:
    """The job that a document describes. Raises SpecError with every problem found."""
    if not isinstance(document, Mapping):
        raise fault("", "a job spec is a mapping with dataset, model and training", document)
    from diagnostics.source.stating import with_stated  # programs are read with the parts of a spec

    document = with_stated(document)
    try:
        job = JobSpec.model_validate(document)
    except ValidationError as error:
        raise SpecError(problems_of(error.errors(), document)) from error
    check_storable(document)
    return job


def problems_of(errors: Sequence[Mapping[str, Any]], document: Any, model: type[BaseModel] = JobSpec) -> list[Problem]:
    """Pydantic's errors as problems whose pointers exist in the document (or name the key that is missing).

    At most MAX_PROBLEMS of them: the search for the nearest key is dear, and nobody reads more.
    """
    return list(dict.fromkeys(_problem(error, document, model) for error in errors[:MAX_PROBLEMS]))


def check_storable(document: Any) -> None:
    """Raises SpecError for what no database text or JSON number can hold, and for nesting past MAX_DEPTH."""
    problems = list(_unstorable(document))
    if problems:
        raise SpecError(problems)


def _problem(error: Mapping[str, Any], document: Any, model: type[BaseModel]) -> Problem:
    steps, value = _descend(error["loc"], document)
    pointer = pointer_to(steps)
    if error["type"] == "missing":
        return Problem(pointer_to([*steps, error["loc"][-1]]), "this key is required", quote(value))
    if error["type"] == "extra_forbidden":
        siblings = _known_keys(error["loc"][:-1], model)
        hint = nearest(str(error["loc"][-1]), siblings)
        return Problem(pointer, f"unknown key {error['loc'][-1]!r}" + (f"; {hint}" if hint else ""), quote(value))
    message = error["msg"].removeprefix("Value error, ")
    return Problem(pointer, message[:1].lower() + message[1:], quote(value))


def _descend(location: Sequence[Any], document: Any) -> tuple[list[Any], Any]:
    """The steps of `location` that exist in the document (pydantic adds names of types), and the value there."""
    steps: list[Any] = []
    for step in location:
        if (isinstance(document, Mapping) and step in document) or (
            isinstance(document, list | tuple) and isinstance(step, int) and step < len(document)
        ):
            steps.append(step)
            document = document[step]
    return steps, document


def _known_keys(location: Sequence[Any], model: type[BaseModel]) -> list[str]:
    """The keys that the part at `location` has."""
    part: type[BaseModel] = model
    for step in location:
        field = part.model_fields.get(str(step))
        part = next(_parts(field.annotation), part) if field is not None else part
    return [field.alias or name for name, field in part.model_fields.items()]


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model class mentioned in a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _parts(argument)


def pointer_to(steps: Sequence[Any]) -> str:
    """The JSON pointer (RFC 6901) of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _unstorable(document: Any) -> Iterator[Problem]:
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > MAX_DEPTH:
            yield Problem(pointer_to(path), f"nested deeper than {MAX_DEPTH} levels", "…")
        elif isinstance(value, Mapping):
            waiting.extend(((*path, key), entry) for key, entry in value.items())
            bad = [key for key in value if not isinstance(key, str | int) or (isinstance(key, str) and _unfit(key))]
            if bad:
                yield Problem(pointer_to(path), "keys are text without NUL or lone surrogates", quote(bad[0]))
        elif isinstance(value, list | tuple):
            waiting.extend(((*path, index), entry) for index, entry in enumerate(value))
        elif isinstance(value, str) and _unfit(value):
            yield Problem(pointer_to(path), "text may not hold NUL or lone surrogates", quote(value))
        elif isinstance(value, float) and not math.isfinite(value):
            yield Problem(pointer_to(path), "numbers must be finite", str(value))
        elif isinstance(value, int) and abs(value) >= 2**63:
            yield Problem(pointer_to(path), "whole numbers must fit in 64 bits", "…")
        elif not (value is None or isinstance(value, str | int | float)):
            yield Problem(pointer_to(path), f"{type(value).__name__} is no JSON value", quote(value))


def _unfit(text: str) -> bool:
    return _UNFIT.search(text) is not None


class _Loader(yaml.SafeLoader):
    """YAML's safe loader with numbers as YAML 1.2 reads them (`1e-3`, `1.0e5`) and without dates."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\d+(\.\d*)?|\.\d+)[eE][-+]?\d+$"),
    list("-+0123456789."),
)
