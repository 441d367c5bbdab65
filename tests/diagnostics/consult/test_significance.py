import numpy as np
import pytest
from scipy import stats

from diagnostics.consult.significance import MIN_SAMPLES, beats_chance, falls_short_of_chance, student_quantile
from diagnostics.observations import Score
from diagnostics.probes import scores


def score(gain=0.1, gain_error=0.01, samples=256, chance_loss=1.0):
    return Score(samples=samples, loss=chance_loss - gain, chance_loss=chance_loss, gain=gain, gain_error=gain_error)


@pytest.mark.parametrize("degrees", [31, 63, 255])
@pytest.mark.parametrize("level", [6e-4, 1e-5, 1e-7])
def test_the_quantile_is_student_s(level, degrees):
    assert student_quantile(1 - level, degrees) == pytest.approx(stats.t.ppf(1 - level, degrees), rel=2e-3)


def test_a_gain_of_many_standard_errors_beats_chance():
    assert beats_chance(score(gain=0.1, gain_error=0.01), 7)


def test_at_the_threshold_is_chance():
    threshold = student_quantile(1 - 1e-3 * 6 / (np.pi * 7) ** 2, 255)
    assert not beats_chance(score(gain=0.01 * threshold, gain_error=0.01), 7)
    assert beats_chance(score(gain=0.01 * threshold * 1.0001, gain_error=0.01), 7)


def test_later_looks_ask_for_more():
    early = score(gain=0.04, gain_error=0.01)
    assert beats_chance(early, 1)
    assert not beats_chance(early, 15)


@pytest.mark.parametrize("gain", [0.0, -0.1, float("nan"), float("inf")])
def test_no_gain_is_chance(gain):
    assert not beats_chance(score(gain=gain, gain_error=1e-9), 1)


def test_too_few_samples_are_no_evidence():
    assert not beats_chance(score(gain=10, samples=MIN_SAMPLES - 1), 1)
    assert beats_chance(score(gain=10, samples=MIN_SAMPLES), 1)


def test_the_same_gain_for_every_sample_counts_when_it_is_more_than_rounding():
    assert beats_chance(score(gain=0.1, gain_error=0.0), 1)
    assert not beats_chance(score(gain=1e-8, gain_error=0.0), 1)


def test_a_gain_must_go_beyond_what_the_network_was_drawn_with():
    assert beats_chance(score(gain=0.1), 1, beyond=0.05)
    assert not beats_chance(score(gain=0.1), 1, beyond=0.08)
    assert beats_chance(score(gain=0.1), 1, beyond=-5.0)


def test_a_loss_of_many_standard_errors_falls_short_of_chance():
    assert falls_short_of_chance(score(gain=-0.1), 7)
    assert not falls_short_of_chance(score(gain=-0.03), 7)
    assert not falls_short_of_chance(score(gain=0.1), 7)


def test_uniform_answers_in_float32_do_not_beat_chance():
    """A tenth in float32 is more than a tenth."""
    for classes in (5, 7, 10):
        labels = np.arange(classes * 40) % classes
        answers = np.full((len(labels), classes), np.float32(1 / classes)).astype(np.float64)
        assert not beats_chance(scores.score(scores.class_losses(answers, labels)), 1)
