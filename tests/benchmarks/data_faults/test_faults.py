from dataclasses import replace

import numpy as np
import pytest

from benchmarks.data_faults.faults import FAULTS, clean

PLANTED = {fault.name: fault for fault in FAULTS}
SEEDS = range(3)


def planted(name, seed):
    return PLANTED[name].plant(np.random.default_rng(seed))


def counts(labels):
    return np.bincount(labels).tolist()


def classes_told(made):
    """The share of held-out samples whose nearest class mean of the training samples is their own."""
    flat = made.train.inputs.reshape(len(made.train), -1).astype(float)
    means = np.stack([flat[made.train.labels == label].mean(axis=0) for label in np.unique(made.train.labels)])
    asked = made.held_out.inputs.reshape(len(made.held_out), -1).astype(float)
    nearest = ((asked[:, None] - means[None]) ** 2).sum(axis=2).argmin(axis=1)
    return (nearest == made.held_out.labels).mean()


@pytest.mark.parametrize("fault", FAULTS, ids=PLANTED)
def test_the_same_seed_plants_the_same(fault):
    once, again = (fault.plant(np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(once.train.inputs, again.train.inputs)
    np.testing.assert_array_equal(once.train.labels, again.train.labels)
    assert (once.settings, once.cut, once.as_files) == (again.settings, again.cut, again.as_files)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_wrong_with_clean_data(seed):
    made = clean(np.random.default_rng(seed))
    inputs = made.train.inputs.astype(float) * (1 / 255 if "preprocess" in made.settings else 1)
    assert np.isfinite(inputs).all()
    assert abs(inputs).max() < 20
    assert max(counts(made.train.labels)) < 2 * min(counts(made.train.labels))
    assert not made.cut


@pytest.mark.parametrize("seed", SEEDS)
def test_unscaled_data_are_large_and_nothing_divides_them(seed):
    made = planted("unscaled", seed)
    assert "preprocess" not in made.settings
    assert made.train.inputs.std() > 20


def test_labels_that_were_shuffled_tell_nothing():
    made = [planted("shuffled labels", seed) for seed in range(12)]
    held = [each for each in made if each.held_out is not None]
    chance = [1 / len(np.unique(each.train.labels)) for each in held]
    assert np.mean([classes_told(each) for each in held]) == pytest.approx(np.mean(chance), abs=0.05)
    unharmed = [clean(np.random.default_rng(seed)) for seed in range(12)]
    told = [(classes_told(each), len(np.unique(each.train.labels))) for each in unharmed if each.held_out is not None]
    assert np.mean([share * classes for share, classes in told]) > 1.5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tail_of_sorted_samples_is_held_out(seed):
    made = planted("tail split of sorted classes", seed)
    assert (np.diff(made.train.labels) >= 0).all()
    assert made.held_out is None
    assert 0 < made.settings["validation"]["tail"] < 1


@pytest.mark.parametrize("seed", SEEDS)
def test_held_out_samples_are_trained_on_too(seed):
    made = planted("duplicates across splits", seed)
    trained = {sample.tobytes() for sample in made.train.inputs}
    assert sum(sample.tobytes() in trained for sample in made.held_out.inputs) >= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_near_copies_are_close_to_training_samples(seed):
    made = planted("near-duplicates across splits", seed)
    train = made.train.inputs.reshape(len(made.train), -1).astype(np.float32)
    held_out = made.held_out.inputs.reshape(len(made.held_out), -1).astype(np.float32)
    alike = np.corrcoef(held_out, train)[: len(held_out), len(held_out) :].max(axis=1)
    assert (alike > 0.9).sum() >= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_some_pictures_are_of_one_colour(seed):
    made = planted("blank images", seed)
    assert (np.ptp(made.train.inputs.reshape(len(made.train), -1), axis=1) == 0).mean() > 0.04


@pytest.mark.parametrize("seed", SEEDS)
def test_a_class_is_twenty_times_as_frequent_as_another(seed):
    common, rare, *_ = counts(planted("20:1 imbalance", seed).train.labels)
    assert 18 < common / rare < 22


@pytest.mark.parametrize("seed", SEEDS)
def test_red_and_blue_change_places_on_one_side(seed):
    made = planted("channel order differs between splits", seed)
    train, held_out = (split.inputs.mean(axis=(0, 1, 2)) for split in (made.train, made.held_out))
    assert (train[0] - train[2]) * (held_out[0] - held_out[2]) < 0


@pytest.mark.parametrize("seed", SEEDS)
def test_one_side_is_on_another_scale(seed):
    made = planted("one split normalised", seed)
    train, held_out = (np.array([np.mean(split.inputs), np.std(split.inputs)]) for split in (made.train, made.held_out))
    assert (abs(train - held_out) > 0.25 * np.maximum(abs(train), abs(held_out))).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_few_samples_hold_nan(seed):
    made = planted("NaN pixels", seed)
    splits = [made.train] if made.held_out is None else [made.train, made.held_out]
    spoiled = sum(np.isnan(split.inputs.reshape(len(split), -1)).any(axis=1).sum() for split in splits)
    assert 1 <= spoiled <= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_some_files_lose_their_end(seed):
    made = planted("truncated files", seed)
    assert made.as_files
    assert made.cut
    assert all(0 <= share < 0.8 for share in made.cut.values())
    assert replace(made, cut={}).train is made.train
