import math

from diagnostics.rules.gen.validation_better_than_training import ValidationBetterThanTraining
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def found(train, held_out, **figures):
    of_train = {"samples": figures.pop("train_samples", 256), "gain_error": 0.02}
    of_train |= {"loss": 1.0 - train, "chance_loss": 1.0, "gain": train}
    of_held_out = {"loss": 1.0 - held_out, "chance_loss": 1.0, "gain": held_out, "gain_error": 0.02, **figures}
    end = snapshot(500, validation=score(**of_held_out).model_dump(), **of_train)
    return list(ValidationBetterThanTraining().check(trained(SPEC, record(snapshot(), end))))


def test_held_out_data_that_are_easier_are_found():
    (finding,) = found(0.3, 0.5)
    assert (finding.severity, finding.step) == ("info", 500)
    assert finding.at == ("/dataset/validation",)


def test_a_large_difference_is_a_warning():
    assert [finding.severity for finding in found(0.3, 0.599)] == ["info"]
    assert [finding.severity for finding in found(0.3, 0.601)] == ["warning"]


def test_at_the_threshold():
    assert found(0.3, 0.401)
    assert not found(0.3, 0.399)


def test_a_difference_within_its_errors_says_nothing():
    assert not found(0.3, 0.5, gain_error=0.065)


def test_each_split_is_held_against_its_own_chance():
    assert not found(0.5, 1.0, chance_loss=2.0)


def test_held_out_data_at_chance_are_not_easier():
    assert not found(-0.5, 0.05)


def test_too_little_evidence_says_nothing():
    assert not found(0.3, 0.5, samples=31)
    assert not found(0.3, 0.5, train_samples=31)
    assert not found(0.3, math.nan)
    assert not found(math.nan, 0.5)
    end = snapshot(500)
    assert not list(ValidationBetterThanTraining().check(trained(SPEC, record(snapshot(), end))))


def test_a_fair_split_is_silent():
    assert not found(0.6, 0.55)
    assert not found(0.6, 0.62)
