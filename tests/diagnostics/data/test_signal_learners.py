import numpy as np
import pytest

from diagnostics.data.signal_learners import trees, weights

GENERATOR = np.random.default_rng(0)
FEATURES = GENERATOR.normal(size=(240, 5))
FOLDS = np.arange(240) % 4
WANTED = {
    "ridge": FEATURES[:, 0] > 0,
    "nearest neighbours": (FEATURES**2).sum(axis=1) > 4,
    "quadratic kernel": FEATURES[:, 0] * FEATURES[:, 1] > 0,
}


def area(said, wanted):
    return (said[wanted][:, None] > said[~wanted][None]).mean()


@pytest.mark.parametrize("name", WANTED)
def test_each_model_tells_what_it_is_for(name):
    said = weights(FEATURES, FOLDS)[name] @ WANTED[name]
    assert area(said, WANTED[name]) > 0.75


@pytest.mark.parametrize("name", WANTED)
def test_no_sample_is_asked_about_one_of_its_own_fold(name):
    given = weights(FEATURES, FOLDS)[name]
    assert not given[FOLDS[:, None] == FOLDS[None]].any()
    np.testing.assert_allclose(given.sum(axis=1), 0, atol=1e-4)


def test_many_features_are_paired_by_what_varies_most():
    many = np.concatenate([FEATURES * 3, GENERATOR.normal(size=(240, 60))], axis=1)
    said = weights(many, FOLDS)["quadratic kernel"] @ WANTED["quadratic kernel"]
    assert np.isfinite(said).all()


def test_trees_find_a_threshold_of_classes_and_of_quantities():
    wanted = WANTED["ridge"]
    assert area(trees(FEATURES, np.eye(2)[wanted.astype(int)], FOLDS)[:, 1], wanted) > 0.9
    assert area(trees(FEATURES, wanted[:, None] * 3.5, FOLDS)[:, 0], wanted) > 0.9
    several = np.stack([wanted, WANTED["nearest neighbours"]], axis=1).astype(float)
    assert area(trees(FEATURES, several, FOLDS)[:, 0], wanted) > 0.9


def test_classes_that_a_fold_alone_holds_are_never_said():
    labels = np.zeros(240, int)
    labels[FOLDS == 1] = 1
    said = trees(FEATURES, np.eye(2)[labels], FOLDS)
    assert not said[FOLDS == 1][:, 1].any()
