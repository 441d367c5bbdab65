import math

import pytest

from diagnostics.observations import Spread, TargetFacts
from diagnostics.rules.spc.output_range_mismatch import OutputRangeMismatch
from diagnostics.rules.spc.target_range import leaves
from tests.diagnostics.factories import applying, chain, data, facts, image, layer


def found(activation, mean, variance, task="regression", units=1, extremes=None, **thresholds):
    known = facts(input_shape=(6,), task=task, target_mean=mean, target_variance=variance, label_counts=None)
    if extremes is not None:
        low, high = extremes
        spread = Spread(minimum=low, maximum=high, mean=mean, std=math.sqrt(variance))
        targets = TargetFacts(values=spread, columns=(spread,), non_finite=0)
        known = known.model_copy(update={"train": known.train.model_copy(update={"targets": targets})})
    hidden, last = layer("Dense", units=8, activation="relu"), layer("Dense", units=units, activation=activation)
    return list(
        OutputRangeMismatch(**thresholds).check(data(chain(image(6), hidden, last, training={"loss": "mse"}), known))
    )


def test_a_sigmoid_cannot_reach_standardised_targets():
    (finding,) = found("sigmoid", 0.0, 1.0)
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/2/config/activation",)
    assert "between 0 and 1" in finding.message


def test_each_bound_counts():
    assert found("tanh", 20.0, 30.0)
    assert found("relu", -3.0, 1.0)
    assert found("relu6", 40.0, 1.0)
    assert found("softmax", 5.0, 1.0, units=3)


@pytest.mark.parametrize(("mean", "variance"), [(0.5, 0.08), (0.5, 0.25), (0.0, 0.0), (1.0, 0.0)])
def test_targets_within_the_range_are_healthy_up_to_its_bounds(mean, variance):
    assert not found("sigmoid", mean, variance)


def test_a_variance_just_above_what_the_range_allows_proves_it():
    assert found("sigmoid", 0.5, 0.251)
    assert found("tanh", 0.0, 1.01)
    assert not found("tanh", 0.0, 1.0)  # -1 and 1


def test_what_the_figures_do_not_prove_is_left_in_peace():
    assert not found("relu", 0.0, 1.0)
    assert not found("relu", 22.5, 84.0)


def test_an_output_without_bounds_reaches_everything():
    assert not found(None, 1e6, 1e12)
    assert not found("leaky_relu", -50.0, 4.0)


def test_classifiers_and_unknown_targets_are_not_judged():
    assert not found("sigmoid", 5.0, 4.0, task="binary")
    assert not found("sigmoid", None, None)
    assert not found("sigmoid", float("nan"), 1.0)
    assert not found("sigmoid", 0.0, float("inf"))


def test_a_softmax_over_one_unit_is_another_rules_finding():
    assert not found("softmax", 5.0, 1.0)


def test_no_targets_prove_nothing():
    assert leaves(facts(), 0, 1) is None


def test_targets_seen_far_beyond_the_range_are_a_warning():
    (finding,) = found("relu", 0.0, 1.0, extremes=(-2.0, 2.0))
    assert (finding.severity, finding.blame) == ("warning", 0.8)
    assert "up to 2 of these away" in finding.message
    assert [finding.severity for finding in found("tanh", 0.0, 1.0, extremes=(-2.5, 2.5))] == ["warning"]


def test_targets_a_little_beyond_the_range_are_left_in_peace():
    assert found("relu", 0.0, 1.0, extremes=(-1.0, 2.0))
    assert not found("relu", 0.0, 1.0, extremes=(-0.99, 2.0))
    assert not found("sigmoid", 0.5, 0.01, extremes=(0.0, 1.05))
    assert not found("relu", 0.0, 1.0, extremes=(-1.0, 2.0), max_excess=1.5)


def test_equal_targets_and_infinite_ones_prove_nothing():
    assert not found("relu", 0.0, 0.0, extremes=(-1.0, 1.0))
    assert not found("relu", 0.0, 1.0, extremes=(-math.inf, 1.0))


def test_its_fix_applies():
    hidden, last = layer("Dense", units=8, activation="relu"), layer("Dense", units=1, activation="sigmoid")
    spec = chain(image(6), hidden, last, training={"loss": "mse"})
    assert "output-activation" in applying(OutputRangeMismatch, spec, found("sigmoid", 0.0, 1.0))
