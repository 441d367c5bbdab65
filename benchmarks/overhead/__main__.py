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
from statistics import median
from typing import Any

from benchmarks.overhead.networks import WORKLOADS, Workload

_ARMS = ("bare", "watched", "steps_per_execution", "tensorboard", "predict")
_MOST_MEMORY = 1.3  # times the peak of bare fit
_DEAR = ("tensorboard", "predict")  # ways that take many times as long: fewer turns tell as much
_DEAR_TURNS = 3


def main() -> int:
    """Measures, prints a table for each workload, and says whether all bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--workload", choices=WORKLOADS, action="append")
    parser.add_argument("--only", choices=_ARMS[1:], action="append")
    asked = parser.parse_args()
    arms = ["bare", *(asked.only or _ARMS[1:])]
    held = [_compare(WORKLOADS[name], name, arms, asked.pairs) for name in asked.workload or WORKLOADS]
    return 0 if all(held) else 1


def _compare(work: Workload, name: str, arms: list[str], turns: int) -> bool:
    seen: dict[str, list[dict[str, Any]]] = {arm: [] for arm in arms}
    for turn in range(turns):
        for arm in arms:
            if arm not in _DEAR or turn < _DEAR_TURNS:
                seen[arm].append(_measure(name, arm))
                print(f"\r{work.name}: turn {turn + 1} of {turns}, {arm:20s}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"\n{work.name}: {work.steps} steps of {work.batch_size}, {turns} turns")
    print(f"{'':22s}{'seconds':>9s}{'× fit':>8s}{'lowest':>8s}{'highest':>8s}{'memory × fit':>14s}")
    ratios = {arm: _ratios(seen, arm, "seconds") for arm in arms}
    memory = {arm: median(_ratios(seen, arm, "peak_bytes")) for arm in arms}
    for arm in arms:
        seconds, each = median(run["seconds"] for run in seen[arm]), ratios[arm]
        print(f"{arm:22s}{seconds:9.2f}{median(each):8.2f}{min(each):8.2f}{max(each):8.2f}{memory[arm]:14.2f}")
    if "watched" not in arms:
        return True
    print(f"may be at most {'':16s}{work.most:8.2f}{'':16s}{_MOST_MEMORY:14.2f}")
    return median(ratios["watched"]) <= work.most and memory["watched"] <= _MOST_MEMORY


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
