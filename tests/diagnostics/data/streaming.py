"""Opens a dataset and reads an epoch of it in a process of its own; prints how much memory that took."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

import numpy as np

from diagnostics.data.dataset import open_dataset
from diagnostics.data.raw import Limits
from diagnostics.data.signal import signal_test
from diagnostics.spec.job import ResolvedSpec
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.peak import peak_bytes

_FEW = 300  # samples


def main() -> None:
    settings, limits, most = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    spec = _spec(settings)
    _look_at(settings | {"limit": _FEW})  # which loads what there is to load
    before = peak_bytes()
    dataset = open_dataset(spec, limits=Limits(**limits))
    order = np.random.default_rng(0).permutation(len(dataset.train))
    total = sum(float(dataset.train.batch(order[start : start + 32])[0].sum()) for start in range(0, len(order), 32))
    signal = signal_test(dataset).says
    shape = list(dataset.train.inputs.shape)
    told = {"bytes": peak_bytes() - before, "shape": shape, "sum": total, "signal": signal}
    sys.stdout.write(json.dumps(told) + "\n")


def _look_at(settings: dict[str, Any]) -> None:
    signal_test(open_dataset(_spec(settings)))


def _spec(settings: dict[str, Any]) -> ResolvedSpec:
    return chain(image(4), layer("Dense", units=2), dataset=settings)


if __name__ == "__main__":
    main()
