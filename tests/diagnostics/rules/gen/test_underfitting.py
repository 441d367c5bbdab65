import math

from diagnostics.rules.gen.underfitting import Underfitting
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def look(step, gain, gain_error=0.01):
    return snapshot(step, loss=1.0 - gain, chance_loss=1.0, gain=gain, gain_error=gain_error)


def found(*looks):
    return list(Underfitting().check(trained(SPEC, record(snapshot(), *looks))))


def test_a_little_learned_long_ago_is_found():
    (finding,) = found(look(200, 0.19), look(500, 0.2), look(1000, 0.2))
    assert (finding.severity, finding.step) == ("warning", 1000)
    assert finding.evidence["half"] == 500
    assert "20% below chance" in finding.message


def test_at_the_threshold_of_what_was_learned():
    assert found(look(500, 0.295), look(1000, 0.299))
    assert not found(look(500, 0.3), look(1000, 0.3))


def test_at_the_threshold_of_progress():
    assert found(look(500, 0.1805), look(1000, 0.2))
    assert not found(look(500, 0.1795), look(1000, 0.2))
    assert not found(look(500, 0.23), look(1000, 0.2))


def test_nothing_learned_is_another_matter():
    assert not found(look(500, 0.03), look(1000, 0.03))


def test_too_few_steps_say_nothing():
    assert found(look(200, 0.2), look(500, 0.2))
    assert not found(look(200, 0.2), look(499, 0.2))
    assert not found(look(1000, 0.2))


def test_figures_that_are_not_finite_say_nothing():
    assert not found(look(500, math.nan), look(1000, 0.2))
    assert not found(look(500, 0.2), look(1000, math.nan))


def test_a_network_that_fits_is_silent():
    assert not found(look(500, 0.8), look(1000, 0.8))
