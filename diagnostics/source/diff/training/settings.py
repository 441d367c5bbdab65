"""Every training setting that a patch changes."""

from __future__ import annotations

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.same import same_value
from diagnostics.source.diff.training.callbacks import set_callbacks
from diagnostics.source.diff.training.fitted import set_fit_argument
from diagnostics.source.diff.training.loss import set_loss, set_metrics
from diagnostics.source.diff.training.optimizer import set_optimizer
from diagnostics.spec.training import Training

_OF_FIT = ("batch_size", "epochs", "shuffle", "class_weight")


def set_training(draft: Draft, before: Training, after: Training) -> None:
    """The text with the settings of `after` where they differ."""
    one, two = before.model_dump(mode="json"), after.model_dump(mode="json")
    changed = [key for key, value in two.items() if not same_value(key, value, one[key])]
    if {"optimizer", "learning_rate"} & set(changed):
        set_optimizer(draft, before, after)
    for key in changed:
        if key == "loss":
            set_loss(draft, before.loss, after.loss)
        elif key == "metrics":
            set_metrics(draft, after.metrics)
        elif key == "callbacks":
            set_callbacks(draft, before.callbacks, after.callbacks)
        elif key in _OF_FIT:
            set_fit_argument(draft, key, getattr(after, key))
        elif key not in ("optimizer", "learning_rate"):
            raise NotExpressible(f"a Keras program has no plain place for training.{key}")
