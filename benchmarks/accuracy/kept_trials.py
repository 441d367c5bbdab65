"""Trials kept on disk, so that what they showed can be judged by other rules without training again."""

from __future__ import annotations

import gzip
import hashlib
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

import grimp

from diagnostics.trial import TrialPlan, TrialRecord

_ROOT = Path(__file__).parents[2]
_ENTRY = "diagnostics.train.trial"


class KeptTrials:
    """Runs trials, or reads those that the same code ran of the same plan on the same data.

    `seconds_saved` is what the trials that were read had taken.
    """

    def __init__(self, folder: Path) -> None:
        self.seconds_saved = 0.0
        self._folder = folder

    def run(self, plan: TrialPlan) -> TrialRecord:
        """The record. Raises what running a trial raises."""
        file = self._folder / f"{_key(plan)}.json.gz"
        if file.exists():
            record = TrialRecord.model_validate_json(gzip.decompress(file.read_bytes()))
            self.seconds_saved += record.seconds
            return record
        from diagnostics.train.trial import run_trial  # heavy, and loaded in the children alone

        record = run_trial(plan)
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(gzip.compress(record.model_dump_json().encode(), mtime=0))
        unfinished.replace(file)
        return record


def _key(plan: TrialPlan) -> str:
    told = hashlib.sha256(plan.model_dump_json().encode())
    told.update(Path(plan.spec.dataset.location).read_bytes())
    told.update(fingerprint_of_trials().encode())
    return told.hexdigest()[:24]


@cache
def fingerprint_of_trials() -> str:
    """Changes with any line of what running a trial loads and with what it runs on, and not with rules and fixes."""
    told = hashlib.sha256(" ".join(version(each) for each in ("keras", "numpy", "scikit-learn", "scipy")).encode())
    for file in sorted((_ROOT / "diagnostics").rglob("*.json")):
        told.update(file.read_bytes())
    for name in sorted(modules_of_trials()):
        place = _ROOT.joinpath(*name.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        told.update(name.encode() + file.read_bytes())
    return told.hexdigest()[:12]


def modules_of_trials() -> set[str]:
    """The modules of the diagnosis that running a trial loads, at once or later."""
    modules = grimp.build_graph("diagnostics", cache_dir=None)
    return {_ENTRY, *modules.find_upstream_modules(_ENTRY)}
