import pytest

from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.spec.training import CosineDecay, ExponentialDecay, Schedule, StepDecay, Warmup
from tests.diagnostics.source.diff.rewritten import changed_lines, rewritten
from tests.diagnostics.source.diff.training.compiled_program import changed, refused, trained

CODE = trained("model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.Adam(learning_rate=0.1))")


@pytest.mark.parametrize(
    ("schedule", "written"),
    [
        (
            Schedule(cosine=CosineDecay(initial_learning_rate=0.1, decay_steps=100)),
            "CosineDecay(initial_learning_rate=0.1, decay_steps=100)",
        ),
        (
            Schedule(exponential=ExponentialDecay(initial_learning_rate=0.1, decay_steps=9, decay_rate=0.5)),
            "ExponentialDecay(initial_learning_rate=0.1, decay_steps=9, decay_rate=0.5)",
        ),
        (
            Schedule(step=StepDecay(boundaries=(10, 20), values=(1e-3, 1e-4, 1e-5))),
            "PiecewiseConstantDecay(boundaries=[10, 20], values=[0.001, 1e-4, 1e-5])",
        ),
    ],
)
def test_a_schedule_of_keras(schedule, written):
    (come,) = changed(CODE, learning_rate=schedule)[1]
    assert come.endswith(f"keras.optimizers.Adam(learning_rate=keras.optimizers.schedules.{written}))")


def test_a_schedule_that_keras_has_no_class_for_gives_no_diff():
    found = refused(CODE, learning_rate=Schedule(warmup=Warmup(target=0.1, steps=10)))
    assert found.reason == "Keras has no class for the schedule 'warmup'; it takes a callback of your own"


def test_another_rate_of_a_schedule():
    code = trained(
        "rate = keras.optimizers.schedules.CosineDecay(0.1, 1000)\n"
        "model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.Adam(learning_rate=rate))"
    )
    gone, come = changed_lines(code, rewritten(LearningRate, code))
    assert len(gone) == len(come) == 1
