import pytest

from diagnostics.rules.spc.output_range_mismatch import OutputRangeMismatch
from diagnostics.rules.spc.target_range import leaves
from tests.diagnostics.factories import chain, data, facts, image, layer


def found(activation, mean, variance, task="regression", units=1):
    known = facts(input_shape=(6,), task=task, target_mean=mean, target_variance=variance, label_counts=None)
    hidden, last = layer("Dense", units=8, activation="relu"), layer("Dense", units=units, activation=activation)
    return list(OutputRangeMismatch().check(data(chain(image(6), hidden, last, training={"loss": "mse"}), known)))


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
