import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.learning_rate import LearningRate
from tests.diagnostics.factories import chain, image, layer


@pytest.mark.parametrize(
    ("rate", "lower"),
    [
        (0.001, 0.0001),
        (0.003, 0.0003),
        (
            {"step": {"boundaries": [10], "values": [0.1, 0.02]}},
            {"step": {"boundaries": [10], "values": [0.01, 0.002]}},
        ),
        (
            {"cyclic": {"base": 5e-6, "max": 3e-4, "step_size": 8}},
            {"cyclic": {"base": 5e-7, "max": 3e-5, "step_size": 8}},
        ),
        ({"warmup": {"target": 0.01, "steps": 5}}, {"warmup": {"target": 0.001, "steps": 5}}),
        (
            {"exponential": {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.9, "staircase": True}},
            {"exponential": {"initial_learning_rate": 0.01, "decay_steps": 5, "decay_rate": 0.9, "staircase": True}},
        ),
        (
            {"cosine": {"initial_learning_rate": 0.1, "decay_steps": 5, "alpha": 0.0}},
            {"cosine": {"initial_learning_rate": 0.01, "decay_steps": 5, "alpha": 0.0}},
        ),
    ],
    ids=["constant", "round", "step", "cyclic", "warmup", "exponential", "cosine"],
)
def test_every_rate_of_a_schedule_becomes_a_tenth(rate, lower):
    spec = chain(image(4), layer("Dense", units=2), training={"learning_rate": rate})
    after = LearningRate().apply(spec, Clues())
    assert after is not None
    assert after.model_dump(mode="json")["training"]["learning_rate"] == lower
    assert after.model_copy(update={"training": spec.training}) == spec


def test_it_says_that_the_factor_is_a_guess():
    assert "first guess" in LearningRate.why
