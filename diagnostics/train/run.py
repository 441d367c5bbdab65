"""A trial under way: trains and looks in turn until the verdict is certain or the run has ended."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from diagnostics.consult.collapse import names_one_class
from diagnostics.consult.judge import EARLIEST_LEARNING_STEP, Decision, conclude, decide, relapsed
from diagnostics.consult.learned import learned
from diagnostics.observations import Snapshot
from diagnostics.probes.probe import Probe
from diagnostics.probes.schedule import at_once, next_probe, often, sooner
from diagnostics.train.cannot_run import accepted_by_keras
from diagnostics.train.keeper import Keeper
from diagnostics.train.loop import Loop
from diagnostics.train.stopwatch import Stopwatch
from diagnostics.trial import TrialPlan

Progress = Callable[[int, int, float | None], None]
_SEGMENT_SECONDS = 0.5  # between two reports of progress, once the pace is known


@dataclass
class Run:
    """One trial and what came of it so far; `keeper` keeps it across processes."""

    plan: TrialPlan
    loop: Loop
    probe: Probe
    clock: Stopwatch
    progress: Progress
    keeper: Keeper = field(default_factory=Keeper)
    snapshots: list[Snapshot] = field(default_factory=list)
    learned_at_step: int | None = None
    resumed_at_steps: tuple[int, ...] = ()

    @property
    def horizon(self) -> int:
        """The step at which the trial ends at the latest, as far as is known now."""
        planned = self.loop.planned_steps
        ends = [planned, self.plan.horizon or self.plan.part_of(planned)]
        if self.learned_at_step is not None and self.plan.stop_early:
            ends.append(max(self.plan.follow_to or 0, self.learned_at_step))
        return min(ends)

    @property
    def truncated(self) -> str | None:
        """What cuts the trial short before its horizon, if anything."""
        if self.plan.seconds is None or self.clock.seconds <= self.plan.seconds:
            return None
        return f"the budget of {self.plan.seconds:g} seconds ended at step {self.loop.step}"

    def to_the_end(self) -> tuple[Decision, str | None]:
        """The verdict, and what cut the trial short. Raises CannotRun, and whatever `progress` raises."""
        self.progress(0, self.horizon, None)
        self._look()  # a run that is taken up too: its figures are told against those before training
        self.keeper.take_up(self)
        while True:
            truncated = self._train_to(self._next_look)
            self._look()
            decision = self._decide(truncated)
            if decision is not None:
                return decision, truncated

    @property
    def _next_look(self) -> int:
        last = self.snapshots[-1]
        step = next_probe(last.step, self.loop.steps_per_epoch, self.horizon)
        if self._ends_once_known(last.step):
            ending = last.step >= EARLIEST_LEARNING_STEP and learned(self.snapshots)
            step = at_once(last.step, step) if ending else often(last.step, step)
        return sooner(last.step, step) if names_one_class(last) else step

    def _ends_once_known(self, step: int) -> bool:
        """Whether the trial ends as soon as its network is known to learn."""
        return self.plan.stop_early and (self.plan.follow_to or 0) <= step

    def _decide(self, truncated: str | None) -> Decision | None:
        """The verdict, once the trial has reached its end or no further step could change it."""
        decision = self._decision()
        if self._ends(decision, truncated):
            self._look_again()
            decision = self._decision()
        if not self._ends(decision, truncated):
            return None
        final = conclude(self.snapshots, self.loop.losses, complete=self.loop.ended)
        return final if self.learned_at_step is None else relapsed(final, self.learned_at_step, self.loop.step)

    def _decision(self) -> Decision | None:
        decision = decide(self.snapshots, self.loop.losses)
        if decision and decision.state == "learning" and self.learned_at_step is None:
            self.learned_at_step = self.loop.step
        return decision

    def _ends(self, decision: Decision | None, truncated: str | None) -> bool:
        hopeless = decision is not None and decision.state != "learning" and self.plan.stop_early
        return bool(hopeless or truncated or self._over)

    @property
    def _over(self) -> bool:
        return self._diverged or self.loop.ended or self.loop.step >= self.horizon

    @property
    def _diverged(self) -> bool:
        return bool(self.loop.losses) and not math.isfinite(self.loop.losses[-1])

    def _train_to(self, target: int) -> str | None:
        """Steps on to `target`; why it stopped short, if it did. The probe sees what the very last step changes."""
        while self.loop.step < target and not self.loop.ended and not self._diverged:
            self.keeper.keep_if_due(self)  # not after the last step: what that changed is for the next look to tell
            if self.loop.step == target - 1:
                self._before_last_step()
            self._train_segment(max(target - 1, self.loop.step + 1))
            self.progress(self.loop.step, self.horizon, self.loop.losses[-1])
            if truncated := self.truncated:
                return truncated
        return None

    def _before_last_step(self) -> None:
        with self.clock.probing():
            self.probe.before_step()

    def _train_segment(self, target: int) -> None:
        before, at = time.monotonic(), self.loop.step
        pace = self.clock.seconds_per_step
        segment = max(1, int(_SEGMENT_SECONDS / pace)) if pace else 1
        accepted_by_keras(partial(self.loop.advance, min(target, at + segment)), "/training")
        self.clock.trained(self.loop.step - at, time.monotonic() - before)

    def _look_again(self) -> None:
        """In whole, where the last look was brief: it is the one that the rules read."""
        with self.clock.probing():
            self.snapshots[-1] = accepted_by_keras(partial(self.probe.whole, self.snapshots[-1]), "/training")

    def _look(self) -> None:
        if self.snapshots and self.snapshots[-1].step == self.loop.step:
            return
        with self.clock.probing():
            self.snapshots.append(accepted_by_keras(partial(self.probe.snapshot, self.loop.step), "/training"))
