"""What a file was understood to hold."""

from __future__ import annotations

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


def outlines(file: str, asked: Asked) -> list[Outline]:
    """Every network of a file, in its order. Raises UserError where it holds none."""
    given = next(inputs([file])) if not Path(file).is_dir() else Unreadable(file, "it is a folder")
    if isinstance(given, Unreadable):
        raise UserError(f"{given.name}: {given.reason}")
    try:
        return [_of_job(given)] if is_job(given.name, given.text) else _of_source(given, asked)
    except (SourceError, SpecError) as error:
        raise UserError(f"{given.name}: {error}") from error


def _of_source(given: Input, asked: Asked) -> list[Outline]:
    return [outline_of_model(model) for model in read(given.text, asked.supplied).models]


def _of_job(given: Input) -> Outline:
    document = read_text(given.text)
    job_file.make_absolute(document, given.folder)
    job = read_job(document)
    return outline_of_job(job, resolve(job, None))
