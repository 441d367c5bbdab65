"""What lint found, in the form asked for, and as an exit status."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cli.errors import UNUSABLE
from cli.lint_files import Unreadable
from cli.linting import Linted
from diagnostics.lint.result import document

CLEAN, FOUND = 0, 1
_SEVERITIES = ("info", "warning", "error")
Results = Sequence[Linted | Unreadable]


def shown(results: Results, form: str, output: Path | None) -> str:
    """The results as text, JSON or SARIF; what cannot be looked at is told on standard error where the form cannot."""
    if form == "text":
        from cli.lint_text import Paint, render

        return render(results, Paint(output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    for each in results:
        if isinstance(each, Unreadable):
            print(f"deadweight: {each.name}: {each.reason}", file=sys.stderr)
    if form == "sarif":
        return _sarif(results)
    return json.dumps(
        {"files": [document(each.name, each.result) for each in results if isinstance(each, Linted)]}, indent=2
    )


def exit_status(results: Results, fail_on: str) -> int:
    """0 for clean, 1 for findings of at least that severity, 2 where something could not be looked at."""
    if any(isinstance(each, Unreadable) for each in results):
        return UNUSABLE
    grave = _SEVERITIES[_SEVERITIES.index(fail_on) :]
    found = (located.finding for each in results if isinstance(each, Linted) for located in each.result.findings)
    return FOUND if any(finding.severity in grave for finding in found) else CLEAN


def _sarif(results: Results) -> str:
    from diagnostics.lint.sarif import marked
    from diagnostics.report.sarif import Marked, render

    def found() -> Iterator[Marked]:
        for each in results:
            if isinstance(each, Linted):
                yield from marked(_uri_path(each.name), each.text, each.result)

    return render(found(), [(_uri_path(each.name), each.reason) for each in results if isinstance(each, Unreadable)])


def _uri_path(name: str) -> str:
    """Relative to where the command runs, as code hosts want it."""
    if name == "-":
        return "stdin"
    inside = os.path.relpath(name)
    return Path(inside if not inside.startswith("..") else name).as_posix()
