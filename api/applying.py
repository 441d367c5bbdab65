"""From a fix to the job that it makes of its parent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import jsonpatch
import jsonpointer
from pydantic import ValidationError

from api.models.fixes import Application
from api.refusals import PatchConflict
from diagnostics.spec.errors import SpecError, fault
from diagnostics.spec.reading import check_storable, problems_of
from store.repositories.fixes import Change


def read_application(document: Any) -> Application:
    """What the body asks for; no body asks for nothing. Raises SpecError."""
    if document is None:
        return Application()
    check_storable(document)
    if not isinstance(document, Mapping):
        raise fault("", "a mapping with mode and name is expected, both of them optional", document)
    try:
        return Application.model_validate(document)
    except ValidationError as error:
        raise SpecError(problems_of(error.errors(), document, Application)) from error


def applied(fix_id: UUID, change: Change, application: Application) -> dict[str, Any]:
    """The spec of the new job. Raises PatchConflict."""
    try:
        spec: dict[str, Any] = jsonpatch.apply_patch(change.spec, change.patch)
    except jsonpatch.JsonPatchTestFailed as error:
        raise PatchConflict(fix_id, change.job_id, f"a test of it fails, {_line(error)}") from error
    except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
        raise PatchConflict(fix_id, change.job_id, _line(error)) from error
    asked = application.model_dump(exclude_none=True)
    if "mode" in asked:
        spec = {**spec, "diagnosis": {**spec["diagnosis"], "mode": asked["mode"]}}
    return {**spec, "name": asked["name"]} if "name" in asked else spec


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
