import math

from diagnostics.rules.gen.overfitting import Overfitting
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def look(step, train, held_out, **figures):
    gain = 1.0 - held_out
    validation = score(**{"loss": held_out, "chance_loss": 1.0, "gain": gain, "gain_error": 0.02, **figures})
    return snapshot(step, loss=train, validation=validation.model_dump())


def found(*looks):
    return list(Overfitting().check(trained(SPEC, record(*looks))))


def curve(end, train=0.1, **figures):
    return found(look(0, 1.0, 1.0), look(100, 0.6, 0.7), look(200, 0.4, 0.6), look(1000, train, end, **figures))


def test_a_held_out_loss_that_rises_while_training_goes_on_is_found():
    (finding,) = curve(0.8)
    assert (finding.severity, finding.step) == ("warning", 1000)
    assert finding.evidence["best_step"] == 200
    assert finding.at == ("/training/callbacks", "/training/epochs")


def test_at_the_threshold():
    assert curve(0.7 + 1e-9)
    assert not curve(0.699)
    assert not curve(0.8, gain_error=0.07)  # three errors of 0.073


def test_worse_than_chance_is_an_error_where_the_answers_are_no_better_either():
    guessing, naming = {"accuracy": 0.51, "chance_accuracy": 0.5}, {"accuracy": 0.7, "chance_accuracy": 0.5}
    assert [finding.severity for finding in curve(1.07, **guessing)] == ["error"]
    assert [finding.severity for finding in curve(1.07)] == ["error"]
    assert [finding.severity for finding in curve(1.059, **guessing)] == ["warning"]
    assert [finding.severity for finding in curve(1.07, **naming)] == ["warning"]


def test_a_training_loss_that_rises_too_is_another_matter():
    assert not curve(0.8, train=0.5)


def test_too_little_evidence_says_nothing():
    assert not curve(0.8, samples=31)
    assert not found(snapshot(), snapshot(1000))
    assert not curve(math.nan)


def test_looks_that_are_not_finite_are_passed_over():
    (finding,) = found(look(0, 1.0, math.nan), look(200, 0.4, 0.6), look(1000, 0.1, 0.9))
    assert finding.evidence["best_step"] == 200


def test_a_loss_that_still_falls_is_healthy():
    assert not curve(0.55)
    assert not curve(0.62)


def test_what_never_carried_over_is_no_overfitting():
    assert not found(look(0, 1.0, 1.0), look(100, 0.6, 1.0), look(1000, 0.1, 3.0))
    names = {"accuracy": 0.7, "chance_accuracy": 0.5}
    assert found(look(0, 1.0, 1.0), look(100, 0.6, 1.0, **names), look(1000, 0.1, 3.0))
