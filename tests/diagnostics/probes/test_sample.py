import numpy as np

from diagnostics.probes.sample import PROBE_INPUTS, sample
from tests.diagnostics.train.tiny import loaded, perceptron


def split(counts):
    labels = np.random.default_rng(0).permutation(np.repeat([0, 1, 2], counts))
    inputs = np.arange(len(labels), dtype=np.float32)[:, None] * np.ones(4, np.float32)
    return loaded(perceptron(), inputs, labels).train


def test_a_small_split_is_looked_at_whole():
    seen = sample(split([40, 30, 31]))
    assert len(seen) == 101
    assert len(set(seen.inputs[:, 0].tolist())) == 101


def test_a_large_split_is_represented_class_by_class():
    seen = sample(split([1000, 500, 500]))
    assert len(seen) == PROBE_INPUTS
    assert seen.classes is not None
    assert np.bincount(seen.classes).tolist() == [128, 64, 64]


def test_inputs_targets_and_classes_belong_together():
    whole = split([300, 300, 300])
    seen = sample(whole)
    rows = seen.inputs[:, 0].astype(int)
    assert whole.classes is not None
    assert (whole.classes[rows] == seen.targets).all()
    assert (seen.targets == seen.classes).all()


def test_the_same_inputs_each_time():
    first, second = sample(split([300, 300, 300])), sample(split([300, 300, 300]))
    assert (first.inputs == second.inputs).all()
