"""Trains every program with plain Keras and keeps what it scores on held-out data.

Run as `python -m benchmarks.accuracy.qualify`.
Programs that were measured as they are now are left out, so this goes on where it was stopped.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.catalogue import healthy_programs, sick_programs
from benchmarks.accuracy.lines import add_line
from benchmarks.accuracy.program import Program
from benchmarks.accuracy.qualification import FILE, SEEDS, measured, qualifies
from benchmarks.accuracy.single_thread import as_done
from diagnostics.intake import take_in
from diagnostics.spec.reading import read_job


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures what is missing, and says what qualifies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tuning", "test", "all"), default="all")
    parser.add_argument("--only", default="", help="programs with this in their name")
    parser.add_argument("--most", type=int, help="measure so many programs at most")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--work", type=Path, default=Path(".cache/accuracy"), help="where the data are kept")
    options = parser.parse_args(arguments)
    programs = [each for each in (*healthy_programs(), *sick_programs()) if options.half in (each.half, "all")]
    wanted = [each for each in programs if options.only in each.name]
    missing = _missing(wanted)[: options.most]
    print(f"{len(missing)} of {len(wanted)} programs to measure", flush=True)
    _measure(missing, options.jobs, options.work / "data")
    known = measured()
    counts = {
        sick: sum(qualifies(each, known) for each in wanted if (each.truth is not None) == sick) for sick in (0, 1)
    }
    print(f"{counts[0]} healthy and {counts[1]} sick programs qualify")


def _missing(programs: Sequence[Program]) -> list[Program]:
    """Not measured as they are now, and not sick whatever they score."""
    known = measured()
    asked = (each for each in programs if each.truth is None or not each.truth.by_construction)
    return [each for each in asked if each.name not in known or known[each.name].program != each.fingerprint]


def _measure(programs: Sequence[Program], jobs: int, folder: Path) -> None:
    asked = [(program, folder) for program in programs]
    for number, (position, (skills, refused)) in enumerate(as_done(measure, asked, jobs), 1):
        program = programs[position]
        entry = {"name": program.name, "program": program.fingerprint, "skills": skills}
        add_line(FILE, entry | ({"refused": refused} if refused else {}))
        told = refused or ", ".join(f"{skill:.2f}" for skill in skills)
        print(f"{number}/{len(asked)} {program.name}: {told}", flush=True)


def measure(program: Program, folder: Path) -> tuple[list[float], str | None]:
    """The skill from each seed, or the reason why Keras trains it from none."""
    from benchmarks.accuracy.held_out import skills_after_fit
    from diagnostics.build.refusals import KERAS_REFUSES, first_lines

    spec = take_in(read_job(program.document_at(folder, SEEDS[0])), None)
    try:
        return [round(skill, 4) for skill in skills_after_fit(spec, SEEDS)], None
    except KERAS_REFUSES as error:
        return [], first_lines(error)


if __name__ == "__main__":
    main()
