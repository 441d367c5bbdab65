import math
from typing import Any

from diagnostics.rules.gen.validation_at_chance import ValidationAtChance
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot, trained

PLAIN = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))
NORMALISED = chain(image(4), layer("BatchNormalization", "norm"), layer("Dense", "output", units=2))
LEARNED: dict[str, Any] = {
    "loss": 0.2,
    "chance_loss": 1.0,
    "gain": 0.8,
    "gain_error": 0.02,
    "accuracy": 0.95,
    "chance_accuracy": 0.5,
}
AT_CHANCE = {"loss": 1.0, "chance_loss": 1.0, "gain": 0.0, "gain_error": 0.02, "accuracy": 0.5, "chance_accuracy": 0.5}


def look(step, train=LEARNED, **held_out):
    return snapshot(step, validation=score(**{**AT_CHANCE, **held_out}).model_dump(), **train)


def found(*looks, spec=PLAIN):
    return list(ValidationAtChance().check(trained(spec, record(look(0, AT_CHANCE), *looks))))


def severities(*looks, **figures):
    return [finding.severity for finding in found(*looks, **figures)]


def test_training_that_does_not_carry_over_is_found():
    (finding,) = found(look(500))
    assert (finding.severity, finding.step) == ("error", 500)
    assert finding.at == ("/dataset/validation",)


def test_worse_than_chance_is_found():
    assert severities(look(500, gain=-2.0, gain_error=0.2, loss=3.0)) == ["error"]


def test_at_the_threshold_something_carries_over():
    assert found(look(500, gain=0.029))
    assert not found(look(500, gain=0.031))  # 2.5 errors more reach a tenth of the training gain


def test_wide_errors_prove_nothing():
    assert not found(look(500, gain_error=0.05))


def test_certainty_that_is_wrong_is_not_chance_where_classes_are_named():
    assert not found(look(500, gain=-0.5, accuracy=0.6))
    assert found(look(500, gain=-0.5, accuracy=0.57))


def test_few_samples_are_no_proof():
    assert severities(look(500, gain=-0.5, gain_error=0.1, samples=40, accuracy=0.52)) == ["warning"]


def test_what_once_carried_over_was_overfitted():
    assert severities(look(200, gain=0.3, accuracy=0.7), look(500, gain=-0.5)) == ["warning"]


def test_little_to_gain_in_accuracy_says_nothing_about_it():
    rare = {"accuracy": 0.97, "chance_accuracy": 0.95}
    assert severities(look(500, {**LEARNED, **rare}, accuracy=0.95, chance_accuracy=0.95)) == ["error"]


def test_quantities_have_no_accuracy():
    train = {key: value for key, value in LEARNED.items() if "accuracy" not in key}
    assert severities(look(500, train, accuracy=None, chance_accuracy=None)) == ["error"]


def test_at_the_threshold_of_what_was_learned():
    assert not found(look(500, {**LEARNED, "gain": 0.099}, gain=-0.5))
    assert found(look(500, {**LEARNED, "gain": 0.1}, gain=-0.5))


def test_learning_by_each_batchs_own_statistics_counts_once_they_have_caught_up():
    by_batch = {"output": {"logit_spread": 1.0}, "train": score(**LEARNED).model_dump()}
    stuck = {**AT_CHANCE, "batch_mode": by_batch}
    (finding,) = found(look(500, stuck), spec=NORMALISED)
    assert "by each batch's own statistics" in finding.message
    assert not found(look(100, stuck), spec=NORMALISED)
    assert not found(look(500, AT_CHANCE), spec=NORMALISED)


def test_too_little_evidence_says_nothing():
    assert not found(look(500, samples=31))
    assert not found(snapshot(500, **LEARNED))
    assert not found(look(500, gain=math.nan))
    assert not found(look(500, {**LEARNED, "gain": math.nan}))


def test_a_network_that_generalises_is_silent():
    assert not found(look(500, gain=0.6, accuracy=0.85))
