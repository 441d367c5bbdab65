import numpy as np
import pytest

from diagnostics.train import batches
from diagnostics.train.batches import Batches
from tests.diagnostics.train.tiny import loaded, perceptron


def epoch(number=0, first=0, last=4, seed=0, samples=28, **training):
    """The stacks of an epoch in which sample n is the input (n, 0, 0, 0)."""
    spec = perceptron(**training)
    inputs = np.zeros((samples, 4), np.float32)
    inputs[:, 0] = np.arange(samples)
    data = loaded(spec, inputs, np.arange(samples) % 3)
    return list(Batches(data.train, spec.training, seed).stacks(number, first, last))


def order(stacks):
    return [int(sample) for inputs, _, _ in stacks for sample in inputs[..., 0].ravel()]


def test_an_epoch_has_every_sample_once_and_its_short_batch_last():
    stacks = epoch()
    assert sorted(order(stacks)) == list(range(28))
    assert [inputs.shape for inputs, _, _ in stacks] == [(3, 8, 4), (1, 4, 4)]
    for inputs, targets, _ in stacks:
        assert (inputs[..., 0] % 3 == targets).all()


def test_parts_of_an_epoch_are_its_batches():
    whole = order(epoch())
    assert order(epoch(first=0, last=1)) == whole[:8]
    assert order(epoch(first=1, last=3)) == whole[8:24]
    assert order(epoch(first=3, last=4)) == whole[24:]
    assert epoch(first=2, last=2) == []


def test_epochs_and_seeds_shuffle_differently_and_again_the_same():
    orders = [order(epoch(number, seed=seed)) for number, seed in ((0, 0), (1, 0), (0, 1), (0, 0))]
    assert orders[0] == orders[3]
    assert len({tuple(each) for each in orders}) == 3


def test_without_shuffling_samples_come_in_order():
    assert order(epoch(number=3, shuffle=False)) == list(range(28))


def test_class_weights_are_those_of_each_sample_s_class():
    for _, targets, weights in epoch(class_weight={0: 2.0, 2: 0.5}):
        assert (weights == np.array([2.0, 1.0, 0.5])[targets]).all()


def test_without_class_weights_all_count_the_same():
    assert all((weights == 1).all() for _, _, weights in epoch())


@pytest.mark.parametrize("steps_at_once", [1, 2, 3])
def test_stacks_are_bounded_in_bytes(monkeypatch, steps_at_once):
    monkeypatch.setattr(batches, "_STACK_BYTES", steps_at_once * 8 * 4 * 4)
    stacks = epoch()
    assert max(len(inputs) for inputs, _, _ in stacks) == steps_at_once
    assert sorted(order(stacks)) == list(range(28))


def test_a_batch_larger_than_the_split():
    assert [inputs.shape for inputs, _, _ in epoch(last=1, batch_size=100)] == [(1, 28, 4)]
