import h5py
import keras
import numpy as np
import pytest
from keras import layers

from diagnostics.build.network import BuildError, build
from diagnostics.build.pretrained import restore
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import backbone, config_of, job_with, nested

pytestmark = pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")


def whole():
    """Layers with layers inside them, and a model inside that is called twice."""
    start = keras.Input((8, 8, 3), name="x")
    inner_start = keras.Input((8, 8, 3))
    flow = layers.Conv2D(3, 3, padding="same", name="conv")(inner_start)
    inner = keras.Model(inner_start, layers.BatchNormalization(name="norm")(flow), name="inner")
    flow = layers.Reshape((24, 8), name="rows")(inner(inner(start)))
    flow = layers.Bidirectional(layers.LSTM(3, return_sequences=True), name="both")(flow)
    flow = layers.MultiHeadAttention(2, 3, name="attention")(flow, flow)
    flow = layers.TimeDistributed(layers.Dense(4), name="each")(layers.Dropout(0.2, name="noise")(flow))
    flow = layers.RNN([layers.LSTMCell(3), layers.GRUCell(4), layers.LSTMCell(3)], return_sequences=True, name="cells")(
        flow
    )
    model = keras.Model(start, layers.GRU(2, name="last")(flow))
    generator = np.random.default_rng(4)
    for layer in model.layers:
        layer.set_weights([generator.uniform(0.1, 1, weight.shape) for weight in layer.get_weights()])
    return model


def images():
    return np.random.default_rng(0).normal(size=(5, 8, 8, 3)).astype("float32")


def spec_of(root, model):
    return resolve(read_job(job_with(model)), [root])


def restored(spec, root):
    keras.backend.clear_session()
    keras.utils.set_random_seed(9)
    graph = graph_of(spec)
    network = build(graph, (8, 8, 3))
    restore(graph, network, spec.model.weights, [root])
    return network.model.predict(images(), verbose=0)


def beside_layers(model, location):
    """A job's layers, and this file as their weights."""
    spec = resolve(read_job(job_with({"keras": config_of(model)})))
    document = spec.model_dump(mode="json")["model"]
    names = [entry["name"] for entry in document["layers"] if entry["class_name"] != "InputLayer"]
    return {
        **document,
        "weights": {"location": location, "layers": {name: name for name in names if "call" not in name}},
    }


@pytest.mark.parametrize("name", ["m.h5", "m.hdf5", "m.keras"])
def test_a_whole_model_answers_as_it_was_saved(tmp_path, name):
    model = whole()
    model.save(tmp_path / name)
    wanted = model.predict(images(), verbose=0)
    assert restored(spec_of(tmp_path, {"archive": {"location": name}}), tmp_path) == pytest.approx(wanted, abs=1e-6)


def test_weights_alone_stand_beside_layers(tmp_path):
    model = whole()
    model.save_weights(tmp_path / "m.weights.h5")
    wanted = model.predict(images(), verbose=0)
    spec = spec_of(tmp_path, beside_layers(model, "m.weights.h5"))
    assert restored(spec, tmp_path) == pytest.approx(wanted, abs=1e-6)


def older(path, groups):
    """As Keras 2 wrote weights: a group a layer, in order."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = np.array([name.encode() for name in groups])
        for name, weights in groups.items():
            group = file.create_group(name)
            group.attrs["weight_names"] = np.array([each.encode() for each in weights], "S60")
            for each, array in weights.items():
                group.create_dataset(each, data=array)


def test_keras_2_s_names_and_its_order_are_understood(tmp_path):
    start = keras.Input((8, 8, 3), name="x")
    flow = layers.DepthwiseConv2D(3, name="depth")(start)
    flow = layers.Reshape((18, 6), name="rows")(layers.BatchNormalization(name="norm")(flow))
    model = keras.Model(start, layers.LSTM(2, name="lstm")(flow))
    arrays = {layer.name: layer.get_weights() for layer in model.layers}
    depth, norm, lstm = ([each + 0.5 for each in arrays[name]] for name in ("depth", "norm", "lstm"))
    groups = {
        "depth": {"depth/depthwise_kernel:0": depth[0], "depth/bias:0": depth[1]},
        "norm": dict(
            zip([f"norm/{each}:0" for each in ("gamma", "beta", "moving_mean", "moving_variance")], norm, strict=True)
        ),
        "rows": {},
        "lstm": dict(
            zip([f"lstm/lstm_cell_3/{each}:0" for each in ("kernel", "recurrent_kernel", "bias")], lstm, strict=True)
        ),
    }
    older(tmp_path / "w.h5", groups)
    spec = spec_of(tmp_path, beside_layers(model, "w.h5"))
    for name, weights in (("depth", depth), ("norm", norm), ("lstm", lstm)):
        model.get_layer(name).set_weights(weights)
    wanted = model.predict(images(), verbose=0)
    assert restored(spec, tmp_path) == pytest.approx(wanted, abs=1e-6)


def test_an_application_takes_weights_alone_by_their_names(tmp_path):
    keras.backend.clear_session()
    model = keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3))
    groups = {
        layer.name: {f"{layer.name}/{weight.name}:0": weight.numpy() for weight in layer.weights}
        for layer in model.layers
    }
    older(tmp_path / "vgg16_notop.h5", groups)
    job = job_with(
        {"application": {"name": "VGG16", "weights": "vgg16_notop.h5"}}, image={"size": [32, 32], "channels": 3}
    )
    spec = resolve(read_job(job), [tmp_path])
    keras.backend.clear_session()
    graph = graph_of(spec)
    network = build(graph, (32, 32, 3))
    restore(graph, network, spec.model.weights, [tmp_path])
    kernel = network.layers["block3_conv2"].get_weights()[0]
    assert np.array_equal(kernel, model.get_layer("block3_conv2").get_weights()[0])


def fault(spec, root):
    with pytest.raises(BuildError) as caught:
        restored(spec, root)
    return caught.value.pointer, str(caught.value)


def test_weights_of_another_shape_are_the_layer_s_fault(tmp_path):
    nested(backbone()).save(tmp_path / "m.h5")
    spec = spec_of(tmp_path, {"archive": {"location": "m.h5"}})
    layer = spec.model.layers[-1]
    wider = layer.model_copy(update={"config": {**layer.config, "units": 5}})
    model = spec.model.model_copy(update={"layers": (*spec.model.layers[:-1], wider)})
    pointer, message = fault(spec.model_copy(update={"model": model}), tmp_path)
    assert pointer == "/model/layers/5"
    assert message == "Dense 'head' holds weights of shape (4, 5), (5,), the saved 'head' of (4, 2), (2,)"


@pytest.mark.parametrize("name", ["m.h5", "m.weights.h5"])
def test_a_layer_that_the_file_does_not_have(tmp_path, name):
    model = backbone()
    model.save(tmp_path / name) if name == "m.h5" else model.save_weights(tmp_path / name)
    renamed = beside_layers(backbone(), name)
    renamed["weights"]["layers"]["conv"] = "other/conv"
    pointer, message = fault(spec_of(tmp_path, renamed), tmp_path)
    assert pointer == "/model/layers/1"
    assert "the saved model has no layer 'other/conv'" in message


def test_a_file_that_leads_elsewhere_is_refused_when_it_is_loaded_too(tmp_path):
    nested(backbone()).save(tmp_path / "m.h5")
    spec = spec_of(tmp_path, {"archive": {"location": "m.h5"}})
    with h5py.File(tmp_path / "m.h5", "a") as file:
        file["model_weights/extra"] = h5py.ExternalLink("/etc/passwd", "/x")
    pointer, message = fault(spec, tmp_path)
    assert pointer == "/model/weights/location"
    assert "is a link" in message
