"""How many planted faults of data are found without a model: `python -m benchmarks.data_faults [--table FILE]`.

Each fault is planted in random instances (folders of images, arrays, tables; drawn from fixed seeds) and counts as
found where the inspection has a finding of the rule that names it, whatever its severity. Clean instances may have no
finding that is an error. Exits with 1 where a fault is found on fewer than 19 of 20, or a clean instance has an error.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.data_faults.faults import FAULTS, Fault, clean
from benchmarks.data_faults.instance import written
from benchmarks.data_faults.table import Row, page, passes
from diagnostics.inspection.inspect import inspect

_CLEAN = len(FAULTS)  # its place among the seeds


@dataclass(frozen=True)
class Looked:
    """The codes found on one instance, those of them that are errors, and the time it took."""

    codes: frozenset[str]
    errors: frozenset[str]
    seconds: float


def main() -> int:
    """Prints the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", type=int, default=20, help="of each fault (default 20)")
    parser.add_argument("--clean", type=int, default=100, help="clean instances (default 100)")
    parser.add_argument("--seed", type=int, default=0, help="draws other instances (default 0)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="at once (default: the cores)")
    parser.add_argument("--only", default="", metavar="NAME", help="faults whose name starts so")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the page there as well")
    asked = parser.parse_args()
    with ProcessPoolExecutor(asked.workers) as pool:
        unharmed = _looked_at(pool, _CLEAN, asked.seed, asked.clean, "clean")
        rows = [
            _row(fault, _looked_at(pool, place, asked.seed, asked.instances, fault.name), unharmed)
            for place, fault in enumerate(FAULTS)
            if fault.name.startswith(asked.only)
        ]
    seconds = float(np.median([each.seconds for each in unharmed])) if unharmed else float("nan")
    shown = page(rows, [each.errors for each in unharmed], [each.codes for each in unharmed], seconds)
    print(shown)
    if asked.table:
        asked.table.write_text(shown, "utf-8")
    return 0 if passes(rows, [each.errors for each in unharmed]) else 1


def _row(fault: Fault, looked: Sequence[Looked], unharmed: Sequence[Looked]) -> Row:
    missed = tuple(number for number, each in enumerate(looked) if fault.code not in each.codes)
    on_clean = sum(fault.code in each.codes for each in unharmed)
    return Row(fault.name, fault.code, len(looked) - len(missed), len(looked), on_clean, missed)


def _looked_at(pool: Executor, place: int, seed: int, count: int, name: str) -> Sequence[Looked]:
    looked = []
    for each in pool.map(partial(_inspected, place, seed), range(count)):
        looked.append(each)
        print(f"\r{name}: {len(looked)} of {count}   ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return looked


def _inspected(place: int, seed: int, number: int) -> Looked:
    generator = np.random.default_rng((seed, place, number))
    plant = clean if place == _CLEAN else FAULTS[place].plant
    with tempfile.TemporaryDirectory(prefix="deadweight-data-") as folder:
        dataset = written(plant(generator), Path(folder), generator)
        started = time.perf_counter()
        findings = inspect(dataset).findings
        seconds = time.perf_counter() - started
    errors = frozenset(each.code for each in findings if each.severity == "error")
    return Looked(frozenset(each.code for each in findings), errors, seconds)


if __name__ == "__main__":
    raise SystemExit(main())
