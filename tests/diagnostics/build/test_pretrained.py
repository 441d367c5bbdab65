import zipfile

import keras
import numpy as np
import pytest

from diagnostics.build.network import BuildError, build
from diagnostics.build.pretrained import restore
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan
from tests.diagnostics.formats.models import backbone, job_with, nested, saved

HEAD = [{"class_name": "Dense", "name": "new", "config": {"units": 3}}]


def spec_of(root, **archive):
    return resolve(read_job(job_with({"archive": {"location": "model.keras", **archive}})), [root])


def built(spec, root, seed=1):
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    graph = graph_of(spec)
    network = build(graph, (8, 8, 3))
    restore(graph, network, spec.model.weights, [root])
    return network


def fault(spec, root):
    with pytest.raises(BuildError) as caught:
        built(spec, root)
    return caught.value.pointer, str(caught.value)


def images():
    return np.random.default_rng(0).normal(size=(5, 8, 8, 3)).astype("float32")


def test_a_restored_model_answers_as_the_saved_one(tmp_path):
    model = nested(backbone())
    saved(model, tmp_path / "model.keras")
    wanted = model.predict(images(), verbose=0)
    network = built(spec_of(tmp_path), tmp_path)
    assert network.model.predict(images(), verbose=0) == pytest.approx(wanted, abs=1e-6)


def test_a_head_is_drawn_from_the_seed_and_the_base_is_not(tmp_path):
    saved(backbone(), tmp_path / "model.keras")
    spec = spec_of(tmp_path, head=HEAD, trainable=False)
    first, second = (built(spec, tmp_path, seed) for seed in (1, 2))
    assert (first.layers["conv"].get_weights()[0] == second.layers["conv"].get_weights()[0]).all()
    assert (first.layers["new"].get_weights()[0] != second.layers["new"].get_weights()[0]).any()
    assert len(first.model.trainable_weights) == 2


def test_the_head_and_what_is_drawn_later_do_not_depend_on_the_base_s_weights(tmp_path):
    saved(backbone(), tmp_path / "model.keras")
    spec = spec_of(tmp_path, head=HEAD)
    plain = spec.model_copy(update={"model": spec.model.model_copy(update={"weights": None})})

    def drawn(each):
        network = built(each, tmp_path)
        return network.layers["new"].get_weights()[0], keras.initializers.RandomNormal()((3,))

    for with_weights, without in zip(drawn(spec), drawn(plain), strict=True):
        assert np.array_equal(with_weights, without)


def test_the_statistics_of_a_normalization_layer_are_restored(tmp_path):
    normalization = keras.layers.Normalization(name="adapted")
    normalization.adapt(images() * 3 + 1)
    model = keras.Sequential([keras.Input((8, 8, 3)), normalization, keras.layers.Flatten()])
    saved(model, tmp_path / "model.keras")
    network = built(spec_of(tmp_path), tmp_path)
    assert network.model.predict(images(), verbose=0) == pytest.approx(model.predict(images(), verbose=0), abs=1e-6)


def test_weights_of_another_shape_are_the_layer_s_fault(tmp_path):
    saved(nested(backbone()), tmp_path / "model.keras")
    spec = spec_of(tmp_path)
    layers = [
        layer.model_copy(update={"config": {**layer.config, "units": 5}}) if layer.name == "head" else layer
        for layer in spec.model.layers
    ]
    wider = spec.model_copy(update={"model": spec.model.model_copy(update={"layers": tuple(layers)})})
    pointer, message = fault(wider, tmp_path)
    assert pointer == "/model/layers/5"
    assert message == "Dense 'head' holds weights of shape (4, 5), (5,), the saved one of (4, 2), (2,)"


def test_a_place_that_the_saved_model_does_not_have(tmp_path):
    saved(backbone(), tmp_path / "model.keras")
    spec = spec_of(tmp_path)
    saved(nested(backbone("other")), tmp_path / "model.keras")
    pointer, message = fault(spec, tmp_path)
    assert pointer == "/model/layers/1"
    assert "no layer 'conv'" in message


def test_a_file_that_has_gone_or_changed_is_told(tmp_path):
    path = saved(backbone(), tmp_path / "model.keras")
    spec = spec_of(tmp_path)
    start = keras.Input((8, 8, 3))
    saved(keras.Model(start, keras.layers.Lambda(abs, name="code")(start)), path)
    pointer, message = fault(spec, tmp_path)
    assert pointer == "/model/weights/location"
    assert "hold code" in message
    path.unlink()
    assert fault(spec, tmp_path)[0] == "/model/weights/location"


def test_weights_that_are_no_hdf5_are_told(tmp_path):
    path = saved(backbone(), tmp_path / "model.keras")
    spec = spec_of(tmp_path)
    with zipfile.ZipFile(path) as archive:
        config = archive.read("config.json")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {"metadata.json": b"{}", "config.json": config, "model.weights.h5": b"x" * 99}.items():
            archive.writestr(name, content)
    pointer, message = fault(spec, tmp_path)
    assert pointer == "/model/weights/location"
    assert message.startswith("Keras cannot load 'model.keras': ")


def test_a_trial_trains_a_head_on_what_was_saved(tmp_path):
    path = saved(backbone(), tmp_path / "model.keras")
    np.savez(tmp_path / "data.npz", x=np.repeat(images(), 8, axis=0), y=np.arange(40) % 3)
    spec = spec_of(tmp_path, head=HEAD, trainable=False)
    plan = TrialPlan(key="reference/0", role="reference", seed=1, spec=spec, horizon=2)
    record = run_trial(plan, [tmp_path])
    assert record.fault is None
    assert (record.steps, record.trainable_parameters) == (2, 15)
    path.unlink()
    fault_of = run_trial(plan, [tmp_path]).fault
    assert fault_of is not None
    assert fault_of.pointer == "/model/weights/location"
