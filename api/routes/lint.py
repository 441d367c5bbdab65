"""Findings that need no training, at once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from api.documented import problems
from api.examples import JOB, LINT
from api.linting import LintedText, linted
from api.models.body import Described, json_body
from api.models.lint import Linted, LintRequest
from api.routes.reading import reads_json
from api.services import Given
from diagnostics.spec.job import JobSpec

router = APIRouter(prefix="/v1/lint", tags=["lint"])

_EXAMPLES = {"a Keras program": LINT, "a job": JOB}
_SARIF = "application/sarif+json"
_FORMS = {"content": {_SARIF: {"schema": {"type": "object"}}}, "description": "What was found."}


@router.post(
    "", dependencies=[reads_json], response_model=Linted, responses={200: _FORMS, **problems(400, 413, 415, 422)}
)
def lint(
    document: Annotated[Any, Described(LintRequest | JobSpec), json_body(_EXAMPLES)],
    given: Given,
    format: Annotated[  # noqa: A002  the name in the address
        Literal["json", "sarif"], Query(description="The form of the findings.")
    ] = "json",
) -> Response:
    """Look at a Keras program, which is read and never run, or at a job, whose data are not looked at."""
    found = linted(document, given.settings)
    return _sarif(found) if format == "sarif" else _json(found)


def _json(found: LintedText) -> Response:
    from diagnostics.lint.result import document

    answer = Linted.of({**document("", found.result), "file": found.name})
    return Response(answer.model_dump_json(), media_type="application/json")


def _sarif(found: LintedText) -> Response:
    from diagnostics.lint.sarif import marked
    from diagnostics.report.sarif import render

    return Response(render(marked(found.name, found.text, found.result)), media_type=_SARIF)
