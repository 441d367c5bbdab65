import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from diagnostics.data.augment import Augment
from diagnostics.spec.augmentation import Augmentation
from diagnostics.train import batches
from diagnostics.train.batches import Batches
from tests.diagnostics.factories import layer
from tests.diagnostics.train.tiny import loaded, perceptron, spec_of


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


def test_batches_are_the_same_however_an_epoch_is_cut():
    spec = perceptron(epochs=3)
    data = loaded(spec, np.arange(28.0 * 4).reshape(28, 4), np.arange(28) % 3)

    def run(*ends):
        kept = Batches(data.train, spec.training, 5)
        bounds = [(number, *pair) for number in range(3) for pair in pairwise((0, *ends, 4))]
        return [stack for part in bounds for stack in kept.stacks(*part)]

    whole = [np.concatenate([values.reshape(-1) for values, _, _ in run(*ends)]) for ends in ((), (1, 2, 3), (3,))]
    assert (whole[0] == whole[1]).all()
    assert (whole[0] == whole[2]).all()


def test_a_run_that_is_taken_up_in_the_middle_goes_on_from_there():
    spec = perceptron(epochs=3)
    data = loaded(spec, np.arange(28.0 * 4).reshape(28, 4), np.arange(28) % 3)
    kept = Batches(data.train, spec.training, 5)
    first = order(kept.stacks(0, 0, 2))
    assert order(kept.stacks(2, 1, 3)) == order(Batches(data.train, spec.training, 5).stacks(2, 1, 3))
    assert order(kept.stacks(0, 0, 2)) == first


def test_the_next_batch_is_read_while_the_last_is_in_use_and_no_more(monkeypatch):
    monkeypatch.setattr(batches, "_STACK_BYTES", 1)
    spec = perceptron(epochs=50)
    data = loaded(spec, np.zeros((28, 4)), np.arange(28) % 3)
    asked, stack = [], Batches._stack

    def noting(kept, part):
        asked.append(part)
        return stack(kept, part)

    monkeypatch.setattr(Batches, "_stack", noting)
    kept = Batches(data.train, spec.training, 0)
    next(kept.stacks(0, 0, 4))
    until = time.monotonic() + 5
    while len(asked) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.05)
    assert [(part.epoch, part.first) for part in asked] == [(0, 0), (0, 1)]


def test_training_images_are_augmented_anew_each_epoch_and_looked_at_as_they_are():
    images = np.random.default_rng(0).integers(0, 256, (24, 8, 8, 1)).astype(np.float32)
    spec = spec_of(layer("Flatten"), layer("Dense", units=3), shape=(8, 8, 1), batch_size=24, shuffle=False)
    split = replace(loaded(spec, images, np.arange(24) % 3).train, augment=Augment((Augmentation(rotate=0.2),)))
    ((first, _, _),), ((again, _, _),), ((second, _, _),) = (
        list(Batches(split, spec.training, 0).stacks(epoch, 0, 1)) for epoch in (0, 0, 1)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != second).any()
    seen, _ = split.batch(np.arange(24))
    np.testing.assert_array_equal(seen, images)
    assert (first[0] != seen).any(axis=(1, 2, 3)).all()
