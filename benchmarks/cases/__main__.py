"""The five cases and their healthy controls over HTTP, on several base seeds each, against the truth table.

Run as `python -m benchmarks.cases`. With --work, what is known is kept there and a run that was broken off goes on.
Exits with 1 where a job comes out right on fewer than 4 of 5 seeds.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.cases import outcomes
from benchmarks.cases.outcomes import Outcome
from benchmarks.cases.service import report_on, service, submit
from benchmarks.cases.truth import Truth, table
from cli.server import Server
from examples.cases.__main__ import prepare
from examples.cases.jobs import JOBS


def main() -> None:
    """Prints the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="base seeds a job (default 5)")
    parser.add_argument("--only", default="", metavar="NAME", help="jobs whose name starts so, such as 000")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where data and results are kept")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the page there as well")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="trials at once (default: the cores)")
    asked = parser.parse_args()
    wanted = {name: truth for name, truth in table().items() if name.startswith(asked.only)}
    if not wanted:
        parser.error(f"no job's name starts with {asked.only!r}; there are {', '.join(table())}")
    with ExitStack() as held:
        work = asked.work or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="deadweight-cases-")))
        found = _run(wanted, range(asked.seeds), work.resolve(), asked.workers)
    shown = outcomes.page(found)
    print(shown)
    if asked.table:
        asked.table.write_text(shown, "utf-8")
    raise SystemExit(0 if all(map(outcomes.passes, found.values())) else 1)


def _run(wanted: Mapping[str, Truth], seeds: Sequence[int], work: Path, workers: int) -> dict[str, list[Outcome]]:
    """Every outcome by job; those that the work folder knows already are not run again."""
    work.mkdir(parents=True, exist_ok=True)
    work.chmod(0o755)  # root's servers run as `nobody`, who must be able to pass
    file = work / "outcomes.jsonl"
    known = {(each.job, each.seed): each for each in outcomes.known(file)}
    missing = [(name, seed) for name in wanted for seed in seeds if (name, seed) not in known]
    if missing:
        with service(work / "stack", work, workers) as server:
            for name, seed in missing:
                known[name, seed] = outcome = _one(server, name, seed, wanted[name], work)
                outcomes.note(file, outcome)
                told = "; ".join(outcome.departures) or "right"
                print(f"{name}, seed {seed}: {told}, {outcome.seconds:g} s", flush=True)
    return {name: [known[name, seed] for seed in seeds] for name in wanted}


def _one(server: Server, name: str, seed: int, truth: Truth, work: Path) -> Outcome:
    file = prepare(JOBS[name], work)
    before = time.monotonic()
    try:
        report = report_on(server, submit(server, file, seed))
    except RuntimeError as error:
        return Outcome.failed(name, seed, str(error), time.monotonic() - before)
    return Outcome.of(name, seed, report, time.monotonic() - before, truth.departures(report))


if __name__ == "__main__":
    main()
