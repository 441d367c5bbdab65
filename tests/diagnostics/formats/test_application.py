import json

import keras
import pytest

from diagnostics.build.applications import application_names, content_of, convention, stored
from diagnostics.build.network import build
from diagnostics.build.pretrained import restore
from diagnostics.formats.application import FOLDER, names
from diagnostics.formats.conventions import TABLE, convention_of
from diagnostics.formats.errors import SavedModelError
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import job_with, saved

SMALL = ("VGG16", "MobileNetV2", "EfficientNetB0")


def resolved(name, root=None, **application):
    job = job_with({"application": {"name": name, **application}}, image={"size": [96, 96], "channels": 3})
    return resolve(read_job(job), None if root is None else [root])


def in_keras(name, **settings):
    keras.backend.clear_session()
    return getattr(keras.applications, name)(include_top=False, weights=None, input_shape=(96, 96, 3), **settings)


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
    wanted = [[tuple(weight.shape) for weight in layer.weights] for layer in model.layers]
    keras.backend.clear_session()
    network = build(graph_of(resolved(name)), (96, 96, 3))
    assert [[tuple(weight.shape) for weight in layer.weights] for layer in network.model.layers] == wanted
    assert network.model.count_params() == model.count_params()
    assert network.model.output_shape == model.output_shape


@pytest.mark.parametrize("name", SMALL)
def test_the_stored_files_are_those_of_the_installed_keras(name):
    assert content_of(FOLDER / f"{name}.json.gz") == stored(name)


def test_the_conventions_are_those_of_the_installed_keras():
    assert json.loads(TABLE.read_text(encoding="utf-8")) == {name: convention(name) for name in application_names()}


def test_an_application_that_is_wired_by_its_size_is_not_stored():
    with pytest.raises(SavedModelError, match="depends on the size"):
        stored("NASNetMobile")


def test_the_set_is_small_and_has_the_usual_ones():
    assert {"ResNet50", "VGG16", "VGG19", "MobileNetV2", "DenseNet121", "InceptionV3", "Xception"} <= set(names())
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
