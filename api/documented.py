"""How refusals look in the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from api.errors import MEDIA_TYPE

_SCHEMA = {"schema": {"$ref": "#/components/schemas/Problem"}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may refuse with these statuses; any route may find the database away."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: _SCHEMA}}
        for status in (*statuses, HTTPStatus.SERVICE_UNAVAILABLE)
    }


def without_unused(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the answer to wrong parameters that FastAPI adds and this service never gives."""
    for path in document["paths"].values():
        for operation in path.values():
            answer = operation["responses"].get("422", {})
            if MEDIA_TYPE not in answer.get("content", {}):
                operation["responses"].pop("422", None)
    for unused in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(unused, None)
    return document
