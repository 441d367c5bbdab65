"""The report: everything that is known about one job (schema deadweight.report/1)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from diagnostics.findings import Severity
from diagnostics.observations import DatasetFacts, Environment, Observation, Real, Snapshot
from diagnostics.spec.job import ResolvedSpec
from diagnostics.trial import Role, State

SCHEMA = "deadweight.report/1"
Safety = Literal["safe", "changes_capacity", "changes_training"]
FixStatus = Literal["proven", "refuted", "inconclusive", "untested"]


class RootCause(Observation):
    """A finding's code and place, and its share of the suspicion among the roots (the shares add up to 1)."""

    code: str
    at: tuple[str, ...]
    share: float


class Verdict(Observation):
    """The answer."""

    state: State
    confidence: float
    summary: str
    root_causes: tuple[RootCause, ...]
    decided_at_step: int | None
    planned_steps: int | None
    steps_spent: int


class ReportedFinding(Observation):
    """A finding with its id, its causes among the other findings and the fixes proposed for it."""

    id: str
    code: str
    name: str
    severity: Severity
    confidence: float
    message: str
    at: tuple[str, ...]
    layer: str | None
    lines: tuple[int, int] | None = None
    step: int | None
    evidence: dict[str, Any]
    caused_by: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()


class ReportedFix(Observation):
    """A proposed change, as a JSON Patch against the report's spec that starts with `test` operations."""

    id: str
    name: str
    title: str
    why: str
    addresses: tuple[str, ...]
    patch: tuple[dict[str, Any], ...]
    diff: str | None = None
    safety: Safety
    status: FixStatus = "untested"
    effect: dict[str, Any] | None = None
    new_findings: tuple[ReportedFinding, ...] = ()


class ReportedTrial(Observation):
    """A trial, with the loss of every step and what the probes saw."""

    id: str
    role: Role
    seed: int
    fix: str | None
    verdict: State
    reason: str
    steps: int
    seconds: float
    series: dict[str, tuple[Real, ...]]
    snapshots: tuple[Snapshot, ...]


class Cost(Observation):
    """The size of the network and what a step of it takes."""

    parameters: int | None
    trainable_parameters: int | None
    seconds_per_step: float | None


class Report(Observation):
    """Everything above for one job."""

    model_config: ClassVar[ConfigDict] = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["deadweight.report/1"], Field(alias="schema")] = "deadweight.report/1"
    verdict: Verdict
    findings: tuple[ReportedFinding, ...]
    fixes: tuple[ReportedFix, ...]
    trials: tuple[ReportedTrial, ...]
    spec: ResolvedSpec
    range_test: None = None
    cost: Cost
    dataset: DatasetFacts | None
    environment: Environment | None
    timings: dict[str, float]
    truncated: str | None
