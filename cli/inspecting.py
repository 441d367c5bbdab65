"""From the options of `inspect` to what is found in the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cli import job_file
from cli.environment import settings
from cli.errors import UserError, listing
from cli.lint_options import wanted_rules
from cli.reaching import reaching
from diagnostics.data.errors import DataError
from diagnostics.inspection.inspection import Inspection
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import problems_of, read_job

CLEAN, FOUND = 0, 1
_SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True)
class Asked:
    """The options; those that are None leave the job's dataset, or what is usual, as it is."""

    location: str | None = None
    job: Path | None = None
    labels: str | None = None
    column: str | None = None
    validation: str | None = None
    validation_tail: float | None = None
    limit: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def inspected(asked: Asked) -> Inspection:
    """What is found. Raises UserError for data that cannot be looked at."""
    rules, dataset = wanted_rules(asked.select, asked.ignore), dataset_of(asked)
    from diagnostics.data.raw import Limits
    from diagnostics.inspection.inspect import inspect  # loads NumPy and more, which refusals need not

    limits = Limits.of(settings())
    try:
        with reaching({"dataset": dataset.model_dump()}) as reach:
            return inspect(dataset, reach, limits, rules)
    except DataError as error:
        raise UserError(f"{dataset.location}: {error}{_option(error.pointer)}") from error
    except SpecError as error:
        raise UserError(_told(error)) from error


def dataset_of(asked: Asked) -> Dataset:
    """The dataset that the options and the job file name. Raises UserError."""
    document: dict[str, Any] = dict(_of_job(asked.job)) if asked.job else {}
    if asked.location is not None:
        document["location"] = job_file.absolute(asked.location, Path())
        if asked.job is None and Path(asked.location).suffix in (".yaml", ".yml"):
            raise UserError(f"{asked.location}: that is a job, which describes data: say --job {asked.location}")
    if not document.get("location"):
        raise UserError("a LOCATION is needed, or a --job that names one")
    labels = document.get("labels") or {}
    labels = {"encoding": labels} if isinstance(labels, str) else dict(labels)
    labels |= {key: value for key, value in (("encoding", asked.labels), ("column", asked.column)) if value}
    document |= {"labels": labels} if labels else {}
    held_out = _held_out(asked)
    document |= {"validation": held_out} if held_out else {}
    document |= {"limit": asked.limit} if asked.limit else {}
    try:
        return Dataset.model_validate(document)
    except ValidationError as error:
        raise UserError(_told(SpecError(problems_of(error.errors(), document, Dataset)))) from error


def _option(pointer: str) -> str:
    """How the command is told what the data need at this place of a job."""
    if pointer.startswith("/dataset/labels/column"):
        return " (--column NAME)"
    if pointer.startswith(("/dataset/features", "/dataset/format", "/dataset/labels", "/dataset/image")):
        return " (in a file with `dataset:`, which --job names)"
    return ""


def shown(found: Inspection, form: str) -> str:
    """The inspection as text or JSON."""
    if form == "json":
        return found.model_dump_json(indent=2)
    from diagnostics.inspection.text import render

    return render(found)


def exit_status(found: Inspection, fail_on: str) -> int:
    """0 for clean, 1 for findings of at least that severity."""
    grave = _SEVERITIES[_SEVERITIES.index(fail_on) :]
    return FOUND if any(finding.severity in grave for finding in found.findings) else CLEAN


def _of_job(file: Path) -> Mapping[str, Any]:
    """The dataset of a whole job, or of a file that holds nothing else."""
    document = job_file.read(file)
    if isinstance(document, dict) and set(document) == {"dataset"} and isinstance(document["dataset"], dict):
        return document["dataset"]
    try:
        return read_job(document).dataset.model_dump(mode="json")
    except SpecError as error:
        raise job_file.problems_in(file, error) from error


def _held_out(asked: Asked) -> Mapping[str, Any] | None:
    if asked.validation is not None and asked.validation_tail is not None:
        raise UserError("--validation and --validation-tail exclude each other")
    if asked.validation is not None:
        return {"location": job_file.absolute(asked.validation, Path())}
    return {"tail": asked.validation_tail} if asked.validation_tail is not None else None


def _told(error: SpecError) -> str:
    found = [(problem.pointer, problem.message, problem.value) for problem in error.problems]
    return listing("the data cannot be looked at", found)
