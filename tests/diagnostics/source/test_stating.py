import pytest

from diagnostics.source.stating import with_stated
from diagnostics.spec.errors import SpecError

CODE = """import keras
m = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
m.compile("adam", "mse")
m.fit(x, y, epochs=n, batch_size=8, validation_split=0.1)
"""


def document(**parts):
    return {"dataset": {"location": "x"}, "model": {"source": {"text": CODE, **parts.pop("source", {})}}, **parts}


def test_what_the_program_states_is_the_jobs():
    found = with_stated(document(source={"define": {"n": 4}}))
    assert found["training"]["epochs"] == 4
    assert found["training"]["loss"] == "mse"
    assert found["dataset"] == {"location": "x", "validation": {"tail": 0.1}}


def test_the_job_says_it_first():
    found = with_stated(document(training={"epochs": 9, "loss": "mae"}, dataset={"location": "y", "validation": None}))
    assert (found["training"]["epochs"], found["training"]["loss"]) == (9, "mae")
    assert found["training"]["batch_size"] == 8
    assert found["dataset"]["validation"] is None


def test_what_is_open_is_a_problem():
    with pytest.raises(SpecError) as caught:
        with_stated(document())
    assert [(each.pointer, each.value) for each in caught.value.problems] == [("/training/epochs", "n")]


@pytest.mark.parametrize(
    "odd",
    [
        {"model": {"layers": []}},
        {"model": None},
        {"model": {"source": "text"}},
        {"model": {"source": {"text": ""}}},
        {"model": {"source": {"text": 3}}},
        {"model": {"source": {"text": CODE, "define": []}}},
        {"model": {"source": {"text": CODE, "define": {1: 2}}}},
        {"model": {"source": {"text": CODE, "model": 3}}},
        {"model": {"source": {"text": CODE}}, "training": []},
        {"model": {"source": {"text": CODE}}, "dataset": "x"},
        {},
    ],
)
def test_what_is_not_well_formed_is_told_elsewhere(odd):
    assert with_stated(odd) is odd
