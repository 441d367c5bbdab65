"""Training curves: of the trials as asked, of a fix beside them, and of the learning-rate range test."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from diagnostics.report.html.chance import chance_loss
from diagnostics.report.html.drawing.frame import Guide
from diagnostics.report.html.drawing.legend import legend
from diagnostics.report.html.drawing.line_chart import Chart, Line, line_chart
from diagnostics.report.html.drawing.thinning import Point
from diagnostics.report.model import RangeTest, Report, ReportedTrial
from diagnostics.report.pairing import Pair
from diagnostics.report.wording import number


@dataclass(frozen=True)
class Figure:
    """A picture with its caption and a legend."""

    caption: str
    picture: Markup
    legend: Markup


def as_asked(report: Report) -> Figure | None:
    """The training loss of the reference and its replicates."""
    trials = [trial for trial in report.trials if trial.role in ("reference", "replicate") and _losses(trial)]
    if not trials:
        return None
    ordered = sorted(trials, key=lambda trial: trial.role == "reference")  # drawn last, it lies on top
    lines = [Line(_named(trial), f"line {trial.role}", _losses(trial)) for trial in ordered]
    decided = report.verdict.decided_at_step
    moments = [Guide(decided, f"verdict, step {decided:,}", "moment")] if decided is not None else []
    levels = _levels(report, trials)
    caption = "Training loss of every step, as asked"
    picture = line_chart(Chart(_described(caption, lines), "step", "loss", lines, levels, moments))
    kinds = {line.kind: line.kind.removeprefix("line ") for line in reversed(lines)}
    counted = {"replicate": "replicates, other seeds"}
    named = [(kind, counted.get(word, word)) for kind, word in kinds.items()]
    return Figure(caption, picture, legend([*named, *_keyed([*levels, *moments])]))


def beside(pair: Pair, report: Report) -> Figure | None:
    """The training loss with a fix and without, on one seed."""
    arms = [(pair.reference, "without the fix", "line untreated"), (pair.treated, "with the fix", "line treated")]
    lines = [Line(label, kind, _losses(trial)) for trial, label, kind in arms if trial and _losses(trial)]
    if not lines:
        return None
    screening = " (screening)" if pair.treated.key.startswith("screen-") else ""
    caption = f"Training loss, seed {pair.treated.seed}{screening}"
    levels = _levels(report, [pair.treated])
    chart = Chart(_described(caption, lines), "step", "loss", lines, levels)
    return Figure(caption, line_chart(chart), _of_lines(lines, levels))


def range_test(tested: RangeTest) -> Figure | None:
    """The loss while the learning rate grew."""
    points = [point for point in zip(tested.rates, tested.losses, strict=False) if math.isfinite(point[0])]
    if not points:
        return None
    chosen = tested.chosen
    found = f"{number(chosen)} chosen" if chosen is not None else "no rate made it fall clearly"
    moments = [Guide(chosen, f"chosen {number(chosen)}", "moment")] if chosen is not None else []
    line = Line("loss", "line treated", points)
    chart = Chart(f"Loss by learning rate; {found}", "learning rate", "loss", [line], moments=moments, x_is_log=True)
    return Figure(
        f"Loss while the learning rate grew: {found}",
        line_chart(chart),
        legend([(line.kind, line.label), *_keyed(moments)]),
    )


def _losses(trial: ReportedTrial) -> Sequence[Point]:
    return [(float(step), loss) for step, loss in enumerate(trial.series.get("loss", ()), 1)]


def _levels(report: Report, trials: Iterable[ReportedTrial]) -> list[Guide]:
    chance = next((loss for trial in trials if (loss := chance_loss(report, trial)) is not None), None)
    return [Guide(chance, f"chance, {number(chance)}", "chance")] if chance is not None else []


def _of_lines(lines: Iterable[Line], guides: Iterable[Guide]) -> Markup:
    """The legend of single lines and of guides."""
    return legend([*((line.kind, line.label) for line in lines), *_keyed(guides)])


def _keyed(guides: Iterable[Guide]) -> Iterable[tuple[str, str]]:
    """Guides as entries of a legend."""
    return ((f"line {guide.kind}", guide.label) for guide in guides)


def _named(trial: ReportedTrial) -> str:
    return f"{trial.role}, seed {trial.seed}"


def _described(caption: str, lines: Iterable[Line]) -> str:
    ends = (f"{line.label} ends at {number(line.points[-1][1])}" for line in lines)
    return f"{caption}: {'; '.join(ends)}"
