"""The part of SARIF 2.1.0 that is written here, as a JSON schema that allows nothing else.

Kept by hand after the standard's sections 3.13 to 3.49: names, types and bounds are the standard's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def _object(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


_TEXT: Schema = {"type": "string", "minLength": 1}
_BAG: Schema = {"type": "object"}
_POSITIVE: Schema = {"type": "integer", "minimum": 1}
_LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
_MESSAGE = _object(("text",), text=_TEXT)
_URI: Schema = {"type": "string", "pattern": r"^([A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$"}
_REGION = _object(("startLine",), startLine=_POSITIVE, startColumn=_POSITIVE, endLine=_POSITIVE, endColumn=_POSITIVE)
_PHYSICAL = _object(("artifactLocation",), artifactLocation=_object(("uri",), uri=_URI), region=_REGION)
_LOGICAL = _object(name=_TEXT, kind=_TEXT, fullyQualifiedName=_TEXT)
_LOCATION = _object(
    id={"type": "integer", "minimum": -1},
    message=_MESSAGE,
    physicalLocation=_PHYSICAL,
    logicalLocations=_list(_LOGICAL, uniqueItems=True),
)
_RULE = _object(
    ("id",),
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    help=_object(("text",), text=_TEXT, markdown=_TEXT),
    properties=_BAG,
)
_RESULT = _object(
    ("message", "ruleId"),
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    rank={"type": "number", "minimum": -1, "maximum": 100},
    message=_MESSAGE,
    locations=_list(_LOCATION),
    relatedLocations=_list(_LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
    properties=_BAG,
)
_NOTIFICATION = _object(("message",), level=_LEVEL, message=_MESSAGE, locations=_list(_LOCATION))
_INVOCATION = _object(
    ("executionSuccessful",),
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=_list(_NOTIFICATION),
)
_DRIVER = _object(("name",), name=_TEXT, rules=_list(_RULE, uniqueItems=True))
_RUN = _object(
    ("tool", "results"),
    tool=_object(("driver",), driver=_DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_list(_INVOCATION),
    results=_list(_RESULT),
)
LOG: Mapping[str, Any] = _object(
    ("version", "runs"), **{"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": _list(_RUN)}
)
