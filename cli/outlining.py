"""What a file was understood to hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cli import job_file
from cli.errors import UserError
from cli.lint_files import Input, Unreadable, inputs, is_job
from cli.linting import Asked
from diagnostics.graph.resolve import resolve
from diagnostics.lint.outline import Outline, outline_of_job, outline_of_model
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job, read_text


@dataclass(frozen=True)
class Understood:
    """Every network of a file, in its order, and why others in it could not be read."""

    outlines: tuple[Outline, ...]
    refused: tuple[str, ...] = ()


def understood(file: str, asked: Asked) -> Understood:
    """The networks of a file. Raises UserError where none can be read."""
    given = Unreadable(file, "it is a folder") if Path(file).is_dir() else next(inputs([file]))
    if isinstance(given, Unreadable):
        raise UserError(f"{given.name}: {given.reason}")
    try:
        found = _of_job(given) if is_job(given.name, given.text) else _of_source(given, asked)
    except (SourceError, SpecError) as error:
        raise UserError(f"{given.name}: {error}") from error
    if not found.outlines:
        raise UserError("\n".join(f"{given.name}: {reason}" for reason in found.refused))
    return found


def _of_source(given: Input, asked: Asked) -> Understood:
    reading = read(given.text, asked.supplied)
    outlines: list[Outline] = []
    refused = [f"line {each.line}: {each.name}: {each.expression}: {each.supply}" for each in reading.refused]
    for model in reading.models:
        try:
            outlines.append(outline_of_model(model))
        except SpecError as error:
            refused.append(f"{model.name}: {error}")
    return Understood(tuple(outlines), tuple(refused))


def _of_job(given: Input) -> Understood:
    document = read_text(given.text)
    job_file.make_absolute(document, given.folder)
    job = read_job(document)
    return Understood((outline_of_job(job, resolve(job, None)),))
