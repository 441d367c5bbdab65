"""Prints what watching a run costs: `python -m benchmarks.overhead [--pairs 7] [--workload cnn|vgg] [--only arm …]`.

Every arm trains the same network for the same steps on the same data, tracing included, each time in a fresh process;
the arms take turns, and a ratio is the median over the turns of an arm's time to that of bare fit in the same turn.
Exits with 1 when watching costs more than it may.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.overhead.networks import WORKLOADS, Workload

_ARMS = ("bare", "watched", "steps_per_execution", "tensorboard", "predict")
_MOST_MEMORY = 1.3  # times the peak of bare fit
_DEAR = ("tensorboard", "predict")  # ways that take many times as long: one turn tells as much
_DEAR_TURNS = 1

_HEADING = """# What watching a run costs

As `python -m benchmarks.overhead` prints it: the same steps on the same data, tracing included, in fresh processes that
take turns; × fit is the median of the ratios to Keras's bare fit in the same turn.
"""


def main() -> int:
    """Measures, prints a table for each workload, and says whether all bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--workload", choices=WORKLOADS, action="append")
    parser.add_argument("--only", choices=_ARMS[1:], action="append")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the tables there as well")
    asked = parser.parse_args()
    arms = ["bare", *(asked.only or _ARMS[1:])]
    told, held = [_HEADING], True
    for name in asked.workload or WORKLOADS:
        lines, within = _compare(WORKLOADS[name], name, arms, asked.pairs)
        told.append("\n".join(lines))
        held = held and within
        print(told[-1], flush=True)
    if asked.table:
        asked.table.write_text("\n".join(told) + "\n", "utf-8")
    return 0 if held else 1


def _compare(work: Workload, name: str, arms: list[str], turns: int) -> tuple[list[str], bool]:
    """The table as lines of Markdown, and whether watching costs no more than it may."""
    seen: dict[str, list[dict[str, Any]]] = {arm: [] for arm in arms}
    for turn in range(turns):
        for arm in arms:
            if arm not in _DEAR or turn < _DEAR_TURNS:
                seen[arm].append(_measure(name, arm))
                print(f"\r{work.name}: turn {turn + 1} of {turns}, {arm:20s}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    lines = [f"## {work.name}: {work.steps} steps of {work.batch_size}, {turns} turns", ""]
    lines += ["| | seconds | × fit | lowest | highest | memory × fit |", "|---|---|---|---|---|---|"]
    ratios = {arm: _ratios(seen, arm, "seconds") for arm in arms}
    memory = {arm: median(_ratios(seen, arm, "peak_bytes")) for arm in arms}
    for arm in arms:
        seconds, each = median(run["seconds"] for run in seen[arm]), ratios[arm]
        figures = (median(each), min(each), max(each), memory[arm])
        turned = "" if len(each) == turns else f", {len(each)} turn"
        lines.append(f"| {arm}{turned} | {seconds:.2f} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")
    if "watched" not in arms:
        return lines, True
    lines += [f"| watched may be at most | | {work.most:.2f} | | | {_MOST_MEMORY:.2f} |", ""]
    return lines, median(ratios["watched"]) <= work.most and memory["watched"] <= _MOST_MEMORY


def _ratios(seen: dict[str, list[dict[str, Any]]], arm: str, figure: str) -> list[float]:
    pairs = zip(seen[arm], seen["bare"], strict=False)
    return [run[figure] / bare[figure] for run, bare in pairs]


def _measure(workload: str, arm: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.overhead.arms", workload, arm]
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode:
        raise RuntimeError(f"{workload} {arm} failed: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    raise SystemExit(main())
