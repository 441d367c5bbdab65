"""How much sooner the trials of fixes are through with two workers than with one, of one thread each.

Run as `python -m benchmarks.parallel`. Both installations stand side by side and take turns; what is timed is from the
first treatment's being planned to the end of the job. The fixes' statuses must be the same.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.cases.service import report_on, service
from cli.demo.digits import write_digits
from cli.server import Server
from diagnostics.spec.reading import read_text

_TREATMENTS = 8
MOST = 0.7  # of the time of one worker
_SPEC = Path(__file__).parents[1] / "cli" / "demo" / "collapsing.yaml"


def main() -> None:
    """Prints medians, their ratio and whether the statuses agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="interleaved pairs (default 5)")
    pairs = parser.parse_args().pairs
    os.environ["DEADWEIGHT_THREADS"] = "1"
    with tempfile.TemporaryDirectory(prefix="deadweight-parallel-") as name, ExitStack() as held:
        folder = Path(name)
        folder.chmod(0o755)  # root's servers run as `nobody`, who must be able to pass
        document = _document(write_digits(folder / "digits"))
        one, two = (held.enter_context(service(folder / f"stack-{count}", folder, count)) for count in (1, 2))
        for server in (one, two):
            _timed(server, document)  # the first job waits for TensorFlow
        measured = [(_timed(one, document), _timed(two, document)) for _ in range(pairs)]
    _print("one worker, s", [first[0] for first, _ in measured])
    _print("two workers, s", [second[0] for _, second in measured])
    ratios = [second[0] / first[0] for first, second in measured]
    _print("ratio", ratios)
    agree = len({tuple(statuses) for pair in measured for _, statuses in pair}) == 1
    print(f"{len(measured[0][0][1])} fixes; their statuses are {'the same in all runs' if agree else 'NOT the same'}")
    raise SystemExit(0 if agree and statistics.median(ratios) <= MOST else 1)


def _print(name: str, figures: Sequence[float]) -> None:
    print(f"{name:16}{statistics.median(figures):8.2f}    {min(figures):.2f} to {max(figures):.2f}")


def _document(location: Path) -> dict[str, Any]:
    """The demo's network on raw bytes, for which there are eight fixes and more, with steps for all of them."""
    document: dict[str, Any] = read_text(_SPEC.read_text("utf-8"))
    document["dataset"] |= {"location": str(location), "preprocess": []}
    document["diagnosis"] = {"budget": {"steps": 4000}}
    return document


def _timed(server: Server, document: dict[str, Any]) -> tuple[float, list[tuple[str, str]]]:
    """Seconds of the treatment phase, and the status of every fix."""
    job_id = server.post("/v1/jobs", document)["id"]
    report = report_on(server, job_id)
    trials = server.get(f"/v1/jobs/{job_id}/trials", limit="200")["items"]
    planned = [_time(trial["created_at"]) for trial in trials if trial["role"] == "treatment"]
    screened = {trial["fix"] for trial in trials if trial["key"].startswith("screen-1-")}
    if len(screened) < _TREATMENTS:
        raise SystemExit(f"{len(screened)} treatments, where {_TREATMENTS} are to be timed")
    took = (_time(server.get(f"/v1/jobs/{job_id}")["finished_at"]) - min(planned)).total_seconds()
    return took, [(fix["name"], fix["status"]) for fix in report["fixes"]]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


if __name__ == "__main__":
    main()
