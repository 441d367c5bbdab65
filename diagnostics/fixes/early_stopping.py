"""An end to training when held-out data gain no more."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.settings import with_training
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import Callback
from diagnostics.spec.training import EarlyStopping as Settings

_SHARE, _FEWEST, _MOST = 10, 2, 10  # patience is one epoch in ten, within bounds


class EarlyStopping(Fix):
    """The run ends when the validation loss has not improved for a tenth of the epochs, between 2 and 10 of them."""

    name = "early-stopping"
    title = "Stop when the held-out loss no longer improves"
    why = (
        "What a network learns first carries over; what it learns by heart comes later, and the held-out loss rises "
        "from there on. Training that ends in time keeps the one without the other."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with the callback; None where it has one, has nothing to watch, or ends before it could act."""
        training = spec.training
        patience = min(max(training.epochs // _SHARE, _FEWEST), _MOST)
        stops = any(callback.early_stopping is not None for callback in training.callbacks)
        if stops or spec.dataset.validation is None or training.epochs <= patience:
            return None
        callback = Callback(early_stopping=Settings(patience=patience))
        return with_training(spec, callbacks=(*training.callbacks, callback))
