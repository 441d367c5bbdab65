import math

import pytest

from diagnostics.rules.ini.exploding_signal import ExplodingSignal
from tests.diagnostics.factories import applying, at_start, chain, facts, image, layer, score, snapshot

WRONG = {"loss": 9.0, "gain": -8.3, "gain_error": 0.5}
DENSE = chain(
    image(4),
    layer("Dense", "one", units=8, activation="relu"),
    layer("Dense", "two", units=8, activation="relu"),
    layer("Dense", "output", units=2, activation="softmax"),
)
BYTES = facts({"minimum": 0.0, "maximum": 255.0, "mean": 120.0, "std": 70.0})


def found(spread, spec=DENSE, known=None, layers=None, probe_samples=64, **figures):
    seen = snapshot(layers=layers, logit_spread=spread, probe_samples=probe_samples, **{**WRONG, **figures})
    return list(ExplodingSignal().check(at_start(spec, seen, known)))


def test_logits_that_differ_by_tens_are_found_where_the_signal_grows():
    layers = {"one": {"across_input_std": 0.6}, "two": {"across_input_std": 12.0}}
    (finding,) = found(15.0, layers=layers)
    assert (finding.severity, finding.step) == ("warning", 0)
    assert finding.at == ("/model/layers/2/config/kernel_initializer",)
    assert finding.layer == "two"
    assert finding.evidence["logit_spread"] == 15.0


def test_at_the_threshold_is_healthy():
    assert not found(10.0)
    assert found(10.01)


def test_beyond_a_hundred_is_an_error():
    assert [finding.severity for finding in found(100.0)] == ["warning"]
    assert [finding.severity for finding in found(100.1)] == ["error"]


def test_large_inputs_are_to_be_scaled():
    (finding,) = found(60.0, known=BYTES)
    assert finding.at == ("/dataset/preprocess",)
    assert "scale-input" in applying(ExplodingSignal, DENSE, [finding])


def test_what_frozen_weights_are_fed_is_their_own_convention():
    frozen = chain(
        image(4),
        layer("Dense", "base", units=8, activation="relu", trainable=False),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    (finding,) = found(60.0, frozen, BYTES)
    assert finding.at == (
        "/model/layers/1/config/kernel_initializer",
        "/model/layers/2/config/kernel_initializer",
    )


def test_a_network_that_beats_chance_has_reason_to_be_certain():
    assert not found(20.0, loss=0.1, gain=0.59, gain_error=0.02)


def test_quantities_are_measured_by_the_spread_of_the_targets():
    target = facts(task="regression", label_counts=None, target_mean=0.0, target_variance=4.0)
    assert not found(200.0, known=target, top_probability_std=None, predicted=None)
    (finding,) = found(201.0, known=target, top_probability_std=None, predicted=None)
    assert finding.severity == "warning"
    unknown = facts(task="regression", label_counts=None)
    assert not found(201.0, known=unknown, top_probability_std=None, predicted=None)


def test_batch_normalisation_counts_as_it_is_in_training():
    normalised = chain(
        image(4),
        layer("Dense", "one", units=8),
        layer("BatchNormalization", "norm"),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    output = {"logit_spread": 0.7, "predicted": (30, 34), "top_probability_std": 0.1}
    calm = {"output": output, "train": score(**WRONG).model_dump()}
    wild = {**calm, "output": {**output, "logit_spread": 70.0}}
    assert not found(70.0, normalised)
    assert not found(70.0, normalised, batch_mode=calm)
    assert found(0.7, normalised, batch_mode=wild)


def test_layers_born_at_the_bounds_of_their_activation_are_found():
    bounded = chain(
        image(4),
        layer("Dense", "one", units=8, activation="tanh"),
        layer("Dense", "two", units=8, activation="tanh"),
        layer("Dense", "output", units=2, activation="softmax"),
    )
    healthy = {"one": {"saturated_fraction": 0.0}, "two": {"saturated_fraction": 0.49}}
    assert not found(2.0, bounded, layers=healthy)
    (finding,) = found(2.0, bounded, layers={**healthy, "two": {"saturated_fraction": 0.5}})
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/2/config/kernel_initializer",)


def test_too_little_or_unusable_evidence_says_nothing():
    assert not found(200.0, probe_samples=7)
    assert not found(math.nan)
    assert not found(200.0, known=facts({"non_finite": 3}))


@pytest.mark.parametrize("spread", [0.0, 0.3, 1.0, 3.0])
def test_healthy_networks_are_silent(spread):
    assert not found(spread, loss=0.8, gain=-0.1, gain_error=0.02)


def test_its_fixes_apply():
    start = {
        "kernel_initializer": "ones",
        "bias_initializer": "ones",
    }
    spec = chain(image(4), layer("Dense", "one", units=8, activation="relu", **start), layer("Dense", "out", units=2))
    expected = [fix.name for fix in ExplodingSignal.fixes]
    assert applying(ExplodingSignal, spec, found(60.0, spec, BYTES), BYTES) == expected
