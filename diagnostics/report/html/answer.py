"""The verdict and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.report.html.links import Link, Links, to_cause
from diagnostics.report.html.places import place, together
from diagnostics.report.model import Report
from diagnostics.trial import State

_MARKS: dict[State, tuple[str, str]] = {
    "learning": ("good", "✓"),
    "learning_poorly": ("warn", "!"),
    "not_learning": ("bad", "✗"),
    "unstable": ("warn", "≈"),
    "diverged": ("bad", "✗"),
    "invalid": ("bad", "✗"),
    "inconclusive": ("plain", "?"),
}


_TESTED = {"proven": "confirmed by a trial", "refuted": "its fixes failed in trials"}


@dataclass(frozen=True)
class Cause:
    """A root cause: the finding that tells of it, where it lies, and its share of the suspicion."""

    link: Link
    where: list[str]
    share: float
    tested: str


@dataclass(frozen=True)
class Answer:
    """The verdict in words; `tone` is a class of the style sheet and `mark` says the same without colour."""

    state: str
    tone: str
    mark: str
    causes: list[Cause]


def answer(report: Report, links: Links) -> Answer:
    """The verdict of the report."""
    verdict = report.verdict
    layers = [layer.name for layer in report.spec.model.layers]
    tone, mark = _MARKS[verdict.state]
    causes = [
        Cause(
            to_cause(cause.code, cause.at, report, links),
            together(place(pointer, layers) for pointer in cause.at),
            cause.share,
            _TESTED.get(cause.tested, ""),
        )
        for cause in verdict.root_causes
    ]
    return Answer(verdict.state.replace("_", " ").capitalize(), tone, mark, causes)
