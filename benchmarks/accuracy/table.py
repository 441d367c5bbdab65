"""The outcomes as a page for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from benchmarks.accuracy.figures import clustered, wilson
from benchmarks.accuracy.outcome import Outcome

_SHARES: tuple[tuple[str, Callable[[Outcome], bool]], ...] = (
    ("detection", lambda each: each.noticed),
    ("root cause right first", lambda each: each.first),
    ("root cause in the first three", lambda each: each.in_first_few),
    ("place right", lambda each: each.placed),
)

_EXPLAINED = (
    "As `python -m benchmarks.accuracy` prints it. A run is one program diagnosed from one seed. Healthy programs",
    "learn from every seed; a sick one is a healthy one with one fault, which is wrong by construction or costs it",
    "much of its held-out score in plain Keras. Detection: the verdict is a sick one, or a warning or an error names",
    "the fault. A false alarm: such a verdict, or any error. Thresholds were set on the tuning half; the test half has",
    "other base programs.",
)


def page(outcomes: Sequence[Outcome], title: str) -> str:
    """The whole page, in Markdown."""
    sick = [each for each in outcomes if each.program.truth is not None]
    healthy = [each for each in outcomes if each.program.truth is None]
    parts = [f"# {title}", "", *_EXPLAINED, "", *_shares(sick, healthy), "", *_costs(sick, healthy)]
    parts += ["", "## By fault", "", *_by_fault(sick), "", "## By healthy program", "", *_by_base(healthy)]
    return "\n".join(parts) + "\n"


def _shares(sick: Sequence[Outcome], healthy: Sequence[Outcome]) -> Iterator[str]:
    """95% intervals: Wilson's, and one that takes whole base programs for the unit."""
    yield "| | share | runs | Wilson | by base program |"
    yield "|---|---|---|---|---|"
    for name, holds in _SHARES:
        yield _share(name, sick, holds)
    yield _share("false alarms on healthy programs", healthy, lambda each: each.noticed)


def _share(name: str, outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> str:
    hits, runs = sum(map(holds, outcomes)), len(outcomes)
    by_base: dict[str, list[bool]] = {}
    for each in outcomes:
        by_base.setdefault(each.program.base, []).append(holds(each))
    if not runs:
        return f"| {name} | – | 0 | – | – |"
    return f"| {name} | {hits / runs:.1%} | {hits}/{runs} | {_span(wilson(hits, runs))} | {_span(clustered(by_base))} |"


def _span(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.1%} to {interval[1]:.1%}"


def _costs(sick: Sequence[Outcome], healthy: Sequence[Outcome]) -> Iterator[str]:
    yield "| | programs | runs | median steps | of the planned | median seconds |"
    yield "|---|---|---|---|---|---|"
    for name, outcomes in (("sick", sick), ("healthy", healthy)):
        programs = len({each.program.name for each in outcomes})
        shares = [each.share_of_planned for each in outcomes if each.share_of_planned is not None]
        steps, seconds = [each.steps for each in outcomes], [each.seconds for each in outcomes]
        yield f"| {name} | {programs} | {len(outcomes)} | {_middle(steps)} | {_middle(shares)} | {_middle(seconds)} |"


def _middle(values: Sequence[float]) -> str:
    return f"{median(values):.3g}" if values else "–"


def _by_fault(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| fault | runs | detected | first | in three | place | named first instead |"
    yield "|---|---|---|---|---|---|---|"
    for fault in sorted({each.program.fault or "" for each in outcomes}):
        mine = [each for each in outcomes if each.program.fault == fault]
        counts = " | ".join(str(sum(map(holds, mine))) for _, holds in _SHARES)
        yield f"| {fault} | {len(mine)} | {counts} | {_counted(mine)} |"


def _by_base(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| program | runs | false alarms | what was held against it |"
    yield "|---|---|---|---|"
    for base in sorted({each.program.base for each in outcomes}):
        mine = [each for each in outcomes if each.program.base == base]
        yield f"| {base} | {len(mine)} | {sum(each.noticed for each in mine)} | {_counted(mine)} |"


def _counted(outcomes: Iterable[Outcome]) -> str:
    counts = Counter(wrong for each in outcomes for wrong in each.wrong)
    return ", ".join(f"{wrong} ×{count}" for wrong, count in counts.most_common())
