"""What came of each job and seed, one JSON line each, so that a run can be taken up again; and the table of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

ENOUGH = 0.8  # of the seeds: 4 of 5
_HEADING = """# The five cases at their small size

As `python -m benchmarks.cases` prints them: over HTTP, each job on several base seeds, against \
`benchmarks/cases/truth.yaml`.

"""


@dataclass(frozen=True)
class Outcome:
    """One job under one seed; `steps` is where the reference trial was decided, `spent` those of all trials."""

    job: str
    seed: int
    verdict: str
    root: str | None
    steps: int | None
    planned: int | None
    spent: int
    seconds: float
    departures: list[str]
    proven: list[str]

    @classmethod
    def of(cls, job: str, seed: int, report: Mapping[str, Any], seconds: float, departures: list[str]) -> Self:
        """From a report."""
        verdict = report["verdict"]
        causes = verdict["root_causes"]
        return cls(
            job=job,
            seed=seed,
            verdict=verdict["state"],
            root=causes[0]["code"] if causes else None,
            steps=verdict["decided_at_step"],
            planned=verdict["planned_steps"],
            spent=verdict["steps_spent"],
            seconds=round(seconds, 1),
            departures=departures,
            proven=[fix["name"] for fix in report["fixes"] if fix["status"] == "proven"],
        )

    @classmethod
    def failed(cls, job: str, seed: int, reason: str, seconds: float) -> Self:
        """Where there is no report."""
        return cls(job, seed, "none", None, None, None, 0, round(seconds, 1), [reason], [])


def known(file: Path) -> list[Outcome]:
    """Those of an earlier run; a last line that was cut off counts as not there."""
    outcomes = []
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            outcomes.append(Outcome(**json.loads(line)))
        except ValueError:
            continue
    return outcomes


def note(file: Path, outcome: Outcome) -> None:
    """Adds a line."""
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(outcome)) + "\n")


def passes(outcomes: Sequence[Outcome]) -> bool:
    """Whether enough seeds of a job came out as they should."""
    right = sum(not outcome.departures for outcome in outcomes)
    return bool(outcomes) and right >= ENOUGH * len(outcomes)


def page(by_job: Mapping[str, Sequence[Outcome]]) -> str:
    """The table with what departs from the truth, in Markdown."""
    several = [outcome for outcomes in by_job.values() for outcome in outcomes if outcome.departures]
    departures = [f"- {each.job}, seed {each.seed}: {'; '.join(each.departures)}\n" for each in several]
    return _HEADING + table(by_job) + ("\n" + "".join(departures) if departures else "")


def table(by_job: Mapping[str, Sequence[Outcome]]) -> str:
    """A Markdown table, one line a job."""
    rows = [
        "| job | as it should be | verdicts | first root cause | proven | verdict at | spent | planned | seconds |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for job, outcomes in by_job.items():
        right = f"{sum(not each.departures for each in outcomes)} of {len(outcomes)}"
        cells = [
            job,
            right if passes(outcomes) else f"**{right}**",
            _listed([each.verdict for each in outcomes]),
            _listed([each.root for each in outcomes if each.root]),
            _counted([name for each in outcomes for name in each.proven]),
            _range([each.steps for each in outcomes if each.steps is not None]),
            _range([each.spent for each in outcomes]),
            _range([each.planned for each in outcomes if each.planned]),
            _range([round(each.seconds) for each in outcomes]),
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _listed(values: Sequence[str]) -> str:
    counts = {value: values.count(value) for value in dict.fromkeys(values)}
    return ", ".join(value if len(counts) == 1 else f"{value} {count}" for value, count in counts.items()) or "–"


def _counted(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {names.count(name)}" for name in dict.fromkeys(sorted(names))) or "–"


def _range(values: Sequence[int]) -> str:
    if not values:
        return "–"
    return str(values[0]) if min(values) == max(values) else f"{min(values)} to {max(values)}"
