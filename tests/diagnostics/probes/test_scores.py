import numpy as np
import pytest

from diagnostics.probes.scores import answer_score, class_score, right_answer_score, score

GENERATOR = np.random.default_rng(0)
CLASSES = GENERATOR.choice(3, 200, p=[0.6, 0.3, 0.1])
SHARES = np.bincount(CLASSES) / 200
PROBABILITIES = GENERATOR.dirichlet([1, 1, 1], 200)


def test_a_class_score_is_log_loss_against_the_entropy_of_the_labels():
    found = class_score(PROBABILITIES, CLASSES)
    losses = -np.log(PROBABILITIES[np.arange(200), CLASSES])
    gains = -np.log(SHARES[CLASSES]) - losses
    assert found.loss == pytest.approx(losses.mean())
    assert found.chance_loss == pytest.approx(-(SHARES * np.log(SHARES)).sum())
    assert found.gain == pytest.approx(gains.mean())
    assert found.gain_error == pytest.approx(gains.std(ddof=1) / np.sqrt(200))
    assert found.accuracy == (PROBABILITIES.argmax(axis=1) == CLASSES).mean()
    assert found.chance_accuracy == SHARES.max()
    assert found.samples == 200


def test_the_labels_own_shares_gain_nothing_and_no_constant_gains_more():
    assert class_score(np.tile(SHARES, (200, 1)), CLASSES).gain == pytest.approx(0, abs=1e-12)
    for constant in GENERATOR.dirichlet([1, 1, 1], 50):
        assert class_score(np.tile(constant, (200, 1)), CLASSES).gain < 0


def test_a_class_the_network_has_no_output_for_costs_the_most():
    found = class_score(np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([1, 2]))
    assert found.loss == pytest.approx((np.log(2) - np.log(1e-7)) / 2)


def test_certainty_and_error_are_clipped_as_keras_clips():
    assert class_score(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([1, 0])).loss == pytest.approx(-np.log(1e-7) / 2)


def test_an_answer_score_is_squared_error_against_the_mean():
    targets, answers = GENERATOR.normal(3, 2, (100, 2)), GENERATOR.normal(3, 2, (100, 2))
    found = answer_score(answers, targets)
    assert found.loss == pytest.approx(((answers - targets) ** 2).sum(axis=1).mean())
    assert found.chance_loss == pytest.approx(targets.var(axis=0).sum())
    assert found.gain == pytest.approx(found.chance_loss - found.loss)
    assert (found.accuracy, found.chance_accuracy) == (None, None)


def test_the_mean_gains_nothing():
    targets = GENERATOR.normal(3, 2, 100)
    assert answer_score(np.full((100, 1), targets.mean()), targets).gain == pytest.approx(0, abs=1e-9)


def test_right_answers_against_the_commonest_class():
    named = GENERATOR.choice(3, 200)
    found = right_answer_score(np.eye(3)[named] * 7 - 3, CLASSES)
    assert found.loss == pytest.approx((named != CLASSES).mean())
    assert found.chance_loss == pytest.approx(1 - SHARES.max())
    assert found.accuracy == pytest.approx((named == CLASSES).mean())


def test_a_single_sample_says_nothing_for_certain():
    assert class_score(np.array([[0.5, 0.5]]), np.array([1])).gain_error == np.inf


@pytest.mark.parametrize(
    ("answers", "classes", "wanted"),
    [
        (PROBABILITIES, CLASSES, class_score(PROBABILITIES, CLASSES)),
        (PROBABILITIES * 5, CLASSES, right_answer_score(PROBABILITIES * 5, CLASSES)),
        (PROBABILITIES, None, answer_score(PROBABILITIES, np.eye(3)[CLASSES])),
    ],
)
def test_the_measure_fits_the_answers(answers, classes, wanted):
    found = score(answers, answers, False, np.eye(3)[CLASSES], classes).model_dump()
    assert found == pytest.approx(wanted.model_dump(), nan_ok=True)


def test_class_weights_weigh_the_network_and_the_constant_answer_alike():
    classes = np.array([0] * 95 + [1] * 5)
    weight = {0: 1.0, 1: 19.0}
    even = np.full((100, 2), 0.5)
    found = class_score(even, classes, weight)
    assert found.chance_loss == pytest.approx(np.log(2))
    assert found.gain == pytest.approx(0, abs=1e-12)
    telling = np.where(classes[:, None] == [0, 1], 0.8, 0.2)
    assert class_score(telling, classes, weight).gain == pytest.approx(np.log(2) + np.log(0.8))
    assert class_score(telling, classes).gain < 0  # the unweighted shares alone are worth more


def test_equal_class_weights_change_nothing():
    plain, weighted = class_score(PROBABILITIES, CLASSES), class_score(PROBABILITIES, CLASSES, {0: 3, 1: 3, 2: 3})
    assert weighted.gain == pytest.approx(plain.gain)
    assert weighted.gain_error == pytest.approx(plain.gain_error)
