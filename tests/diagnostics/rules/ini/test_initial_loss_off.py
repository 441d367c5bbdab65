import math

import pytest

from diagnostics.rules.ini.initial_loss_off import InitialLossOff
from tests.diagnostics.factories import applying, at_start, chain, facts, image, layer, score, snapshot

SPEC = chain(image(4), layer("Dense", "output", units=3, activation="softmax"))
BYTES = facts({"minimum": 0.0, "maximum": 255.0, "mean": 120.0, "std": 70.0})
LN3 = math.log(3)


def found(loss, known=None, spec=SPEC, **figures):
    figures = {"predicted": (100, 100, 56), "chance_loss": LN3, "gain": LN3 - loss, **figures}
    return list(InitialLossOff().check(at_start(spec, snapshot(loss=loss, **figures), known)))


def test_a_loss_far_above_that_of_equal_probabilities_is_found():
    (finding,) = found(4.0)
    assert (finding.severity, finding.step) == ("warning", 0)
    assert finding.at == ("/model/layers/1/config/kernel_initializer",)
    assert finding.evidence["expected"] == LN3


def test_at_the_threshold_is_healthy():
    assert not found(3 * LN3)
    assert found(3.01 * LN3)


def test_certain_and_wrong_on_raw_bytes_is_an_error():
    (finding,) = found(13.0, BYTES)
    assert finding.severity == "error"
    assert finding.at == ("/dataset/preprocess",)
    assert "scale-input" in applying(InitialLossOff, SPEC, [finding])
    assert [finding.severity for finding in found(12.0, BYTES)] == ["warning"]
    assert [finding.severity for finding in found(13.0)] == ["warning"]


def test_of_many_classes_half_the_way_to_the_worst_is_enough():
    many = {"predicted": (16,) * 160, "chance_loss": math.log(160)}
    half = (math.log(160) - math.log(1e-7)) / 2
    assert not found(half, **many)
    assert found(half + 0.01, **many)


def test_unequal_classes_are_no_reason_to_start_below_equal_probabilities():
    assert not found(0.75, predicted=(200, 56), chance_loss=0.2)


def test_several_labels_add_up():
    labels = facts(task="multilabel", label_counts=None)
    ten = {"predicted": (20,) * 10, "chance_loss": 3.0}
    assert not found(3 * 10 * math.log(2), labels, **ten)
    assert found(3.01 * 10 * math.log(2), labels, **ten)


def test_quantities_are_held_against_answering_zero():
    target = facts(task="regression", label_counts=None, target_mean=3.0, target_variance=1.0, target_shape=(1,))
    plain = {"predicted": None, "top_probability_std": None, "chance_loss": 1.0}
    assert not found(100.0, target, **plain)
    (finding,) = found(101.0, target, **plain)
    assert finding.severity == "warning"
    assert finding.blame < InitialLossOff.blame
    assert not found(101.0, facts(task="regression", label_counts=None), **plain)


def test_batch_normalisation_counts_as_it_is_in_training():
    spec = chain(image(4), layer("Dense", units=8), layer("BatchNormalization"), layer("Dense", "output", units=3))
    output = {"logit_spread": 0.7, "predicted": (100, 100, 56)}
    calm = {"output": output, "train": score(loss=1.2, chance_loss=LN3).model_dump()}
    wild = {**calm, "train": score(loss=12.0, chance_loss=LN3).model_dump()}
    assert not found(12.0, spec=spec)
    assert not found(12.0, spec=spec, batch_mode=calm)
    assert found(1.2, spec=spec, batch_mode=wild)


def test_too_little_or_unusable_evidence_says_nothing():
    assert not found(9.0, samples=31)
    assert not found(9.0, predicted=None)
    assert not found(math.nan)
    assert not found(9.0, facts({"non_finite": 1}))


@pytest.mark.parametrize("loss", [0.05, 1.0, 1.1, 1.9])
def test_pretrained_and_fresh_networks_are_silent(loss):
    assert not found(loss)
    assert not found(loss, BYTES)


def test_its_fixes_apply():
    hidden = layer("Dense", units=8, activation="relu")
    output = layer("Dense", "output", units=3, kernel_initializer="ones")
    spec = chain(image(4), hidden, output)
    assert applying(InitialLossOff, spec, found(13.0, BYTES, spec), BYTES) == [fix.name for fix in InitialLossOff.fixes]
