import keras
import numpy as np
import pytest
from pydantic import TypeAdapter

from diagnostics.spec.training import LearningRate
from diagnostics.train.loop import Loop
from diagnostics.train.schedules import learning_rate
from tests.diagnostics.factories import layer
from tests.diagnostics.train.tiny import built, loaded, spec_of, train

STEPS = (0, 1, 2, 3, 4, 7, 10, 15, 99)
KERAS_S = keras.optimizers.schedules


def rates(setting):
    schedule = learning_rate(TypeAdapter(LearningRate).validate_python(setting))
    return [float(schedule(step)) for step in STEPS]


def test_a_number_stays_a_number():
    assert learning_rate(TypeAdapter(LearningRate).validate_python(3e-4)) == 3e-4


@pytest.mark.parametrize(
    ("setting", "theirs"),
    [
        (
            {"step": {"boundaries": [2, 7], "values": [1.0, 0.5, 0.1]}},
            KERAS_S.PiecewiseConstantDecay([2, 7], [1.0, 0.5, 0.1]),
        ),
        (
            {"exponential": {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5, "staircase": True}},
            KERAS_S.ExponentialDecay(0.1, 4, 0.5, staircase=True),
        ),
        (
            {"cosine": {"initial_learning_rate": 0.1, "decay_steps": 10, "alpha": 0.1}},
            KERAS_S.CosineDecay(0.1, 10, alpha=0.1),
        ),
    ],
)
def test_keras_s_schedules(setting, theirs):
    assert rates(setting) == [float(theirs(step)) for step in STEPS]


def triangle(step, base, top, half):
    """Smith 2017, section 3.2."""
    cycle = np.floor(1 + step / (2 * half))
    return base + (top - base) * max(0.0, 1 - abs(step / half - 2 * cycle + 1))


def ramp(step, target, steps):
    return target * min(1.0, (step + 1) / steps)


def test_a_cyclic_rate_is_smith_s_triangle():
    found = rates({"cyclic": {"base": 0.1, "max": 0.9, "step_size": 4}})
    assert found == pytest.approx([triangle(step, 0.1, 0.9, 4) for step in STEPS], abs=1e-6)
    assert max(found) == pytest.approx(0.9)


def test_a_warm_up_rises_evenly_and_reaches_its_target():
    found = rates({"warmup": {"target": 0.5, "steps": 5}})
    assert found == pytest.approx([ramp(step, 0.5, 5) for step in STEPS], abs=1e-6)
    assert found[0] > 0


@pytest.mark.parametrize(
    ("setting", "rate_at"),
    [
        ({"cyclic": {"base": 0.1, "max": 0.9, "step_size": 2}}, lambda step: triangle(step, 0.1, 0.9, 2)),
        ({"warmup": {"target": 0.5, "steps": 5}}, lambda step: ramp(step, 0.5, 5)),
        ({"step": {"boundaries": [3], "values": [0.25, 0.5]}}, lambda step: 0.25 if step <= 3 else 0.5),
        (0.125, lambda _: 0.125),
    ],
)
def test_the_compiled_loop_steps_at_the_schedule_s_rate(setting, rate_at):
    """With plain descent on a mean output the weight moves by the rate times a constant gradient."""
    head = layer("Dense", "output", units=1, kernel_initializer="zeros", use_bias=False)
    spec = spec_of(head, shape=(1,), loss="mean_absolute_error", optimizer="SGD", learning_rate=setting, batch_size=1)
    data = loaded(spec, np.ones((8, 1)), np.full(8, 1000.0))
    _, network = built(spec, data)
    loop = Loop(network.model, spec.training, data, 0)
    weights = []
    for step in range(16):
        train(loop, step + 1)
        weights.append(float(network.layers["output"].kernel[0, 0]))
    assert np.diff([0.0, *weights]) == pytest.approx([rate_at(step) for step in range(16)], abs=1e-5)
