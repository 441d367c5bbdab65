"""Tries the fixes of sick programs and says how many were cured. Run as `python -m benchmarks.accuracy.repair`.

Results and trials are kept as they come: a run that was broken off goes on where it was.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.arguments import chosen_programs, parser_of
from benchmarks.accuracy.diagnosed import fingerprint_of_code
from benchmarks.accuracy.lines import add_line, read_lines
from benchmarks.accuracy.program import Program
from benchmarks.accuracy.repair.curable import curable
from benchmarks.accuracy.repair.repaired import repaired
from benchmarks.accuracy.repair.table import page
from benchmarks.accuracy.sample import sample
from benchmarks.accuracy.single_thread import as_done


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs what is missing, then prints the page."""
    options = _parser().parse_args(arguments)
    chosen = chosen_programs(options)
    healthy = [each for each in chosen if each.truth is None]
    taken = sample([*healthy, *curable(chosen)], 2 * options.sample)
    results = _results(taken, options.seed, options.work, options.jobs)
    told = page([(program, results[program.name]) for program in taken], f"Repair, {options.half} half")
    print(told)
    if options.table:
        options.table.write_text(told, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = parser_of(__doc__)
    parser.add_argument("--sample", type=int, default=40, help="so many sick programs and healthy ones (default 40)")
    parser.add_argument("--seed", type=int, default=0, help="the base seed of every program")
    return parser


def _results(programs: Sequence[Program], seed: int, work: Path, jobs: int) -> dict[str, dict[str, Any]]:
    """The result of every program, old and new."""
    file, code = work / "repaired.jsonl", fingerprint_of_code()
    old = {(line["name"], line["program"], line["seed"], line["code"]): line for line in read_lines(file)}
    keys = {each.name: (each.name, each.fingerprint, seed, code) for each in programs}
    found = {name: old[key] for name, key in keys.items() if key in old}
    missing = [each for each in programs if each.name not in found]
    print(f"{len(programs)} programs, {len(missing)} of them to do", flush=True)
    for number, (place, made) in enumerate(as_done(repaired, [(each, seed, work) for each in missing], jobs), 1):
        program = missing[place]
        line = {"name": program.name, "program": program.fingerprint, "seed": seed, "code": code, **made}
        add_line(file, line)
        found[program.name] = line
        names = ", ".join(f"{fix['name']}{'' if fix['holds'] else ' (DOES NOT HOLD)'}" for fix in made["proven"])
        searched = made.get("random", {}).get("holds")
        told = f"{made['state']}, proven: {names or 'nothing'}; random search {searched} ({made['seconds']:.0f} s)"
        print(f"{number}/{len(missing)} {program.name}: {told} {made.get('crash', '')}", flush=True)
    return found


if __name__ == "__main__":
    main()
