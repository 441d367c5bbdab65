"""The demo: two jobs over HTTP on a stack of their own, and a look at what came out."""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from cli.demo.digits import write_digits
from cli.demo.expected import HEALTHY, SICK, differences
from cli.following import follow
from cli.progress import Lines, display
from cli.server import Server
from cli.stack.interrupts import Interrupts
from cli.stack.stack import Stack
from cli.terminal import command, deliver, note
from diagnostics.report.model import Report
from diagnostics.report.text_trials import proof
from diagnostics.spec.reading import read_text

FINDINGS = "/v1/findings"
COLLAPSE = "OUT501"
PAGE = Path("demo-report.html")
FIELDS = ("job", "code", "name", "severity", "confidence", "layer", "step", "message")


def show() -> int:
    """Run the demo; 0 where the reports say what they should, else 1."""
    began = time.monotonic()
    with Interrupts() as interrupts:
        note("starting PostgreSQL, Valkey, API and worker; writing scikit-learn's digits as image files")
        with _stack(interrupts.hurry) as (stack, images):
            note(f"the API answers at {stack.url}")
            with Server(stack.url) as server:
                reports, findings = _diagnosed(server, images)
            note("stopping")
    unlike = differences(reports, findings)
    for difference in unlike:
        note(f"unexpected: {difference}")
    if not unlike:
        note("as expected: the one collapses and a proven fix cures it; its twin learns and raises no error")
    note(f"took {time.monotonic() - began:.0f} s; the specs lie in {Path(__file__).parent}")
    note(f"to diagnose a network of yours: {command()} diagnose JOB.yaml; as a service: {command()} up")
    return 1 if unlike else 0


@contextmanager
def _stack(hurry: threading.Event) -> Iterator[tuple[Stack, Future[Path]]]:
    """A stack in a temporary folder, and the folder of images that is being written meanwhile."""
    with (
        tempfile.TemporaryDirectory(prefix="deadweight-demo-", ignore_cleanup_errors=True) as name,
        ThreadPoolExecutor(1) as background,
    ):
        folder = Path(name)
        if os.geteuid() == 0:
            folder.chmod(0o755)  # root's servers run as `nobody`, who must be able to pass
        images = background.submit(write_digits, folder / "digits")
        with Stack(folder, workers=2, roots=[folder], temporary=True, say=note, hurry=hurry) as stack:
            yield stack, images


def _diagnosed(server: Server, images: Future[Path]) -> tuple[dict[str, Any], list[Any]]:
    """Submits both jobs, prints their reports and what was found across jobs; returns them as documents."""
    location = str(images.result())
    jobs = {name: server.post("/v1/jobs", _spec(name, location), key=name)["id"] for name in (SICK, HEALTHY)}
    note(f"submitted {SICK}.yaml and {HEALTHY}.yaml; they wait until the worker has imported TensorFlow")
    with display(Lines) as shown:
        follow(server, list(jobs.values()), shown)
    for name, job_id in jobs.items():
        _print(f"{name}.yaml: GET /v1/jobs/{job_id}/report?format=text")
        deliver(server.text(f"/v1/jobs/{job_id}/report", format="text"), None)
    _print(f"In which jobs did the output collapse? GET {FINDINGS}?code={COLLAPSE} (some fields)")
    findings = server.get(FINDINGS, code=COLLAPSE)["items"]
    for finding in findings:
        deliver(json.dumps({field: finding[field] for field in FIELDS}, indent=2, ensure_ascii=False), None)
    reports = {name: server.get(f"/v1/jobs/{job_id}/report", format="json") for name, job_id in jobs.items()}
    _print(f"What was proven to cure {SICK}.yaml, on seeds that it was not chosen on")
    deliver(proof(Report.model_validate(reports[SICK])) or "nothing\n", None)
    _keep_page(server.text(f"/v1/jobs/{jobs[SICK]}/report", format="html"))
    return reports, findings


def _keep_page(page: str) -> None:
    """The report as a page in the current folder, where that may be written to."""
    try:
        PAGE.write_text(page, "utf-8")
    except OSError as error:
        note(f"the report as a page was not written: {error}")
    else:
        note(f"the report with its pictures is in {PAGE.resolve()}: open it in a browser")


def _spec(name: str, location: str) -> Any:
    document = read_text((resources.files("cli.demo") / f"{name}.yaml").read_text("utf-8"))
    document["dataset"]["location"] = location
    return document


def _print(heading: str) -> None:
    deliver(f"\n── {heading} ".ljust(100, "─") + "\n", None)
