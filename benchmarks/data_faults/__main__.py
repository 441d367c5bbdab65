"""How many planted faults of data are found without a model: `python -m benchmarks.data_faults [--table FILE]`.

Each fault is planted in random instances (folders of images, arrays, tables; drawn from fixed seeds) and counts as
found where the inspection has a finding of the rule that names it, whatever its severity. Clean instances may have no
finding that is an error. Exits with 1 where a fault is found on fewer than 19 of 20, or a clean instance has an error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.data_faults.faults import FAULTS, Planted, clean
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
    parser.add_argument("--only", default="", metavar="NAME", help="faults whose name starts so")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the page there as well")
    asked = parser.parse_args()
    unharmed = _looked_at(clean, _CLEAN, asked.seed, asked.clean, "clean")
    rows = []
    for place, fault in enumerate(FAULTS):
        if fault.name.startswith(asked.only):
            looked = _looked_at(fault.plant, place, asked.seed, asked.instances, fault.name)
            found = [number for number, each in enumerate(looked) if fault.code in each.codes]
            missed = sorted(set(range(len(looked))) - set(found))
            also = sum(fault.code in each.codes for each in unharmed)
            rows.append(Row(fault.name, fault.code, len(found), len(looked), also, tuple(missed)))
    seconds = float(np.median([each.seconds for each in unharmed])) if unharmed else float("nan")
    shown = page(rows, [each.errors for each in unharmed], [each.codes for each in unharmed], seconds)
    print(shown)
    if asked.table:
        asked.table.write_text(shown, "utf-8")
    return 0 if passes(rows, [each.errors for each in unharmed]) else 1


def _looked_at(plant: Planted, place: int, seed: int, count: int, name: str) -> Sequence[Looked]:
    looked = []
    for number in range(count):
        looked.append(_inspected(plant, np.random.default_rng((seed, place, number))))
        print(f"\r{name}: {number + 1} of {count}   ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return looked


def _inspected(plant: Planted, generator: np.random.Generator) -> Looked:
    with tempfile.TemporaryDirectory(prefix="deadweight-data-") as folder:
        dataset = written(plant(generator), Path(folder), generator)
        started = time.perf_counter()
        findings = inspect(dataset).findings
        seconds = time.perf_counter() - started
    errors = frozenset(each.code for each in findings if each.severity == "error")
    return Looked(frozenset(each.code for each in findings), errors, seconds)


if __name__ == "__main__":
    raise SystemExit(main())
