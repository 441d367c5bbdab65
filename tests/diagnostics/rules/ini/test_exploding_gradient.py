import math

import pytest

from diagnostics.rules.ini.exploding_gradient import ExplodingGradient
from tests.diagnostics.factories import applying, at_start, chain, facts, image, layer, snapshot

BYTES = facts({"minimum": 0.0, "maximum": 255.0, "mean": 120.0, "std": 70.0})


def network(**training):
    return chain(
        image(4),
        layer("Dense", "one", units=8, activation="relu"),
        layer("Dense", "output", units=2, activation="softmax"),
        training={"optimizer": "SGD", "learning_rate": 0.001, **training},
    )


def found(norm, known=None, spec=None, weight_norm=10.0):
    layers = {"one": {"gradient_norm": norm, "weight_norm": weight_norm}, "output": {"gradient_norm": 5.0}}
    return list(ExplodingGradient().check(at_start(spec or network(), snapshot(layers=layers), known)))


def test_a_norm_of_thousands_is_found():
    (finding,) = found(5000.0)
    assert (finding.severity, finding.layer, finding.step) == ("warning", "one", 0)
    assert finding.at == ("/model/layers/1/config/kernel_initializer", "/model/layers/2/config/kernel_initializer")


def test_at_the_threshold_is_healthy():
    assert not found(1000.0)
    assert found(1001.0)


def test_a_first_step_as_long_as_the_weights_is_an_error():
    assert [finding.severity for finding in found(9999.0)] == ["warning"]
    assert [finding.severity for finding in found(10001.0)] == ["error"]
    assert [finding.severity for finding in found(10001.0, weight_norm=None)] == ["warning"]


def test_an_optimiser_that_divides_by_the_size_minds_less():
    assert [finding.severity for finding in found(1e6, spec=network(optimizer="Adam"))] == ["info"]


@pytest.mark.parametrize("setting", ["clipnorm", "global_clipnorm", "clipvalue"])
def test_clipped_gradients_are_not_judged(setting):
    clipped = network(optimizer={"class_name": "SGD", "config": {setting: 1.0}})
    assert not found(1e6, spec=clipped)


def test_a_gradient_that_is_not_finite_is_an_error():
    assert [finding.severity for finding in found(math.nan, spec=network(optimizer="Adam"))] == ["error"]
    assert not found(math.nan, facts({"non_finite": 2}))


def test_quantities_have_gradients_as_large_as_they_are():
    target = facts(task="regression", label_counts=None, target_mean=100.0, target_variance=0.0)
    assert not found(1e5, target)
    assert found(1.1e5, target)


def test_large_inputs_are_to_be_scaled():
    (finding,) = found(5000.0, BYTES)
    assert finding.at == ("/dataset/preprocess",)
    assert "scale-input" in applying(ExplodingGradient, network(), [finding])


def test_unmeasured_gradients_say_nothing():
    assert not list(ExplodingGradient().check(at_start(network(), snapshot(layers={"one": {}, "output": {}}))))


def test_healthy_gradients_are_silent():
    assert not found(6.0)
    assert not found(70.0)


def test_its_fixes_apply():
    start = {"kernel_initializer": "ones", "recurrent_initializer": "ones"}
    spec = chain(
        image(5, 4),
        layer("SimpleRNN", "one", units=8, **start),
        layer("Dense", units=8, activation="relu"),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    expected = [fix.name for fix in ExplodingGradient.fixes]
    assert applying(ExplodingGradient, spec, found(5000.0, BYTES, spec), BYTES) == expected
