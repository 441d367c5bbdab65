"""From a document to what lint finds in it: a Keras program with what is known beside it, or a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from api.models.lint import LintRequest
from api.reaching import reaching
from diagnostics.data.glance import Glance
from diagnostics.lint.jobs import lint_job
from diagnostics.lint.result import LintResult
from diagnostics.lint.text import lint_text
from diagnostics.source.choosing import UnknownNetwork
from diagnostics.source.errors import SourceError
from diagnostics.source.reading import Supplied
from diagnostics.spec.errors import SpecError, fault
from diagnostics.spec.reading import check_storable, problems_of, read_job
from store.settings import Settings


@dataclass(frozen=True)
class LintedText:
    """What was found, the text that was sent (empty for a job), and its name."""

    result: LintResult
    text: str = ""
    name: str | None = None


def linted(document: Any, settings: Settings) -> LintedText:
    """What is found without training. Raises SpecError with every fault that keeps it from being looked at."""
    check_storable(document)
    if isinstance(document, Mapping) and "source" in document:
        return _source(_request(document))
    with reaching(settings) as reach:
        return LintedText(lint_job(read_job(document), Glance(), roots=reach))


def _request(document: Mapping[str, Any]) -> LintRequest:
    try:
        return LintRequest.model_validate(document)
    except ValidationError as error:
        raise SpecError(problems_of(error.errors(), document, LintRequest)) from error


def _source(request: LintRequest) -> LintedText:
    source = request.source
    supplied = Supplied(source.define, request.classes)
    try:
        result = lint_text(source.text, supplied, Glance(classes=request.classes), model=source.model)
    except SourceError as error:
        raise fault("/source/text", str(error), _line(source.text, error.line)) from error
    except UnknownNetwork as error:
        raise fault("/source/model", str(error), source.model) from error
    return LintedText(result, source.text, request.filename)


def _line(text: str, number: int | None) -> str:
    """The line at fault; of a text in which nothing is found, the first."""
    lines = text.split("\n", number or 1)
    return lines[min((number or 1) - 1, len(lines) - 1)]
