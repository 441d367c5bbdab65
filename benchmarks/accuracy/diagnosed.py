"""One program diagnosed from one seed, and what of the report is kept."""

from __future__ import annotations

import hashlib
import time
import traceback
from pathlib import Path
from typing import Any

from benchmarks.accuracy.kept_trials import KeptTrials
from benchmarks.accuracy.program import Program
from diagnostics.report.model import Report

_ROOT = Path(__file__).parents[2]
_REPAIR = Path(__file__).parent / "repair"
_KEPT_LINES = 3


def fingerprint_of_code() -> str:
    """Changes with any line of the diagnosis, and so with what it may answer."""
    told = hashlib.sha256()
    for file in sorted((*(_ROOT / "diagnostics").rglob("*"), *_REPAIR.rglob("*"))):
        if file.suffix in (".py", ".json"):
            told.update(file.relative_to(_ROOT).as_posix().encode() + file.read_bytes())
    return told.hexdigest()[:12]


def diagnosed(program: Program, seed: int, folder: Path) -> dict[str, Any]:
    """The result as plain data; data and trials are kept in the folder. A crash of the doctor is a wrong result."""
    from diagnostics.diagnose import diagnose  # heavy, and loaded in the children alone
    from diagnostics.intake import take_in
    from diagnostics.spec.reading import read_job

    trials = KeptTrials(folder / "trials")
    started = time.monotonic()
    document = program.document_at(folder / "data", seed)
    document["diagnosis"] = {**document.get("diagnosis", {}), "prove": False}  # benchmarks.accuracy.repair does
    try:
        report = diagnose(take_in(read_job(document), None), run=trials.run)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what this run came to
        told = traceback.format_exception(error)[-_KEPT_LINES:]
        return {"state": "crashed", "crash": "".join(told), "seconds": time.monotonic() - started}
    return {**kept_of(report), "seconds": round(time.monotonic() - started + trials.seconds_saved, 2)}


def kept_of(report: Report) -> dict[str, Any]:
    """What of a report its outcome is judged by."""
    verdict = report.verdict
    return {
        "state": verdict.state,
        "summary": verdict.summary,
        "root_causes": [{"code": cause.code, "at": list(cause.at)} for cause in verdict.root_causes],
        "findings": [
            finding.model_dump(
                mode="json", include={"code", "severity", "confidence", "message", "at", "layer", "evidence"}
            )
            for finding in report.findings
        ],
        "decided_at_step": verdict.decided_at_step,
        "planned_steps": verdict.planned_steps,
        "steps": verdict.steps_spent,
    }
