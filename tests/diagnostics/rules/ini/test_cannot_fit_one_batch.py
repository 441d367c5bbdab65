import math

import pytest

from diagnostics.rules.ini.cannot_fit_one_batch import CannotFitOneBatch
from tests.diagnostics.factories import applying, chain, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def found(loss_after, verdict="not_learning", learned_at_step=None, **figures):
    batch = {"samples": 16, "steps": 100, "loss_before": 1.1, "loss_after": loss_after, "chance_loss": 1.0, **figures}
    trial = record(snapshot(), snapshot(100), verdict=verdict, learned_at_step=learned_at_step, one_batch=batch)
    return list(CannotFitOneBatch().check(trained(SPEC, trial)))


def test_a_batch_that_is_not_learned_by_heart_clears_the_data():
    (finding,) = found(0.99)
    assert finding.severity == "error"
    assert "not the difficulty of the data" in finding.message


def test_at_the_thresholds():
    assert not found(0.69)
    assert [finding.severity for finding in found(0.7)] == ["warning"]
    assert [finding.severity for finding in found(0.94)] == ["warning"]
    assert [finding.severity for finding in found(0.95)] == ["error"]


def test_an_open_verdict_is_no_proof():
    assert [finding.severity for finding in found(0.99, "inconclusive")] == ["warning"]


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_is_not_finite_is_not_memorised(loss):
    assert [finding.severity for finding in found(loss, "diverged")] == ["error"]


def test_a_network_that_learns_is_only_slow():
    assert not found(0.99, "learning")
    assert not found(0.99, "unstable", learned_at_step=50)


def test_too_little_evidence_says_nothing():
    assert not found(0.99, samples=1)
    assert not found(0.99, steps=49)
    assert not found(0.99, chance_loss=0.0)
    assert not list(CannotFitOneBatch().check(trained(SPEC, record(snapshot(), snapshot(100)))))


def test_a_memorised_batch_is_silent():
    assert not found(0.01)


def test_its_fixes_apply():
    hidden = layer("Dense", units=8, activation="relu")
    spec = chain(image(4), hidden, layer("Dense", "output", units=2, activation="softmax"))
    assert applying(CannotFitOneBatch, spec, found(0.99)) == [fix.name for fix in CannotFitOneBatch.fixes]
