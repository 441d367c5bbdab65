import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.more_epochs import MoreEpochs
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(epochs, rate=0.01):
    return chain(image(4), layer("Dense", units=2), training={"epochs": epochs, "learning_rate": rate})


@pytest.mark.parametrize("rate", [0.01, {"cyclic": {"base": 0.1, "max": 0.2, "step_size": 5}}])
def test_the_run_is_four_times_as_long_and_nothing_else_changes(rate):
    assert applied(MoreEpochs, spec_of(5, rate), Clues()) == spec_of(20, rate)


def test_a_rate_that_falls_over_the_run_falls_more_slowly():
    cosine = {"cosine": {"initial_learning_rate": 0.1, "decay_steps": 100, "alpha": 0.0}}
    stretched = {"cosine": {"initial_learning_rate": 0.1, "decay_steps": 400, "alpha": 0.0}}
    assert applied(MoreEpochs, spec_of(5, cosine), Clues()) == spec_of(20, stretched)
    exponential = {"exponential": {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.9}}
    assert applied(MoreEpochs, spec_of(5, exponential), Clues()).training.learning_rate.value.decay_steps == 28
    step = {"step": {"boundaries": [10, 20], "values": [0.1, 0.02, 0.01]}}
    assert applied(MoreEpochs, spec_of(5, step), Clues()).training.learning_rate.value.boundaries == (40, 80)


def test_more_epochs_than_a_spec_may_ask_for_are_not_proposed():
    assert applied(MoreEpochs, spec_of(250_000), Clues()) == spec_of(1_000_000)
    assert MoreEpochs().apply(spec_of(250_001), Clues()) is None
