import numpy as np
import pytest

from diagnostics.diagnose import diagnose
from diagnostics.graph.graph import graph_of
from diagnostics.intake import take_in
from diagnostics.probes.ablation import ablations
from diagnostics.probes.sample import sample
from diagnostics.spec.reading import read_job
from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan
from tests.diagnostics.factories import layer, sharing
from tests.diagnostics.train.tiny import dataset, prepared, spec_of, train

LAYERS = (
    layer("Dense", "first", units=4, activation="relu"),
    layer("BatchNormalization", "norm"),
    sharing("first", "Dense", "second"),
    sharing("norm", "BatchNormalization", "again"),
    layer("Dense", "output", units=3, activation="softmax"),
)


@pytest.fixture
def location(tmp_path):
    """Normal inputs; the class is the largest of the first three."""
    inputs = np.random.default_rng(0).normal(size=(320, 4)).astype(np.float32)
    np.savez(tmp_path / "data.npz", x=inputs, y=inputs[:, :3].argmax(axis=1))
    return str(tmp_path / "data.npz")


def test_a_trial_shows_what_every_call_gives_and_its_weights_once(location):
    spec = spec_of(*LAYERS, epochs=10, learning_rate=0.02)
    spec = spec.model_copy(update={"dataset": spec.dataset.model_copy(update={"location": location})})
    record = run_trial(TrialPlan(key="reference", role="reference", seed=1, spec=spec, horizon=60))
    assert record.fault is None
    assert (record.parameters, record.trainable_parameters) == (20 + 16 + 15, 20 + 8 + 15)
    seen = record.snapshots[-1].layers
    assert set(seen) == {"image", "first", "norm", "second", "again", "output"}
    assert {name for name, each in seen.items() if each.weight_norm is not None} == {"first", "norm", "output"}
    assert {name for name, each in seen.items() if each.gradient_norm is not None} == {"first", "norm", "output"}
    assert {name for name, each in seen.items() if each.batch_statistics} == {"norm"}
    assert seen["first"].mean != seen["second"].mean


def test_both_calls_are_replaced_at_once_and_the_network_is_left_as_it_was():
    spec = spec_of(*LAYERS, epochs=2)
    data = dataset(spec)
    network, loop, _ = prepared(spec, data)
    train(loop)
    before = network.model.predict(data.train.inputs[np.arange(4)], verbose=0)
    worth = ablations(graph_of(spec), network, sample(data.train, data.facts.task), spec.training)
    assert list(worth) == ["first"]
    assert np.array_equal(network.model.predict(data.train.inputs[np.arange(4)], verbose=0), before)


def test_what_also_answers_is_not_replaced():
    spec = spec_of(
        layer("Dense", "hidden", units=4, activation="softmax"), sharing("hidden", "Dense", "answer"), epochs=1
    )
    data = dataset(spec)
    network, _, _ = prepared(spec, data)
    assert ablations(graph_of(spec), network, sample(data.train, data.facts.task), spec.training) == {}


@pytest.mark.parametrize(("rate", "prove"), [(0.02, False), (3.0, True)])
def test_a_network_with_a_shared_layer_is_diagnosed(location, rate, prove):
    training = {"loss": "sparse_categorical_crossentropy", "learning_rate": rate, "epochs": 6}
    document = {
        "dataset": {"location": location},
        "model": {"layers": [{"class_name": "InputLayer", "config": {"shape": [4]}}, *LAYERS]},
        "training": training,
        "diagnosis": {"budget": {"steps": 600}, "prove": prove},
    }
    report = diagnose(take_in(read_job(document), None))
    assert report.verdict.state != "invalid"
    assert all(len(finding.at) == len(set(finding.at)) for finding in report.findings)
