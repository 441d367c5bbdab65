import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from diagnostics.data.errors import DataError
from diagnostics.data.raw import evenly
from diagnostics.data.split import held_out, stratified
from diagnostics.spec.dataset import Validation

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from keras.src.trainers.data_adapters.array_slicing import train_validation_split


def fraction(share, seed=0, stratify=True):
    return Validation(fraction=share, seed=seed, stratify=stratify)


def labels_of(*sizes):
    """So many samples of class 0, 1, …, mixed."""
    return np.random.default_rng(0).permutation(np.repeat(np.arange(len(sizes)), sizes))


def test_no_validation_wanted_or_elsewhere():
    assert len(held_out(10, None, None)) == 0
    assert len(held_out(10, None, Validation(location="elsewhere"))) == 0


def test_a_fraction_holds_out_that_share_of_every_class():
    classes = labels_of(100, 50, 10)
    chosen = held_out(160, classes, fraction(0.2))
    assert np.bincount(classes[chosen]).tolist() == [20, 10, 2]


def test_small_classes_are_not_all_rounded_away():
    classes = labels_of(*[2] * 50)
    assert len(held_out(100, classes, fraction(0.2))) == 20


def test_which_of_the_small_classes_are_held_out_is_chance():
    classes = np.repeat(np.arange(50), 2)
    held = classes[held_out(100, classes, fraction(0.2))]
    assert len(set(held.tolist())) == 20
    assert held.max() > 35


def test_the_seed_decides_which():
    classes = labels_of(30, 30)
    first, again, other = (held_out(60, classes, fraction(0.5, seed)).tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_without_stratification_shares_are_left_to_chance():
    classes = labels_of(50, 50)
    counts = {tuple(np.bincount(classes[held_out(100, classes, fraction(0.2, seed, False))])) for seed in range(10)}
    assert len(counts) > 1
    assert {sum(each) for each in counts} == {20}


def test_at_least_one_sample_is_held_out():
    assert len(held_out(3, None, fraction(0.01))) == 1


@given(count=some.integers(1, 500), tail=some.floats(0.001, 0.999))
def test_the_tail_is_keras_s_validation_split(count, tail):
    samples = np.arange(count)
    try:
        _, theirs = train_validation_split((samples,), tail)
    except ValueError:
        with pytest.raises(DataError):
            held_out(count, None, Validation(tail=tail))
    else:
        assert held_out(count, None, Validation(tail=tail)).tolist() == theirs[0][:].tolist()


def test_nothing_left_to_train_on():
    with pytest.raises(DataError, match="the validation split takes all of 1 samples") as caught:
        held_out(1, None, fraction(0.5))
    assert caught.value.pointer == "/dataset/validation"
    with pytest.raises(DataError, match="takes all of 3 samples"):
        held_out(3, None, Validation(tail=0.9))


@given(
    classes=some.lists(some.integers(0, 4), min_size=2, max_size=80),
    share=some.floats(0.01, 0.9),
    seed=some.integers(0, 9),
    stratify=some.booleans(),
)
def test_the_held_out_are_sorted_distinct_and_as_many_as_asked(classes, share, seed, stratify):
    count = len(classes)
    wanted = max(1, round(count * share))
    if wanted == count:
        return
    chosen = held_out(count, np.array(classes), fraction(share, seed, stratify))
    assert len(chosen) == wanted
    assert (np.diff(chosen) > 0).all()
    assert chosen[0] >= 0
    assert chosen[-1] < count


@given(
    sizes=some.lists(some.integers(1, 60), min_size=1, max_size=6),
    wanted=some.integers(1, 200),
    seed=some.integers(0, 9),
)
def test_a_stratified_sample_has_every_class_in_proportion(sizes, wanted, seed):
    classes = labels_of(*sizes)
    chosen = stratified(classes, len(classes), wanted, seed)
    taken = min(wanted, len(classes))
    assert len(set(chosen.tolist())) == taken
    for label, size in enumerate(sizes):
        assert abs((classes[chosen] == label).sum() - taken * size / len(classes)) <= len(sizes) / 2


def test_a_class_too_rare_for_the_sample_is_left_out():
    classes = labels_of(1000, 2)
    assert classes[stratified(classes, 1002, 100, 0)].sum() == 0
    assert classes[stratified(classes, 1002, 600, 0)].sum() == 1


def test_a_stratified_sample_comes_in_mixed_order():
    classes = np.repeat([0, 1], 100)
    chosen = stratified(classes, 200, 100, 0)
    assert 10 < classes[chosen][:50].sum() < 40
    assert set(classes[chosen].reshape(-1, 2).sum(axis=1)) == {0, 1, 2}  # and not the classes in turn


def test_without_classes_a_sample_is_random():
    chosen = stratified(None, 100, 10, 0)
    assert len(set(chosen.tolist())) == 10
    assert chosen.tolist() != sorted(chosen.tolist())


@given(count=some.integers(1, 2000), limit=some.integers(1, 2500))
def test_evenly_spread_indices_are_distinct_and_reach_over_the_whole(count, limit):
    chosen = evenly(count, limit)
    assert len(chosen) == min(count, limit)
    assert (np.diff(chosen) > 0).all()
    assert chosen[0] == 0
    assert chosen[-1] == (count - 1 if limit > 1 else 0)


def test_no_limit_takes_all():
    assert evenly(5, None).tolist() == [0, 1, 2, 3, 4]
