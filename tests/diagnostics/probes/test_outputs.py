import numpy as np
import pytest

from diagnostics.probes.outputs import class_probabilities, output_snapshot

LOGITS = np.random.default_rng(0).normal(size=(40, 3))
PROBABILITIES = np.exp(LOGITS) / np.exp(LOGITS).sum(axis=1, keepdims=True)


def test_spread_and_predictions():
    seen = output_snapshot(LOGITS, PROBABILITIES)
    assert seen.logit_spread == pytest.approx(LOGITS.std(axis=0).mean())
    assert seen.top_probability_std == pytest.approx(PROBABILITIES.max(axis=1).std())
    assert seen.predicted == tuple(np.bincount(LOGITS.argmax(axis=1), minlength=3))


def test_a_collapsed_network_s_spread_keeps_its_digits():
    logits = 5 + LOGITS * 1e-12
    assert output_snapshot(logits, None).logit_spread == pytest.approx(logits.std(axis=0).mean(), rel=1e-3)


def test_quantities_have_no_predicted_class():
    seen = output_snapshot(LOGITS, None)
    assert (seen.predicted, seen.top_probability_std) == (None, None)


def test_answers_that_add_up_to_one_are_probabilities():
    assert class_probabilities(PROBABILITIES, LOGITS, False) == pytest.approx(PROBABILITIES)


def test_answers_uniform_but_for_rounding_are_uniform():
    single = np.full((4, 10), np.float32(0.1)).astype(np.float64)
    assert single[0, 0] > 0.1
    found = class_probabilities(single, single, False)
    assert found is not None
    assert found.max() - 0.1 < 1e-16


def test_with_from_logits_they_are_the_softmax_of_the_logits():
    assert class_probabilities(LOGITS, LOGITS, True) == pytest.approx(PROBABILITIES)
    large = class_probabilities(LOGITS * 1e4, LOGITS * 1e4, True)
    assert large is not None
    assert np.isfinite(large).all()


def test_one_answer_is_the_probability_of_class_one():
    one = PROBABILITIES[:, :1]
    assert class_probabilities(one, one, False) == pytest.approx(np.hstack([1 - one, one]))


def test_one_logit_goes_through_a_sigmoid():
    found = class_probabilities(LOGITS[:, :1], LOGITS[:, :1], True)
    assert found is not None
    assert found[:, 1] == pytest.approx(1 / (1 + np.exp(-LOGITS[:, 0])))


@pytest.mark.parametrize(
    "answers",
    [LOGITS, PROBABILITIES * 0.9, LOGITS[:, :1], PROBABILITIES * np.nan, PROBABILITIES[..., None], -PROBABILITIES],
)
def test_other_answers_are_no_probabilities(answers):
    assert class_probabilities(answers, answers, False) is None
