import math

import pytest

from diagnostics.rules.trn.exploded_gradient import ExplodedGradient
from tests.diagnostics.factories import applying, chain, facts, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def found(spike=150.0, leap=5.0, verdict="diverged", norms=None, losses=None):
    norms = [1.0] * 20 + [spike] + [1.0] * 20 if norms is None else norms
    losses = [0.7] * 21 + [leap] + [0.7] * 19 if losses is None else losses
    looks = (snapshot(0, loss=0.7), snapshot(len(losses)))
    trial = record(*looks, verdict=verdict, losses=tuple(losses), gradient_norms=tuple(norms))
    return list(ExplodedGradient().check(trained(SPEC, trial)))


def test_a_gradient_far_above_the_usual_and_a_loss_that_leaps():
    (finding,) = found()
    assert finding.severity == "error"
    assert finding.step == 21
    assert finding.at == ("/training/learning_rate",)
    assert finding.message == "at step 21 the gradient's norm is 150, where 1 is usual, and the loss leaps"


def test_at_the_threshold_of_the_norm():
    assert found(100.0)
    assert not found(99.0)


def test_at_the_threshold_of_the_leap():
    assert found(leap=1.4)
    assert not found(leap=1.39)


def test_a_norm_that_is_no_number_and_a_loss_that_ends():
    (finding,) = found(norms=[1.0] * 20 + [math.inf, math.nan], losses=[0.7] * 21 + [math.nan])
    assert finding.step == 21


def test_a_fitted_networks_small_gradients_make_no_spike_of_a_usual_one():
    assert not found(norms=[1.0] * 10 + [1e-4] * 100 + [1.0], losses=[0.7] * 10 + [1e-3] * 100 + [2.0])


def test_norms_that_were_not_kept_say_nothing():
    assert not found(norms=[])


@pytest.mark.parametrize(("verdict", "severities"), [("learning", []), ("inconclusive", ["warning"])])
def test_a_network_that_learns_is_left_in_peace(verdict, severities):
    assert [finding.severity for finding in found(verdict=verdict)] == severities


def test_its_fixes_apply():
    cell = layer("SimpleRNN", units=8, recurrent_initializer="random_normal")
    spec = chain(image(5, 4), cell, layer("Dense", "output", units=2), training={"epochs": 500})
    assert applying(ExplodedGradient, spec, found(), facts()) == [fix.name for fix in ExplodedGradient.fixes]
