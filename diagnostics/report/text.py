"""The report for a terminal: verdict first, then why, then what to change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from diagnostics.observations import Environment
from diagnostics.report import costs, wording
from diagnostics.report.model import Cost, Report, ReportedFix
from diagnostics.report.text_trials import trials
from diagnostics.report.wrapped import printable, wrap

_STATUS = {"proven": "✓", "refuted": "✗", "inconclusive": "?", "untested": "→"}
_MUCH_LARGER, _MUCH_SLOWER = 0.05, 0.2
_FELT_SECONDS = 2e-3  # a step: below it the pace of a short trial is mostly noise
_MARK = {"error": "✗", "warning": "!", "info": "·"}
_TESTED = {"proven": ", confirmed by a trial", "refuted": ", whose fixes failed in trials"}


def render(report: Report) -> str:
    """The whole report as plain text, at most 100 columns wide where it is prose, without control characters."""
    blocks = [_verdict(report), _findings(report), _fixes(report), trials(report), _facts(report)]
    return printable("\n\n".join("\n".join(block) for block in map(list, blocks) if block) + "\n")


def _verdict(report: Report) -> Iterator[str]:
    verdict = report.verdict
    state = verdict.state.upper().replace("_", " ")
    name = f"  {report.spec.name}" if report.spec.name else ""
    yield from wrap(f"{state}  (confidence {verdict.confidence:.2f}){name}", "")
    yield from wrap(verdict.summary)
    planned = f" of {verdict.planned_steps} planned" if verdict.planned_steps else ""
    yield f"  {verdict.steps_spent} optimiser steps spent{planned}"
    if report.truncated:
        yield from wrap(f"cut short: {report.truncated}")
    for cause in verdict.root_causes:
        place = f", {_places(cause.at)}" if cause.at else ""
        tested = _TESTED.get(cause.tested, "")
        yield from wrap(f"root cause {cause.code}, share {cause.share:.0%}{tested}{place}")


def _findings(report: Report) -> Iterator[str]:
    if not report.findings:
        return
    yield "FINDINGS"
    code = {finding.id: finding.code for finding in report.findings}
    for finding in report.findings:
        weight = f"({finding.severity}, {finding.confidence:.2f})"
        yield f"  {_MARK[finding.severity]} {finding.code} {finding.name}  {weight}"
        yield from wrap(finding.message, "      ")
        yield from wrap(", ".join(filter(None, (_lines(finding.lines), _places(finding.at)))), "      ")
        if finding.caused_by:
            explained = ", ".join(sorted({code.get(cause, cause) for cause in finding.caused_by}))
            yield from wrap(f"explained by {explained}", "      ")


def _fixes(report: Report) -> Iterator[str]:
    if not report.fixes:
        return
    yield "WHAT TO TRY"
    code = {finding.id: finding.code for finding in report.findings}
    for fix in report.fixes:
        yield from wrap(_headed(fix))
        yield from _tried(fix, report)
        yield from wrap(fix.why, "      ")
        addressed = sorted({code.get(finding, finding) for finding in fix.addresses})
        yield from wrap(f"for {', '.join(addressed)}; {_change(fix)}", "      ")
        if fix.status == "proven" and fix.diff:
            yield from (f"      {printable(line)}" for line in fix.diff.rstrip("\n").split("\n"))
        elif fix.status == "proven" and fix.no_diff:
            yield from wrap(f"no diff of the source: {printable(fix.no_diff)}", "      ")


def _lines(lines: tuple[int, int] | None) -> str:
    """Where in the user's program."""
    if lines is None:
        return ""
    first, last = lines
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _headed(fix: ReportedFix) -> str:
    """The status first where the fix was tried: it is what counts."""
    named = f"{fix.name}: {fix.title}"
    if fix.status == "untested":
        return f"{_STATUS[fix.status]} {named}  (untested)"
    return f"{_STATUS[fix.status]} {fix.status.upper()} {named}"


def _tried(fix: ReportedFix, report: Report) -> Iterator[str]:
    """What the trials showed, and what the fix costs where that is much."""
    if fix.effect:
        difference = wording.interval(fix.effect)
        measured = f"; {fix.effect.metric} changes by {difference}" if difference else ""
        yield from wrap(f"learned {wording.learned(fix.effect)}{measured}", "      ")
    yield from wrap(fix.reason, "      ")
    size, time = costs.parameters(fix, report), costs.step_time(fix, report)
    if size and size.exceeds(_MUCH_LARGER):
        yield from wrap(f"{size.name} {size.told}", "      ")
    if time and time.exceeds(_MUCH_SLOWER, _FELT_SECONDS):
        yield from wrap(f"{time.name} {time.told}", "      ")


def _change(fix: ReportedFix) -> str:
    changes = [operation for operation in fix.patch if operation["op"] != "test"]
    if not changes:
        return "no change"
    value = f" = {_short(changes[0]['value'])}" if "value" in changes[0] else ""
    first = f"{changes[0]['op']} {changes[0]['path']}{value}"
    return first if len(changes) == 1 else f"{first} and {len(changes) - 1} more"


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 50 else text[:49] + "…"


def _facts(report: Report) -> Iterator[str]:
    facts = report.dataset
    if facts is None:
        return
    yield "DATA AND MACHINE"
    shape = " × ".join(map(str, facts.input_shape)) or "single numbers"
    held_out = f", {facts.validation.samples} held out" if facts.validation else ", none held out"
    classes = f", {len(facts.classes)} classes" if facts.classes else ""
    values = f"{facts.train.inputs.minimum:.3g} to {facts.train.inputs.maximum:.3g}"
    yield from wrap(f"{facts.train.samples} training samples{held_out}{classes}; inputs {shape}, {values}")
    if report.environment:
        yield from wrap(_machine(report.environment, report.cost))


def _machine(where: Environment, cost: Cost) -> str:
    parameters = f"{cost.parameters:,} parameters" if cost.parameters is not None else "no parameters"
    device = f"{where.device} with {where.threads or 'all'} threads"
    return f"{parameters}; {device}; TensorFlow {where.tensorflow}, Keras {where.keras}"


def _places(pointers: tuple[str, ...]) -> str:
    if not pointers:
        return ""
    return f"at {pointers[0]}" + (f" and {len(pointers) - 1} more" if len(pointers) > 1 else "")
