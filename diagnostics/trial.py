"""A trial: one training run of one spec with one seed, as planned and as it went."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from diagnostics.observations import Ablation, DatasetFacts, Environment, Observation, OneBatch, Real, Snapshot
from diagnostics.spec.job import ResolvedSpec

FEW_STEPS = 1_000
Role = Literal["reference", "replicate", "treatment", "range_test"]
State = Literal["learning", "learning_poorly", "not_learning", "unstable", "diverged", "invalid", "inconclusive"]


class TrialPlan(Observation):
    """What to run. `key` names the trial within its job and is the same however often the plan is made.

    `seed` draws the weights and everything else; `order_seed` draws the order of the data apart from them. Once it is
    known to learn, a trial goes on up to step `follow_to` to see what comes of it, or ends where that is None. With no
    horizon, it takes at most this `share` of the planned steps where they are many. A treatment has the `fix` (or
    fixes, joined by `+`) applied, and `origin` is the spec without: what the two have in common starts from the same
    weights.
    """

    key: str
    role: Role
    seed: int
    spec: ResolvedSpec
    horizon: Annotated[int, Field(ge=1)] | None
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    seconds: float | None = None
    stop_early: bool = True
    follow_to: int | None = None
    order_seed: int | None = None
    fix: str | None = None
    origin: ResolvedSpec | None = None

    def part_of(self, planned_steps: int) -> int:
        """The steps of a run of so many that the share amounts to, none cut off where they are few."""
        return max(min(FEW_STEPS, planned_steps), math.ceil(self.share * planned_steps))

    @property
    def is_users_training(self) -> bool:
        """Whether this is the whole run that a job in mode `train` asks for: the one whose network the user wants."""
        return self.role == "reference" and self.spec.diagnosis.mode == "train"


class Fault(Observation):
    """Why a trial could not be run as asked: the user's doing, told in the user's terms."""

    title: str
    detail: str
    pointer: str = ""


class TrialRecord(Observation):
    """What happened. `losses` holds the exact loss of every step's batch, as the user's loss function gives it.

    `metrics` holds the user's metrics, each on that batch alone, and `gradient_norms` the norm of the whole gradient.
    `learned_at_step` is where the network was first known to learn, whatever came of it later.
    `ended` is true of a run that came to its own end, by its epochs or by early stopping.
    `planned_steps` is what the user's own epochs amount to; `truncated` says what cut the trial short, if anything.
    `resumed_at_steps` are those from which it went on in another process, after the one before was lost.
    """

    key: str
    role: Role
    seed: int
    fix: str | None = None
    verdict: State
    reason: str
    confidence: float
    decided_at_step: int | None = None
    steps: int
    planned_steps: int
    seconds: float
    seconds_per_step: float | None = None
    parameters: int | None = None
    trainable_parameters: int | None = None
    dataset: DatasetFacts | None = None
    environment: Environment | None = None
    learned_at_step: int | None = None
    ended: bool = False
    order_seed: int | None = None
    losses: tuple[Real, ...] = ()
    metrics: dict[str, tuple[Real, ...]] = {}
    gradient_norms: tuple[Real, ...] = ()
    steps_per_epoch: int | None = None
    snapshots: tuple[Snapshot, ...] = ()
    ablations: dict[str, Ablation] = {}
    one_batch: OneBatch | None = None
    fault: Fault | None = None
    truncated: str | None = None
    resumed_at_steps: tuple[int, ...] = ()
    timings: dict[str, float] = {}
