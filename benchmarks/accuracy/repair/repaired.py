"""One program diagnosed with its fixes tried, each proven one retrained, and random search beside it."""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from typing import Any

import jsonpatch

from benchmarks.accuracy.diagnosed import kept_of
from benchmarks.accuracy.kept_trials import KeptTrials
from benchmarks.accuracy.outcome import outcome
from benchmarks.accuracy.program import Program
from benchmarks.accuracy.repair.holding import held
from benchmarks.accuracy.repair.random_search import recommended

_KEPT_LINES = 4


def repaired(program: Program, seed: int, folder: Path) -> dict[str, Any]:
    """The result as plain data; data and trials are kept in the folder. A crash of the doctor is a wrong result."""
    trials = KeptTrials(folder / "trials")
    started = time.monotonic()
    try:
        return {**_repaired(program, seed, folder, trials), "seconds": round(time.monotonic() - started, 1)}
    except Exception as error:  # noqa: BLE001  whatever it is, it is what this program came to
        told = "".join(traceback.format_exception(error)[-_KEPT_LINES:])
        return {"state": "crashed", "crash": told, "proven": [], "fixes": [], "seconds": 0.0,
                "cause_before": False, "cause_after": False}  # fmt: skip


def _repaired(program: Program, seed: int, folder: Path, trials: KeptTrials) -> dict[str, Any]:
    from diagnostics.diagnose import diagnose  # heavy, and loaded in the children alone
    from diagnostics.intake import take_in
    from diagnostics.spec.job import ResolvedSpec
    from diagnostics.spec.reading import read_job

    document = program.document_at(folder / "data", seed)
    document["diagnosis"] = {**document.get("diagnosis", {}), "prove": True}
    spec = take_in(read_job(document), None)
    ran = []

    def run(plan: Any) -> Any:
        ran.append(trials.run(plan))
        return ran[-1]

    report = diagnose(spec, run=run)
    verdict = report.verdict
    proven = []
    for fix in (each for each in report.fixes if each.status == "proven"):
        changed = ResolvedSpec.model_validate(jsonpatch.apply_patch(spec.model_dump(mode="json"), list(fix.patch)))
        kept = held(spec, changed, trials.run)
        proven.append({"name": fix.name, "learned": fix.effect and fix.effect.learned, "holds": kept.holds,
                       "fresh": f"{kept.learned}/5 vs {kept.without}/5", "difference": kept.difference})  # fmt: skip
    result = {
        "state": verdict.state,
        "steps": verdict.steps_spent,
        "planned_steps": verdict.planned_steps,
        "trials": len(report.trials),
        "fixes": [{"name": fix.name, "status": fix.status, "reason": fix.reason} for fix in report.fixes],
        "proven": proven,
        "cause_before": _cause_is_right(program, diagnose(_unproven(spec), run=trials.run)),
        "cause_after": _cause_is_right(program, report),
    }
    return result if program.truth is None else result | {"random": _random(spec, report, ran, trials, seed)}


def _random(spec: Any, report: Any, ran: list[Any], trials: KeptTrials, seed: int) -> dict[str, Any]:
    """What random search recommends for the steps that the treatments took, and whether that holds."""
    from diagnostics.consult.examine import examine

    asked = [record for record in ran if record.role in ("reference", "replicate") and record.key[:3] != "arm"]
    steps = sum(record.steps for record in ran if record.role in ("treatment", "range_test") or record.key[:3] == "arm")
    found = examine(spec, asked)
    chosen = recommended(spec, found, report.dataset, report.range_test, steps, trials.run, seed) if steps else None
    kept = held(spec, chosen, trials.run) if chosen is not None else None
    return {"steps": steps, "recommends": chosen is not None, "holds": kept is not None and kept.holds}


def _unproven(spec: Any) -> Any:
    return spec.model_copy(update={"diagnosis": spec.diagnosis.model_copy(update={"prove": False})})


def _cause_is_right(program: Program, report: Any) -> bool:
    return outcome(program, {**kept_of(report), "seconds": 0.0}).first
