import numpy as np
import pytest

from diagnostics.probes.forward import Seen
from diagnostics.probes.sample import Sample
from diagnostics.probes.scorer import Scorer
from diagnostics.probes.scores import answer_losses, class_losses, label_losses, right_answer_losses, score


def class_score(*given):
    return score(class_losses(*given))


def answer_score(*given):
    return score(answer_losses(*given))


def right_answer_score(*given):
    return score(right_answer_losses(*given))


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
    sample = Sample(np.zeros((200, 1)), np.eye(3)[CLASSES], classes)
    found = Scorer(sample).score(Seen(answers, answers, {}, {}))
    assert (found.progress, found.progress_error) == (0, 0)
    without = {"progress", "progress_error"}
    assert found.model_dump(exclude=without) == pytest.approx(wanted.model_dump(exclude=without), nan_ok=True)


def test_progress_is_measured_sample_by_sample():
    before, after = class_losses(PROBABILITIES, CLASSES), class_losses(PROBABILITIES**2, CLASSES)
    found = score(after, before)
    each = before.losses - after.losses
    assert found.progress == pytest.approx(each.mean())
    assert found.progress_error == pytest.approx(each.std(ddof=1) / np.sqrt(200))


def test_no_progress_is_told_between_different_measures():
    found = score(class_losses(PROBABILITIES, CLASSES), right_answer_losses(PROBABILITIES, CLASSES))
    assert found.progress is None


def test_labels_are_each_scored_on_their_own():
    targets = (GENERATOR.random((150, 4)) < [0.1, 0.5, 0.9, 0.3]).astype(float)
    shares = targets.mean(axis=0)
    constant = score(label_losses(np.tile(shares, (150, 1)), targets))
    assert constant.gain == pytest.approx(0, abs=1e-12)
    assert constant.chance_loss == pytest.approx(-(shares * np.log(shares) + (1 - shares) * np.log(1 - shares)).sum())
    telling = score(label_losses(np.clip(targets, 0.2, 0.8), targets))
    assert telling.loss == pytest.approx(-4 * np.log(0.8))
    assert telling.accuracy == 1
    assert telling.chance_accuracy == pytest.approx(np.maximum(shares, 1 - shares).mean())


def test_the_answers_to_several_labels_are_no_shares_of_one():
    targets = (GENERATOR.random((150, 4)) < 0.5).astype(float)
    answers = np.clip(targets, 0.2, 0.8)
    scorer = Scorer(Sample(np.zeros((150, 1)), targets, None, multilabel=True))
    seen = Seen(answers, answers, {}, {})
    assert scorer.score(seen).accuracy == 1
    assert scorer.output(seen).predicted == tuple(targets.sum(axis=0))


def test_a_signed_answer_names_a_class_by_its_sign():
    classes = np.array([0, 1] * 50)
    answers = np.where(classes, 0.2, -0.2)[:, None]
    sample = Sample(np.zeros((100, 1)), classes, classes)
    assert Scorer(sample, threshold=0.0).score(Seen(answers, answers, {}, {})).accuracy == 1


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
