"""Findings as SARIF 2.1.0, which code hosts and editors show on the lines of the source."""

from __future__ import annotations

import inspect
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from diagnostics.catalogue import rules
from diagnostics.report.model import Report, ReportedFinding
from diagnostics.rules.rule import Rule
from diagnostics.source.place import Place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(frozen=True)
class Marked:
    """A finding with the file that it is in, as a relative path, and its place there.

    `line_text` is what stands on its first line: the fingerprint follows the text where lines are added above it.
    """

    finding: ReportedFinding
    file: str | None = None
    place: Place | None = None
    related: tuple[tuple[str, Place], ...] = ()
    line_text: str = ""
    properties: dict[str, Any] = field(default_factory=dict)


def of_report(report: Report, file: str | None = None) -> str:
    """The findings of a job; `file` is the source or the job file that it came from, where that is known."""
    return render(Marked(finding, file, _whole_lines(finding.lines)) for finding in report.findings)


def render(marked: Iterable[Marked], unusable: Sequence[tuple[str, str]] = ()) -> str:
    """The log; `unusable` are files that could not be looked at, each with the reason."""
    found = list(marked)
    codes = sorted({each.finding.code for each in found})
    fingerprints = _fingerprints(found)
    results = [_result(each, codes, mark) for each, mark in zip(found, fingerprints, strict=True)]
    run = {
        "tool": {"driver": {"name": "Deadweight", "rules": list(_rules(codes))}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(unusable)],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, allow_nan=False)


def _rules(codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    known = {rule.code: rule for rule in rules()}
    for code in codes:
        yield _rule(known[code]) if code in known else {"id": code}


def _rule(rule: type[Rule[Any]]) -> dict[str, Any]:
    text = inspect.getdoc(rule) or rule.name
    summary = " ".join(text.split("\n\n")[0].split())
    return {
        "id": rule.code,
        "name": rule.__name__,
        "shortDescription": {"text": summary},
        "help": {"text": text.replace("## ", ""), "markdown": f"# {rule.code} {rule.name}\n\n{text}"},
        "properties": {"tags": ["neural-network"]},
    }


def _result(marked: Marked, codes: Sequence[str], fingerprint: str) -> dict[str, Any]:
    finding = marked.finding
    related = [
        {"id": number, "message": {"text": said}, **_physical(marked.file, place)}
        for number, (said, place) in enumerate(marked.related)
        if marked.file is not None
    ]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "rank": round(100 * finding.confidence, 1),
        "message": {"text": finding.message},
        "locations": [_location(marked)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"deadweight/v1": fingerprint},
        "properties": {"id": finding.id, "at": list(finding.at), **marked.properties},
    }


def _location(marked: Marked) -> dict[str, Any]:
    """Where it is in the file, and in the network or the rest of the spec."""
    finding = marked.finding
    physical = _physical(marked.file, marked.place) if marked.file is not None else {}
    logical = {"kind": "object", "name": finding.layer} if finding.layer else {"kind": "value"}
    pointer = {"fullyQualifiedName": finding.at[0]} if finding.at else {}
    known = [{**logical, **pointer}] if finding.layer or finding.at else []
    return {**physical, **({"logicalLocations": known} if known else {})}


def _physical(file: str | None, place: Place | None) -> dict[str, Any]:
    region = {"region": _region(place)} if place else {}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(file or "")}, **region}}


def _region(place: Place) -> dict[str, int]:
    if place.column < 1:
        return {"startLine": place.line, "endLine": place.end_line}
    ends = {"endLine": place.end_line, "endColumn": place.end_column}
    return {"startLine": place.line, "startColumn": place.column, **ends}


def _whole_lines(lines: tuple[int, int] | None) -> Place | None:
    """Lines whose columns are not known."""
    return Place(lines[0], 0, lines[1], 0) if lines else None


def _fingerprints(found: Sequence[Marked]) -> list[str]:
    """By what is said and the text that it is said of; the same said of the same text is counted."""
    seen: Counter[str] = Counter()
    marks: list[str] = []
    for each in found:
        where = " ".join(each.line_text.split()) or "\n".join(each.finding.at)
        key = "\n".join((each.file or "", each.finding.code, where))
        marks.append(sha256(f"{key}\n{seen[key]}".encode("utf-8", "replace")).hexdigest()[:32])
        seen[key] += 1
    return marks


def _invocation(unusable: Sequence[tuple[str, str]]) -> dict[str, Any]:
    notes = [
        {
            "level": "error",
            "message": {"text": reason},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(file)}}}],
        }
        for file, reason in unusable
    ]
    return {"executionSuccessful": not notes, **({"toolExecutionNotifications": notes} if notes else {})}
