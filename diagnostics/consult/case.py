"""The case: a job and everything observed so far; and the doctor's two possible answers."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from diagnostics.consult.proof.tried import Proof
from diagnostics.report.model import Report
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import TrialPlan, TrialRecord


@dataclass(frozen=True)
class Case:
    """The spec plus everything observed so far.

    `id` seeds the ids of findings and fixes, `trial_ids` maps plan keys to the ids under which trials are stored.
    """

    id: str
    spec: ResolvedSpec
    records: tuple[TrialRecord, ...] = ()
    trial_ids: Mapping[str, str] = field(default_factory=dict)


Rung = tuple[TrialPlan, ...]
Records = tuple[TrialRecord, ...]
Result = TypeVar("Result")
Experiments = Generator[Rung, Records, Result]  # asks for one rung after another, and is sent what each came to


@dataclass(frozen=True)
class Run:
    """More evidence is needed: every trial of the next rung, those already run included."""

    plans: tuple[TrialPlan, ...]


@dataclass(frozen=True)
class Observed:
    """All trials in the order of their plans, those of the spec as asked among them, and what was tried."""

    asked: Records
    trials: Records
    proof: Proof


@dataclass(frozen=True)
class Conclude:
    """Enough is known."""

    report: Report
