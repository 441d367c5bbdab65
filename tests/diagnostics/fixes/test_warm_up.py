import pytest

from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.warm_up import WarmUp
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(**training):
    return chain(image(4), layer("Dense", units=2), training={"learning_rate": 0.01, **training})


def steps(**training):
    after = WarmUp().apply(spec_of(**training), Clues(facts=facts()))
    return None if after is None else after.training.learning_rate.value.steps


@pytest.mark.parametrize(
    ("batch_size", "epochs", "expected"),
    [(32, 1000, 50), (2, 1000, 100), (3, 20, 67), (32, 10, 7), (200, 10, 1)],
    ids=["at least 50", "an epoch", "the last batch short", "a tenth of the run", "one"],
)
def test_it_lasts_an_epoch_within_bounds(batch_size, epochs, expected):
    assert steps(batch_size=batch_size, epochs=epochs) == expected


def test_it_leads_to_the_same_rate_and_changes_nothing_else():
    spec = spec_of()
    after = applied(WarmUp, spec, Clues(facts=facts()))
    assert after.training.learning_rate.value.target == 0.01
    training = after.training.model_copy(update={"learning_rate": spec.training.learning_rate})
    assert after.model_copy(update={"training": training}) == spec


def test_a_run_too_short_has_none():
    assert steps(batch_size=200, epochs=9) is None


@pytest.mark.parametrize(
    "rate", [{"cosine": {"initial_learning_rate": 0.1, "decay_steps": 5}}, {"warmup": {"target": 0.1, "steps": 3}}]
)
def test_a_rate_on_a_schedule_is_left_alone(rate):
    assert steps(learning_rate=rate) is None


def test_keras_lowers_no_rate_that_warms_up():
    assert steps(callbacks=[{"reduce_on_plateau": {}}]) is None
    assert steps(callbacks=[{"early_stopping": {}}]) is not None


def test_without_facts_the_length_of_an_epoch_is_not_known():
    assert WarmUp().apply(spec_of(), Clues()) is None


def test_a_rate_too_low_needs_none():
    low = Finding("SPC110", "name", "warning", 0.9, "…", ("/training/learning_rate",), evidence={"too_low": True})
    assert WarmUp().apply(spec_of(), Clues([low], facts())) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(WarmUp, spec_of(), Clues(facts=facts()))
    assert WarmUp().apply(once, Clues(facts=facts())) is None
