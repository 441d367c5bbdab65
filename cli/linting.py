"""Lints files, each on its own: one that cannot be looked at keeps none of the others from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cli import job_file
from cli.lint_files import STANDARD_INPUT, Input, Unreadable, inputs, is_job
from diagnostics.data.glance import Glance
from diagnostics.lint.jobs import lint_job
from diagnostics.lint.result import LintResult
from diagnostics.lint.text import lint_text
from diagnostics.source.errors import SourceError
from diagnostics.source.reading import Supplied
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job, read_text


@dataclass(frozen=True)
class Asked:
    """What is known beside the files, and which rules are wanted.

    `allow_empty` takes files without a network for clean, as those found in folders always are.
    """

    supplied: Supplied = field(default_factory=Supplied)
    known: Glance = field(default_factory=Glance)
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    allow_empty: bool = False


@dataclass(frozen=True)
class Linted:
    """A file with what was found in it."""

    name: str
    text: str
    result: LintResult


def lint_files(files: Iterable[str], asked: Asked) -> Iterator[Linted | Unreadable]:
    """Every file with a network in it, and every one that cannot be looked at."""
    for given in inputs(files):
        found = given if isinstance(given, Unreadable) else _linted(given, asked)
        if found is not None:
            yield found


def _linted(given: Input, asked: Asked) -> Linted | Unreadable | None:
    try:
        return Linted(given.name, given.text, _result(given, asked))
    except SpecError as error:
        told = [f"{problem.pointer or '/'}: {problem.message}" for problem in error.problems]
        return Unreadable(given.name, "; ".join(told))
    except SourceError as error:
        if error.line is None and (asked.allow_empty or not given.wanted):
            return None
        return Unreadable(given.name, str(error))


def _result(given: Input, asked: Asked) -> LintResult:
    if not is_job(given.name, given.text):
        return lint_text(given.text, asked.supplied, asked.known, asked.diagnosis)
    document = read_text(given.text)
    job_file.make_absolute(document, Path() if given.name == STANDARD_INPUT else given.folder)
    return lint_job(read_job(document), asked.known, asked.diagnosis, text=given.text)
