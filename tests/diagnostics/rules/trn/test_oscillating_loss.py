import math

import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.rules.trn.oscillating_loss import OscillatingLoss
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"), training={"batch_size": 4})
NOISE = 0.05  # of batches of 4, where a sample's loss spreads by 0.1, as 256 samples with an error of 0.1 / 16 say


def found(leap, steps=100, verdict="learning_poorly", start=0.7, end=0.7, gain_error=0.1 / 16):
    losses = tuple(0.7 + (leap / 2 if step % 2 else -leap / 2) for step in range(steps))
    looks = (snapshot(0, loss=start, gain_error=gain_error), snapshot(steps, loss=end, gain_error=gain_error))
    trial = record(*looks, verdict=verdict, losses=losses, steps=steps)
    return list(OscillatingLoss().check(trained(SPEC, trial)))


def test_leaps_that_batches_do_not_explain():
    (finding,) = found(0.6)
    assert finding.severity == "error"
    assert finding.at == ("/training/learning_rate",)
    assert finding.evidence["batch_noise"] == pytest.approx(NOISE)
    assert "batches of 4 explain 0.05" in finding.message


def test_at_the_threshold_of_the_chance_loss():
    scale = math.sqrt(2) * 0.6745
    assert found(0.25 * 0.69 * scale * 1.001)
    assert not found(0.25 * 0.69 * scale * 0.999)


def test_the_noise_of_small_batches_is_healthy():
    assert not found(0.6, gain_error=6 * 0.1 / 16)


def test_too_few_steps_say_nothing():
    assert found(0.6, steps=50)
    assert not found(0.6, steps=49)


@pytest.mark.parametrize(("start", "end"), [(0.1, 0.7), (0.7, 0.1), (0.7, math.nan)])
def test_a_score_on_another_scale_says_nothing(start, end):
    assert not found(0.6, start=start, end=end)


@pytest.mark.parametrize("error", [math.inf, math.nan])
def test_noise_that_is_not_known_says_nothing(error):
    trial = record(
        snapshot(0, loss=0.7, gain_error=error),
        snapshot(60, loss=0.7, gain_error=error),
        verdict="not_learning",
        losses=(0.4, 1.0) * 30,
    )
    assert not list(OscillatingLoss().check(trained(SPEC, trial)))


@pytest.mark.parametrize(("verdict", "severities"), [("learning", []), ("inconclusive", ["warning"])])
def test_a_network_that_learns_is_left_in_peace(verdict, severities):
    assert [finding.severity for finding in found(0.6, verdict=verdict)] == severities


def test_its_fixes_apply():
    for fix in OscillatingLoss.fixes:
        assert fix().apply(SPEC, Clues(found(0.6))) is not None
