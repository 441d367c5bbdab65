"""The results of the repair half as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.accuracy.figures import wilson
from benchmarks.accuracy.program import Program

Result = Mapping[str, Any]
_EXPLAINED = (
    "As `python -m benchmarks.accuracy.repair` prints it. Each sick program has a known cure (the healthy program that",
    "its fault was put into); it is diagnosed with its fixes tried. A fix that is called proven holds when, retrained",
    "to the last epoch on five fresh seeds with it and without, at least four learn with it, and none without it or",
    "the held-out loss is lower. Random search draws from the same fixes, singly and in pairs, with the steps that the",
    "trials took, and recommends what came to the lowest held-out loss.",
)


def page(results: Sequence[tuple[Program, Result]], title: str) -> str:
    """The whole page, in Markdown."""
    sick = [(program, result) for program, result in results if program.truth is not None]
    healthy = [result for program, result in results if program.truth is None]
    parts = [f"# {title}", "", *_EXPLAINED, "", *_shares(sick, healthy), "", *_costs(sick), "", *_by_program(sick)]
    return "\n".join(parts) + "\n"


def _shares(sick: Sequence[tuple[Program, Result]], healthy: Sequence[Result]) -> Iterator[str]:
    results = [result for _, result in sick]
    fixes = [fix for result in results for fix in result["proven"]]
    searched = [result["random"] for result in results if "random" in result]
    yield "| | share | of | 95% (Wilson) |"
    yield "|---|---|---|---|"
    yield _share("sick programs with a proven fix", [bool(result["proven"]) for result in results])
    yield _share("root cause right first, before fixes are tried", [each["cause_before"] for each in results])
    yield _share("root cause right first, after", [each["cause_after"] for each in results])
    yield _share("fixes called proven that hold", [fix["holds"] for fix in fixes])
    yield _share("sick programs whose first proven fix holds", [any(_first_holds(each)) for each in results])
    yield _share("random search: sick programs with a recommendation that holds", [each["holds"] for each in searched])
    yield _share("healthy programs with a fix called necessary", [any(map(_turns, each["proven"])) for each in healthy])
    yield _share("healthy programs with a fix proven to do better", [bool(each["proven"]) for each in healthy])


def _turns(fix: Mapping[str, Any]) -> bool:
    """Whether runs are said to learn with the fix that do not without it."""
    treated, without = (int(count.partition("/")[0]) for count in (fix["learned"] or "0/0 vs 0/0").split(" vs "))
    return without < treated


def _first_holds(result: Result) -> Iterator[bool]:
    yield from (fix["holds"] for fix in result["proven"][:1])


def _share(name: str, hits: Sequence[bool]) -> str:
    if not hits:
        return f"| {name} | – | 0 | – |"
    low, high = wilson(sum(hits), len(hits))
    return f"| {name} | {sum(hits) / len(hits):.1%} | {sum(hits)}/{len(hits)} | {low:.1%} to {high:.1%} |"


def _costs(sick: Sequence[tuple[Program, Result]]) -> Iterator[str]:
    known = [result for _, result in sick if result.get("planned_steps")]
    if not known:
        return
    steps, trials = (median(each[key] for each in known) for key in ("steps", "trials"))
    share = median(each["steps"] / each["planned_steps"] for each in known)
    yield f"Steps spent, proofs included: median {steps:g}, {share:.2g} times the run that was asked for; "
    yield f"trials: median {trials:g}."


def _by_program(sick: Sequence[tuple[Program, Result]]) -> Iterator[str]:
    yield "| program | verdict | proven (learned; on fresh seeds) | random search holds |"
    yield "|---|---|---|---|"
    for program, result in sick:
        proven = "; ".join(
            f"{fix['name']} ({fix['learned']}; {fix['fresh']}{'' if fix['holds'] else ', does not hold'})"
            for fix in result["proven"]
        )
        searched = {True: "yes", False: "no"}.get(result.get("random", {}).get("holds"), "–")
        yield f"| {program.name} | {result['state']} | {proven or '–'} | {searched} |"
