"""One-hot rows fed to the loss that takes class indices; Keras refuses, or learns nonsense."""

from __future__ import annotations

from benchmarks.accuracy.document import layers_of, task
from benchmarks.accuracy.program import Faulty, Healthy, Truth


def fault(healthy: Healthy) -> Faulty | None:
    """The labels come as rows, the loss stays sparse categorical crossentropy."""
    document = healthy.document
    if task(document) != "classes":
        return None
    data = healthy.data.then("one_hot", layers_of(document)[-1]["config"]["units"])
    truth = Truth(("SPC106",), ("/training/loss", "/dataset/labels"), by_construction=True)
    return Faulty(data, document, truth)
