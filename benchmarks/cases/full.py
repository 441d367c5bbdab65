"""The cases at the posts' own sizes: what shows in the spec, before training and in the first steps.

Run once as `python -m benchmarks.cases.full`; takes minutes and up to 6 GB of memory. Nothing is trained to an end: the
job files carry budgets of 2 to 50 steps.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.cases.truth import table
from cli import job_file
from diagnostics.intake import take_in
from diagnostics.report.model import Report
from diagnostics.report.text import render
from diagnostics.spec.reading import read_job
from examples.cases.__main__ import prepare
from examples.cases.jobs import JOBS

_HEADING = """# The cases at the posts' own sizes

As `python -m benchmarks.cases.full` prints them: what shows in the spec, before training and in the first steps.
"""


def main() -> None:
    """Prints each report, and whether it has what it must have."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="NAME", help="cases whose name starts so")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where data are kept (default: a temporary folder)")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the reports there as well")
    asked = parser.parse_args()
    parts, failed = [_HEADING], False
    with tempfile.TemporaryDirectory() as temporary:
        for name, truth in table("full").items():
            if not name.startswith(asked.only):
                continue
            before = time.monotonic()
            report = _diagnosed(prepare(JOBS[name], asked.work or Path(temporary)))
            departures = truth.departures(report.model_dump(mode="json"))
            failed |= bool(departures)
            took = time.monotonic() - before
            parts.append(
                f"## {name}: {took:.0f} s, {'; '.join(departures) or 'as it should be'}\n\n```\n{render(report)}```\n"
            )
            print(parts[-1], flush=True)
    if asked.table:
        asked.table.write_text("\n".join(parts), "utf-8")
    raise SystemExit(1 if failed else 0)


def _diagnosed(file: Path) -> Report:
    from diagnostics.diagnose import diagnose

    return diagnose(take_in(read_job(job_file.read(file)), roots=None))


if __name__ == "__main__":
    main()
