import keras
import numpy as np
import pytest

from diagnostics.train.trial import run_trial
from tests.diagnostics.factories import layer
from tests.diagnostics.train.test_trial import planned, stored

LAYERS = (
    layer("Dense", "block/hidden", units=8, activation="relu"),
    layer("Dropout", "dropout", rate=0.2),
    layer("Dense", "output", units=3, activation="softmax"),
)
OWN = {"cyclic": {"base": 0.001, "max": 0.05, "step_size": 7}}, {"warmup": {"target": 0.05, "steps": 5}}
KERAS = (
    0.02,
    {"cosine": {"initial_learning_rate": 0.05, "decay_steps": 50}},
    {"step": {"boundaries": [5], "values": [0.1, 0.01]}},
)


@pytest.fixture
def location(tmp_path):
    return stored(tmp_path / "data.npz", samples=100)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "model.keras"


def trained(location, file, **settings):
    """The record of two epochs whose network was kept, and the network as Keras alone loads it."""
    settings = {"epochs": 2, "diagnosis": {"mode": "train"}, **settings}
    plan = planned(location, *LAYERS, **settings).model_copy(update={"stop_early": False})
    record = run_trial(plan, model_file=file)
    keras.backend.clear_session()
    return record, keras.models.load_model(file)


@pytest.mark.parametrize("rate", [*KERAS, *OWN])
def test_keras_alone_loads_it_and_it_answers_as_the_record_says(rate, location, file):
    record, model = trained(location, file, learning_rate=rate, dataset={"validation": None})
    with np.load(location) as data:
        answers, labels = model.predict(data["x"], verbose=0), data["y"]
    loss = -np.log(answers[np.arange(100), labels]).mean()
    assert record.snapshots[-1].step == record.steps
    assert loss == pytest.approx(record.snapshots[-1].train.loss, rel=1e-5)


@pytest.mark.parametrize("rate", KERAS)
def test_it_can_be_trained_on_where_keras_knows_its_parts(rate, location, file):
    record, model = trained(location, file, learning_rate=rate)
    assert int(model.optimizer.iterations) == record.steps
    assert type(model.optimizer).__name__ == "Adam"


def test_layers_have_the_user_s_names_as_far_as_keras_allows(location, file):
    _, model = trained(location, file)
    assert [layer.name for layer in model.layers][1:] == ["block__hidden", "dropout", "output"]


def test_what_cannot_be_trained_leaves_no_file(location, file):
    record = run_trial(planned(location, *LAYERS, shape=(5,)), model_file=file)
    assert record.verdict == "invalid"
    assert not file.exists()
