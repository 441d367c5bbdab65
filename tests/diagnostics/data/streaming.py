"""Opens a dataset and reads an epoch of it in a process of its own; prints how much memory that took."""

from __future__ import annotations

import json
import resource
import sys

import numpy as np

from diagnostics.data.dataset import open_dataset
from diagnostics.data.raw import Limits
from diagnostics.data.signal import signal_test
from tests.diagnostics.factories import chain, image, layer


def main() -> None:
    settings, limits, most = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    spec = chain(image(4), layer("Dense", units=2), dataset=settings)
    before = _peak()
    dataset = open_dataset(spec, limits=Limits(**limits))
    order = np.random.default_rng(0).permutation(len(dataset.train))
    total = sum(float(dataset.train.batch(order[start : start + 32])[0].sum()) for start in range(0, len(order), 32))
    signal = signal_test(dataset).says
    shape = list(dataset.train.inputs.shape)
    told = {"bytes": _peak() - before, "shape": shape, "sum": total, "signal": signal}
    sys.stdout.write(json.dumps(told) + "\n")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
