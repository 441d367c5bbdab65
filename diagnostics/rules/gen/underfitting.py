"""GEN603."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.evidence import Trained
from diagnostics.findings import Finding
from diagnostics.fixes.more_epochs import MoreEpochs
from diagnostics.observations import Snapshot
from diagnostics.rules.margins import beats_chance
from diagnostics.rules.rule import Rule


@dataclass(frozen=True)
class Underfitting(Rule[Trained]):
    """A network that has learned a little of its training data and has stopped there.

    ## Why it matters
    It does not even fit the samples that it is trained on. More epochs or more data will not help; a larger network, a
    better start or a better rate may.

    ## How it is measured
    On the fixed training sample, in inference mode, after `min_steps` steps or more. The gain over chance is `errors`
    standard errors, but less than `max_gain` of the chance loss; and since the last look before half of the steps the
    loss has changed by less than `max_progress` of that gain.

    ## Known limits
    Labels that the inputs do not determine look the same: no network can do better on them, hence never more than a
    warning. Strong dropout, weight decay or label smoothing keep the loss up on purpose. A plateau that would end later
    looks like this too.

    ## Sources
    Goodfellow, Bengio and Courville 2016, Deep Learning, sections 5.2 and 11.4. Ng 2018, Machine Learning Yearning,
    chapters 20 to 25, on avoidable bias.
    """

    code = "GEN603"
    name = "underfitting"
    fixes = (MoreEpochs,)
    is_state = True

    errors: float = 3.0
    max_gain: float = 0.3
    max_progress: float = 0.1
    min_steps: int = 500

    def check(self, seen: Trained) -> Iterator[Finding]:
        """One finding for the trial."""
        score, half = seen.end.train, _by_half(seen)
        if half is None or seen.end.step < self.min_steps or not beats_chance(score, self.errors):
            return
        if not score.gain < self.max_gain * score.chance_loss:
            return
        if not abs(half.train.loss - score.loss) < self.max_progress * score.gain:
            return
        yield Finding(
            code=self.code,
            name=self.name,
            severity="warning",
            confidence=0.6,
            message=f"the training loss has stood at {score.loss:.3g} since step {half.step:,}: only "
            f"{score.gain / score.chance_loss:.0%} below chance ({score.chance_loss:.3g}); "
            "the network does not fit even its training data, or the labels cannot be told from the inputs",
            at=("/model",),
            step=seen.end.step,
            evidence={
                "loss": score.loss,
                "loss_by_half": half.train.loss,
                "half": half.step,
                "chance_loss": score.chance_loss,
                "gain": score.gain,
                "gain_error": score.gain_error,
                "accuracy": score.accuracy,
                "chance_accuracy": score.chance_accuracy,
            },
        )


def _by_half(seen: Trained) -> Snapshot | None:
    """The last look before half of the steps, once training had begun."""
    before = [look for look in seen.record.snapshots if 0 < look.step <= seen.end.step / 2]
    return before[-1] if before else None
