"""Diagnoses the programs and says how often the doctor was right. Run as `python -m benchmarks.accuracy`.

Results are kept as they come, and those that the same code gave before are not asked for again. So are the trials:
where only rules have changed, they are judged anew without being run again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.arguments import chosen_programs, parser_of
from benchmarks.accuracy.diagnosed import diagnosed, fingerprint_of_code
from benchmarks.accuracy.lines import add_line, read_lines
from benchmarks.accuracy.outcome import outcome
from benchmarks.accuracy.program import Program
from benchmarks.accuracy.sample import sample
from benchmarks.accuracy.single_thread import as_done
from benchmarks.accuracy.table import page

Run = tuple[Program, int]
Key = tuple[str, str, int, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs what is missing, then prints the page."""
    options = _parser().parse_args(arguments)
    chosen = chosen_programs(options)
    chosen = sample(chosen, options.sample) if options.sample else chosen
    seeds = {True: options.seeds_sick or options.seeds, False: options.seeds_healthy or options.seeds}
    runs = [(program, seed) for program in chosen for seed in range(seeds[program.truth is not None])]
    results = _results(runs, options.work, options.jobs)
    title = f"Accuracy, {options.half} half" if options.half != "all" else "Accuracy, both halves"
    told = page([outcome(program, results[program.name, seed]) for program, seed in runs], title)
    print(told)
    if options.table:
        options.table.write_text(told, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = parser_of(__doc__)
    parser.add_argument("--sample", type=int, help="so many programs, always the same, half of them healthy")
    parser.add_argument("--seeds", type=int, default=1, help="runs of each program (default 1)")
    parser.add_argument("--seeds-sick", type=int, help="runs of each sick program, where that differs")
    parser.add_argument("--seeds-healthy", type=int, help="runs of each healthy program, where that differs")
    return parser


def _results(runs: Sequence[Run], work: Path, jobs: int) -> dict[tuple[str, int], dict[str, Any]]:
    """The result of every run, old and new."""
    file, code = work / "results.jsonl", fingerprint_of_code()
    old = {_key_of(line): line for line in read_lines(file)}
    found = {(run[0].name, run[1]): old[_key(*run, code)] for run in runs if _key(*run, code) in old}
    missing = [run for run in runs if (run[0].name, run[1]) not in found]
    print(f"{len(runs)} runs, {len(missing)} of them to do", flush=True)
    asked = [(*run, work) for run in missing]
    for number, (position, made) in enumerate(as_done(diagnosed, asked, jobs), 1):
        program, seed = missing[position]
        result = {"name": program.name, "program": program.fingerprint, "seed": seed, "code": code, **made}
        add_line(file, result)
        found[program.name, seed] = result
        print(f"{number}/{len(missing)} {program.name} seed {seed}: {_told(program, result)}", flush=True)
    return found


def _key(program: Program, seed: int, code: str) -> Key:
    return program.name, program.fingerprint, seed, code


def _key_of(line: dict[str, Any]) -> Key:
    return line["name"], line["program"], line["seed"], line["code"]


def _told(program: Program, result: dict[str, Any]) -> str:
    judged = outcome(program, result)
    healthy = "FALSE ALARM" if judged.noticed else "in peace"
    sick = f"{'detected' if judged.noticed else 'MISSED'}{', cause first' if judged.first else ''}"
    worth = healthy if program.truth is None else sick
    return f"{result['state']}, {worth} {' '.join(judged.wrong)} ({result['seconds']:.1f} s)"


if __name__ == "__main__":
    main()
