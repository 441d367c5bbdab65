import numpy as np
import pytest

from diagnostics.data.copies import copies
from diagnostics.data.dataset import Split

VALUES = np.random.default_rng(0).normal(size=(100, 8, 8, 1)).astype(np.float32)
LABELS = np.arange(100) % 2


def split(inputs, labels):
    return Split(inputs, np.arange(len(inputs)), np.asarray(labels), np.asarray(labels))


def counted(found):
    return found.looked_at, found.repeated, found.contradicting


def test_distinct_samples_are_no_copies():
    within, among = copies(split(VALUES[:80], LABELS[:80]), split(VALUES[80:], LABELS[80:]))
    assert counted(within) == (80, 0, 0)
    assert counted(among) == (20, 0, 0)


def test_each_repetition_counts_once():
    inputs = np.concatenate([VALUES, VALUES[:3], VALUES[:1]])
    within, among = copies(split(inputs, [*LABELS, *LABELS[:3], 1 - LABELS[0]]), None)
    assert counted(within) == (104, 4, 1)
    assert among is None


def test_held_out_copies_are_those_of_training_samples():
    held_out = np.concatenate([VALUES[:5], VALUES[80:], VALUES[80:]])
    labels = [*(1 - LABELS[:2]), *LABELS[2:5], *LABELS[80:], *LABELS[80:]]
    within, among = copies(split(VALUES[:80], LABELS[:80]), split(held_out, labels))
    assert counted(within) == (80, 0, 0)
    assert counted(among) == (45, 5, 2)


def test_splits_that_share_one_array():
    inputs = np.concatenate([VALUES, VALUES[:10]])
    labels = np.concatenate([LABELS, LABELS[:10]])
    train = Split(inputs, np.arange(100), labels[:100], None)
    _, among = copies(train, Split(inputs, np.arange(100, 110), labels[100:], None))
    assert counted(among) == (10, 10, 0)


def test_samples_that_agree_in_the_middle_alone_are_no_copies():
    inputs = np.zeros((50, 4000), np.float32)
    inputs[:, 0] = np.arange(1, 51)
    assert counted(copies(split(inputs, np.zeros(50)), None)[0]) == (50, 0, 0)


def test_blank_samples_are_another_fault():
    assert counted(copies(split(np.ones((50, 9)), np.zeros(50)), None)[0]) == (50, 0, 0)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_type_in_which_they_are_stored_makes_no_difference(dtype):
    _, among = copies(split(VALUES, LABELS), split(VALUES[:7].astype(dtype), LABELS[:7]))
    assert counted(among) == (7, 7, 0)


def test_copies_beyond_the_bound_do_not_count():
    inputs = np.concatenate([np.arange(60_000.0), np.arange(60_000.0)])[:, None] * [1.0, 2.0]
    within, _ = copies(split(inputs, np.zeros(120_000)), None)
    assert within.looked_at == 50_000
    assert within.repeated <= 50_000
