import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from diagnostics.data.signal_luck import TOGETHER, against_shuffled, agreement, fitted_anew, ranks, shuffles, widened
from diagnostics.data.signal_question import Question

GENERATOR = np.random.default_rng(0)
SAMPLES = 120
LABELS = np.arange(SAMPLES) % 3
ONE_FOLD = np.zeros(SAMPLES, np.int64)
FOLDS = np.arange(SAMPLES) // 3 % 4


def classes(labels=LABELS, folds=ONE_FOLD, count=3):
    return Question(np.eye(count)[labels], folds, False)


def test_the_agreement_is_the_mean_area_under_the_curve():
    said = GENERATOR.normal(size=(SAMPLES, 3)) + np.eye(3)[LABELS]
    exact = np.mean([roc_auc_score(label == LABELS, said[:, label]) for label in range(3)])
    assert agreement(ranks(said, classes()), classes().wanted, classes()) == pytest.approx(exact, abs=1e-6)


def test_the_agreement_of_quantities_is_a_rank_correlation():
    wanted = np.arange(SAMPLES)[:, None] / SAMPLES
    wanted = (wanted - wanted.mean()) / wanted.std()
    said = wanted + GENERATOR.normal(size=wanted.shape)
    asked = Question(wanted, ONE_FOLD, True)
    exact = spearmanr(said[:, 0], wanted[:, 0]).statistic
    assert agreement(ranks(said, asked), wanted, asked) == pytest.approx(exact, abs=1e-3)


def test_answers_are_compared_within_a_fold_alone():
    said = np.eye(3)[LABELS] + GENERATOR.normal(0, 0.01, (SAMPLES, 3)) + 100.0 * FOLDS[:, None]
    asked = classes(folds=FOLDS)
    assert agreement(ranks(said, asked), asked.wanted, asked) == pytest.approx(1, abs=1e-6)


def test_samples_change_places_within_their_fold():
    orders = shuffles(FOLDS, 5)
    assert (FOLDS[orders] == FOLDS).all()
    assert all(sorted(order) == list(range(SAMPLES)) for order in orders)
    assert not (orders == np.arange(SAMPLES)).all(axis=1).any()


@pytest.mark.parametrize("count", [3, 10])
def test_answers_against_shuffled_truth_agree_as_they_would_one_by_one(count):
    asked = classes(np.arange(SAMPLES) % count, FOLDS, count)
    ranked, orders = ranks(GENERATOR.normal(size=(SAMPLES, count)), asked), shuffles(FOLDS, 4)
    singly = [agreement(ranked, asked.wanted[order], asked) for order in orders]
    np.testing.assert_allclose(against_shuffled(ranked, asked, orders), singly, atol=1e-6)


def test_models_are_fitted_to_each_order():
    asked, orders = classes(folds=FOLDS), shuffles(FOLDS, 3)
    given = {"any": GENERATOR.normal(size=(SAMPLES, SAMPLES)).astype(np.float32)}
    found = fitted_anew(given, asked, orders)
    truths = [asked.wanted[order] for order in orders]
    singly = [agreement(ranks(given["any"] @ truth.astype(np.float32), asked), truth, asked) for truth in truths]
    np.testing.assert_allclose(found["any"], singly, atol=1e-3)
    assert set(found) == {"any", TOGETHER}


def test_a_truth_that_comes_back_is_found_by_luck_too():
    """Of a model that repeats the truth it was fitted to, shuffles of its answers would see no luck."""
    asked, orders = classes(folds=FOLDS), shuffles(FOLDS, 3)
    copying = {"copying": np.eye(SAMPLES, dtype=np.float32)}
    assert (fitted_anew(copying, asked, orders)["copying"] > 0.99).all()


def test_widened_luck_has_twice_the_variance_around_the_same_middle():
    luck = GENERATOR.normal(0.5, 0.02, 1000)
    assert widened(luck).mean() == pytest.approx(luck.mean())
    assert widened(luck).var() == pytest.approx(2 * luck.var())
