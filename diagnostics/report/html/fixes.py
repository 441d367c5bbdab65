"""Fixes with what trying them showed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from diagnostics.report import costs, wording
from diagnostics.report.html import curves
from diagnostics.report.html.changes import Change, changes
from diagnostics.report.html.drawing.pair_plot import Dots, pair_plot
from diagnostics.report.html.links import Link, Links
from diagnostics.report.model import Effect, FixStatus, Report, ReportedFix, Safety
from diagnostics.report.pairing import pairs

ORDER: tuple[FixStatus, ...] = ("proven", "refuted", "inconclusive", "untested")
_HEADINGS = {
    "proven": "Proven by trials",
    "refuted": "Tried, and no cure",
    "inconclusive": "Tried, and the trials cannot tell",
    "untested": "Not tried",
}
_MARKS = {"proven": ("good", "✓"), "refuted": ("bad", "✗"), "inconclusive": ("warn", "?"), "untested": ("plain", "○")}
_SAFETY: dict[Safety, str] = {
    "safe": "safe: the network keeps its size, its data and its training",
    "changes_capacity": "changes the network's capacity",
    "changes_training": "changes how it is trained",
}


@dataclass(frozen=True)
class Shown:
    """A fix as the page shows it."""

    fix: ReportedFix
    anchor: str
    tone: str
    mark: str
    safety: str
    addresses: list[Link]
    combines: list[Link]
    changes: list[Change]
    patch: str
    costs: list[costs.Growth]
    learned: str
    interval: str
    slopes: Markup | None
    values: list[tuple[int, str, str]]
    curves: list[curves.Figure]


@dataclass(frozen=True)
class Group:
    """The fixes of one status."""

    heading: str
    fixes: list[Shown]


def groups(report: Report, links: Links) -> list[Group]:
    """The fixes by status, the proven ones first, each group in the report's order."""
    by_status = {status: [fix for fix in report.fixes if fix.status == status] for status in ORDER}
    return [
        Group(_HEADINGS[status], [_shown(fix, report, links) for fix in fixes])
        for status, fixes in by_status.items()
        if fixes
    ]


def _shown(fix: ReportedFix, report: Report, links: Links) -> Shown:
    tone, mark = _MARKS[fix.status]
    drawn = (curves.beside(pair, report) for pair in pairs(fix, report))
    return Shown(
        fix=fix,
        anchor=links.fixes[fix.id].anchor or "",
        tone=tone,
        mark=mark,
        safety=_SAFETY[fix.safety],
        addresses=links.to_findings(fix.addresses),
        combines=links.to_fixes(fix.combines),
        changes=changes(fix.patch, report.spec),
        patch=json.dumps(fix.patch, indent=2, ensure_ascii=False),
        costs=[growth for growth in (costs.parameters(fix, report), costs.step_time(fix, report)) if growth],
        learned=wording.learned(fix.effect) if fix.effect else "",
        interval=wording.interval(fix.effect) if fix.effect else "",
        slopes=_slopes(fix.effect) if fix.effect else None,
        values=_values(fix.effect) if fix.effect else [],
        curves=[figure for figure in drawn if figure],
    )


def _slopes(effect: Effect) -> Markup | None:
    dots = [
        Dots(f"seed {seed}", before, after)
        for seed, before, after in zip(effect.seeds, effect.reference, effect.treated, strict=False)
    ]
    if not dots:
        return None
    told = "; ".join(f"{dot.label} {wording.number(dot.before)} to {wording.number(dot.after)}" for dot in dots)
    return pair_plot(f"{effect.metric} without and with the fix: {told}", "", ("without", "with"), dots)


def _values(effect: Effect) -> list[tuple[int, str, str]]:
    rows: Sequence[tuple[int, float | None, float | None]] = list(
        zip(effect.seeds, effect.reference, effect.treated, strict=False)
    )
    return [(seed, wording.number(before), wording.number(after)) for seed, before, after in rows]
