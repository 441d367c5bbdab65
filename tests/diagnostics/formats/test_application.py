import json

import keras
import pytest

from diagnostics.build.applications import application_names, content_of, convention, stored
from diagnostics.build.network import build
from diagnostics.build.pretrained import restore
from diagnostics.formats.application import FOLDER, names
from diagnostics.formats.conventions import TABLE, convention_of
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import job_with, saved

SMALL = ("VGG16", "MobileNetV2", "EfficientNetB0", "ConvNeXtTiny", "NASNetMobile", "InceptionResNetV2")
PADDED_BY_SIZE = ("MobileNetV2", "MobileNetV3Small", "EfficientNetB0", "NASNetMobile")


def resolved(name, root=None, size=(96, 96), **application):
    job = job_with({"application": {"name": name, **application}}, image={"size": list(size), "channels": 3})
    return resolve(read_job(job), None if root is None else [root])


def in_keras(name, **settings):
    keras.backend.clear_session()
    settings = {"input_shape": (96, 96, 3), **settings}
    return getattr(keras.applications, name)(include_top=False, weights=None, **settings)


def shapes(model):
    return [tuple(weight.shape) for weight in model.weights]


@pytest.mark.parametrize("name", names())
def test_every_application_resolves_within_the_tables(name):
    spec = resolved(name)
    graph = graph_of(spec)
    assert not graph.unused
    assert all(shape.parameters is not None for shape in graph.shapes.values())
    assert graph.nodes[0].class_name == "InputLayer"
    assert convention_of(name) in ("caffe", "tf", "torch", "none")


@pytest.mark.parametrize("name", SMALL)
def test_the_network_is_keras_s_own(name):
    model = in_keras(name)
    wanted = shapes(model)
    keras.backend.clear_session()
    network = build(graph_of(resolved(name)), (96, 96, 3))
    assert shapes(network.model) == wanted
    assert network.model.count_params() == model.count_params()
    assert network.model.output_shape == model.output_shape


@pytest.mark.parametrize("name", SMALL)
def test_the_stored_files_are_those_of_the_installed_keras(name):
    assert content_of(FOLDER / f"{name}.json.gz") == stored(name)


def test_the_conventions_are_those_of_the_installed_keras():
    assert json.loads(TABLE.read_text(encoding="utf-8")) == {name: convention(name) for name in application_names()}


@pytest.mark.parametrize("name", PADDED_BY_SIZE)
def test_maps_of_odd_size_are_padded_as_keras_pads_them(name):
    size = (98, 133)
    made = in_keras(name, input_shape=(*size, 3))
    wanted = [layer.padding for layer in made.layers if isinstance(layer, keras.layers.ZeroPadding2D)]
    graph = graph_of(resolved(name, size=size))
    found = [node.config["padding"] for node in graph.nodes if node.class_name == "ZeroPadding2D"]
    assert found == [[list(side) for side in padding] for padding in wanted]
    assert graph.shapes[graph.outputs[0]].output == made.output_shape[1:]


def test_the_set_is_small_and_has_all_that_keras_has():
    assert names() == application_names()
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 400_000


def test_weights_come_from_a_saved_model_with_other_names(tmp_path):
    base = in_keras("MobileNet", alpha=1.0)
    start = keras.Input((96, 96, 3))
    outer = keras.Model(start, keras.layers.GlobalAveragePooling2D()(base(start)))
    saved(outer, tmp_path / "outer.keras")
    kernel = base.get_layer("conv1").get_weights()[0]
    spec = resolved("MobileNet", tmp_path, weights="outer.keras", trainable=False)
    assert spec.model.weights.layers["conv1"] == f"{base.name}/conv1"
    assert spec.model.weights.convention[0].backbone == "MobileNet"
    keras.backend.clear_session()
    graph = graph_of(spec)
    network = build(graph, (96, 96, 3))
    restore(graph, network, spec.model.weights, [tmp_path])
    assert (network.layers["conv1"].get_weights()[0] == kernel).all()
    assert not network.model.trainable_weights
