"""What both halves of the benchmark take on the command line, and the programs that this picks."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy.catalogue import healthy_programs, sick_programs
from benchmarks.accuracy.program import Program
from benchmarks.accuracy.qualification import measured, qualified


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """A parser with the options that pick programs and say where results go."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tuning", "test", "all"), default="tuning")
    parser.add_argument("--only", default="", help="programs with this in their name")
    parser.add_argument("--jobs", type=int, default=2, help="processes of one thread each (default 2)")
    parser.add_argument("--work", type=Path, default=Path(".cache/accuracy"), help="where data and results are kept")
    parser.add_argument("--table", type=Path, help="write the page to this file too")
    return parser


def chosen_programs(options: argparse.Namespace) -> list[Program]:
    """Healthy programs, then sick ones, that may be quoted and are asked for."""
    programs = [each for each in (*healthy_programs(), *sick_programs()) if options.half in (each.half, "all")]
    return [each for each in qualified(programs, measured()) if options.only in each.name]
