import numpy as np

from diagnostics.data.dataset import Split
from diagnostics.data.fingerprint import fingerprint

VALUES = np.random.default_rng(0).normal(size=(50, 6)).astype(np.float32)
LABELS = np.arange(50) % 2


def split(inputs=VALUES, labels=LABELS):
    return Split(inputs, np.arange(len(inputs)), labels, labels)


def test_the_same_data_have_the_same_fingerprint():
    assert fingerprint(split(), None) == fingerprint(split(VALUES.copy()), None)
    assert len(fingerprint(split())) == 32


def test_any_change_shows():
    changed, relabelled = VALUES.copy(), LABELS.copy()
    changed[17, 3] += 1e-3
    relabelled[5] = 1 - relabelled[5]
    others = [
        split(changed),
        split(labels=relabelled),
        split(VALUES.astype(np.float64)),
        split(VALUES.reshape(50, 2, 3)),
    ]
    prints = {fingerprint(each, None) for each in [split(), *others]}
    prints |= {fingerprint(split(), split()), fingerprint(split())}
    assert len(prints) == 7


def test_many_samples_are_looked_at_in_part():
    large = np.zeros((10_000, 4), np.uint8)
    labels = np.zeros(10_000, np.int64)
    assert fingerprint(split(large, labels)) == fingerprint(split(large.copy(), labels))
