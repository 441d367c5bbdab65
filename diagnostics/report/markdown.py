"""The report as Markdown, for issues, pull requests and notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from diagnostics.report import costs, wording
from diagnostics.report.model import Report, ReportedFinding, ReportedFix
from diagnostics.report.wrapped import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST_CHANGES = 10
_SEVERITY = {"error": "**error**", "warning": "warning", "info": "info"}


def render(report: Report) -> str:
    """The whole report. Names and messages are escaped: nothing in them becomes markup."""
    blocks = (_verdict(report), _findings(report), _fixes(report), _trials(report), _facts(report))
    text = "\n\n".join("\n".join(lines) for lines in map(list, blocks) if lines)
    return printable(text + "\n")


def _verdict(report: Report) -> Iterator[str]:
    verdict = report.verdict
    state = verdict.state.replace("_", " ").capitalize()
    name = f": {plain(report.spec.name)}" if report.spec.name else ""
    planned = f" of {verdict.planned_steps:,} planned" if verdict.planned_steps else ""
    yield f"# {state}{name}"
    yield ""
    yield plain(verdict.summary)
    yield ""
    yield f"Confidence {verdict.confidence:.2f}, {verdict.steps_spent:,} optimiser steps spent{planned}."
    if report.truncated:
        yield f"Cut short: {plain(report.truncated)}."
    if verdict.root_causes:
        yield ""
        yield from _table(
            ("Root cause", "Share", "Tested", "Where"),
            ((cause.code, f"{cause.share:.0%}", cause.tested, _places(cause.at)) for cause in verdict.root_causes),
        )


def _findings(report: Report) -> Iterator[str]:
    if report.findings:
        yield "## Findings"
        yield ""
        rows = ((each.code, _SEVERITY[each.severity], plain(each.message), _where(each)) for each in report.findings)
        yield from _table(("Rule", "Severity", "What was found", "Where"), rows)


def _where(finding: ReportedFinding) -> str:
    if finding.lines is None:
        return _places(finding.at)
    first, last = finding.lines
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _fixes(report: Report) -> Iterator[str]:
    if report.fixes:
        yield "## What to try"
        for fix in report.fixes:
            yield ""
            yield from _fix(fix, report)


def _fix(fix: ReportedFix, report: Report) -> Iterator[str]:
    codes = {finding.id: finding.code for finding in report.findings}
    yield f"### {plain(fix.title)} ({fix.status})"
    yield ""
    addressed = ", ".join(sorted({codes.get(each, each) for each in fix.addresses}))
    yield f"`{fix.name}`, for {addressed}. {plain(fix.why)}"
    if fix.effect:
        difference = wording.interval(fix.effect)
        measured = f"; {plain(fix.effect.metric)} changes by {difference}" if difference else ""
        yield ""
        yield f"Learned {wording.learned(fix.effect)}{measured}."
    if fix.reason:
        yield ""
        yield plain(fix.reason)
    for growth in (costs.parameters(fix, report), costs.step_time(fix, report)):
        if growth and growth.change:
            yield ""
            yield f"{growth.name}: {growth.told}".capitalize()
    yield ""
    yield from _change(fix)


def _change(fix: ReportedFix) -> Iterator[str]:
    """The difference in the source where there is one, else what changes in the spec."""
    if fix.diff is not None:
        yield from _fenced("diff", fix.diff.rstrip("\n"))
        return
    if fix.no_diff:
        yield f"No diff of the source: {plain(fix.no_diff)}"
        yield ""
    changes = [operation for operation in fix.patch if operation["op"] != "test"]
    if changes:
        yield from _fenced("json", "\n".join(map(json.dumps, changes[:_MOST_CHANGES])))
    if len(changes) > _MOST_CHANGES:
        yield f"and {len(changes) - _MOST_CHANGES} more."


def _trials(report: Report) -> Iterator[str]:
    if report.trials:
        yield "## Trials"
        yield ""
        rows = (
            (
                trial.role.replace("_", " "),
                plain(trial.fix or ""),
                str(trial.seed),
                trial.verdict.replace("_", " "),
                f"{trial.steps:,}",
                wording.duration(trial.seconds),
            )
            for trial in report.trials
        )
        yield from _table(("Trial", "Fix", "Seed", "Verdict", "Steps", "Time"), rows)


def _facts(report: Report) -> Iterator[str]:
    facts = report.dataset
    if facts is None:
        return
    yield "## Data and machine"
    yield ""
    held_out = f", {facts.validation.samples:,} held out" if facts.validation else ", none held out"
    classes = f", {len(facts.classes):,} classes" if facts.classes else ""
    shape = " × ".join(map(str, facts.input_shape)) or "single numbers"
    yield f"{facts.train.samples:,} training samples{held_out}{classes}; inputs {shape}."
    where = report.environment
    if where:
        yield f"{where.device}; TensorFlow {where.tensorflow}, Keras {where.keras}, Python {where.python}."


def plain(text: str) -> str:
    """The text with nothing in it that Markdown or HTML would take for markup, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _places(pointers: tuple[str, ...]) -> str:
    if not pointers:
        return ""
    more = f" and {len(pointers) - 1} more" if len(pointers) > 1 else ""
    return f"{plain(pointers[0])}{more}"


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _fenced(language: str, text: str) -> Iterator[str]:
    """A block that ends where the text does, whatever backticks it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield text
    yield fence
