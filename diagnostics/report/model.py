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
    """A finding's code and place, and its share of the suspicion among the roots (the shares add up to 1).

    `tested` is proven where a trial of one of its fixes confirmed it, refuted where all that were tried failed.
    """

    code: str
    at: tuple[str, ...]
    share: float
    tested: FixStatus = "untested"


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


class Effect(Observation):
    """What a fix did to pairs of trials that differ in nothing else, one pair a seed.

    `reference` and `treated` are the metric of either arm, by seed (None where a trial gave none); `difference` is the
    mean of treated - reference, `ci95` Student's interval around it and `p_value` of an exact test on the pairs (see
    `consult/proof/statistics.py`). `steps` is where the pairs are compared, `steps_spent` what trying the fix cost,
    screening and the reference's arms for it included.
    """

    metric: str
    seeds: tuple[int, ...]
    reference: tuple[Real | None, ...]
    treated: tuple[Real | None, ...]
    difference: Real | None
    ci95: tuple[Real, Real] | None
    p_value: Real | None
    learned: str
    steps: int
    steps_spent: int


class ReportedFix(Observation):
    """A proposed change, as a JSON Patch against the report's spec that starts with `test` operations.

    `reason` says why the status is what it is, and what the fix does not do. `combines` has the ids of the fixes that
    a combination consists of, in the order in which they are applied. `no_diff` says why a job's source has no `diff`.
    """

    id: str
    name: str
    title: str
    why: str
    addresses: tuple[str, ...]
    patch: tuple[dict[str, Any], ...]
    diff: str | None = None
    no_diff: str = ""
    safety: Safety
    status: FixStatus = "untested"
    reason: str = ""
    effect: Effect | None = None
    new_findings: tuple[ReportedFinding, ...] = ()
    combines: tuple[str, ...] = ()


class ReportedTrial(Observation):
    """A trial, with the loss of every step and what the probes saw; `key` names it within its job."""

    id: str
    key: str
    role: Role
    seed: int
    fix: str | None
    verdict: State
    reason: str
    steps: int
    seconds: float
    series: dict[str, tuple[Real, ...]]
    snapshots: tuple[Snapshot, ...]


class Size(Observation):
    """The size of a network and what a step of it takes."""

    parameters: int | None
    trainable_parameters: int | None
    seconds_per_step: float | None


class Cost(Size):
    """The network as it is and, by the id of each fix that was tried, as the fix leaves it."""

    after: dict[str, Size] = {}


class RangeTest(Observation):
    """Losses while the learning rate grew step by step; `chosen` is None where no rate made them fall clearly."""

    rates: tuple[Real, ...]
    losses: tuple[Real, ...]
    chosen: Real | None


class Report(Observation):
    """Everything above for one job."""

    model_config: ClassVar[ConfigDict] = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["deadweight.report/1"], Field(alias="schema")] = "deadweight.report/1"
    verdict: Verdict
    findings: tuple[ReportedFinding, ...]
    fixes: tuple[ReportedFix, ...]
    trials: tuple[ReportedTrial, ...]
    spec: ResolvedSpec
    range_test: RangeTest | None = None
    cost: Cost
    dataset: DatasetFacts | None
    environment: Environment | None
    timings: dict[str, float]
    truncated: str | None
