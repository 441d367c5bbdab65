import keras
import pytest

from diagnostics.data.locations import locations
from diagnostics.graph.resolve import resolve
from diagnostics.spec.dataset import Operation
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import backbone, config_of, job_with, nested, packed, saved

HEAD = [{"class_name": "Dense", "name": "new", "config": {"units": 3, "activation": "softmax"}}]


@pytest.fixture
def root(tmp_path):
    """A data root with a saved backbone, and the same inside a whole classifier."""
    saved(backbone(), tmp_path / "base.keras")
    saved(nested(backbone()), tmp_path / "whole.keras")
    return tmp_path


def resolved(root, model, **dataset):
    return resolve(read_job(job_with(model, **dataset)), [root]).model


def refused(root, model):
    with pytest.raises(SpecError) as caught:
        resolved(root, model)
    return {problem.pointer: problem.message for problem in caught.value.problems}


def names(model):
    return [layer.name for layer in model.layers]


def test_an_archive_keeps_its_layers_and_says_where_their_weights_are(root):
    model = resolved(root, {"archive": {"location": "whole.keras"}})
    assert names(model) == ["image", "base/conv", "base/norm", "base/relu", "base/pool", "head"]
    assert model.outputs == ("head",)
    assert model.weights.location == "whole.keras"
    assert model.weights.layers == {name: name for name in names(model)[1:]}
    assert model.pretrained == set(names(model)[1:])


def test_a_head_follows_the_base_and_has_no_stored_weights(root):
    model = resolved(root, {"archive": {"location": "base.keras", "head": HEAD, "trainable": False}})
    assert (model.layers[-1].name, model.layers[-1].inputs, model.outputs) == ("new", ("pool",), ("new",))
    assert "new" not in model.pretrained
    assert [layer.config.get("trainable") for layer in model.layers[1:]] == [False, False, False, False, True]


def test_what_a_head_cuts_off_is_left_out(root):
    head = [{**HEAD[0], "inputs": ["base/pool"]}]
    model = resolved(root, {"archive": {"location": "whole.keras", "head": head}})
    assert names(model) == ["image", "base/conv", "base/norm", "base/relu", "base/pool", "new"]
    assert "head" not in model.pretrained


def test_a_resolved_archive_resolves_to_itself(root):
    convention = [{"rescale": {"scale": 0.5}}]
    job = job_with({"archive": {"location": "base.keras", "head": HEAD, "convention": convention}})
    first = resolve(read_job(job), [root])
    assert first.model_dump(mode="json")["model"]["weights"]["convention"] == [
        {"rescale": {"scale": 0.5, "offset": 0.0}}
    ]
    assert resolve(read_job(first.model_dump(mode="json")), [root]) == first


def test_archives_obey_the_roots(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = str(saved(backbone(), elsewhere / "base.keras"))
    assert "outside the folders" in refused(root, {"archive": {"location": path}})["/model/archive/location"]
    with pytest.raises(SpecError):
        resolve(read_job(job_with({"archive": {"location": path}})))
    resolve(read_job(job_with({"archive": {"location": path}})), None)


def test_a_fault_inside_an_archive_points_to_its_location_and_names_the_layer(root):
    config = (
        b'{"class_name": "Sequential", "config": {"layers": ['
        b'{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 4]}},'
        b'{"class_name": "Dense", "config": {"name": "d", "units": 2, "what": 1}}]}}'
    )
    packed(root / "odd.keras", {"config.json": config, "model.weights.h5": b""})
    found = refused(root, {"archive": {"location": "odd.keras"}})
    assert list(found) == ["/model/archive/location"]
    assert found["/model/archive/location"].startswith("Dense 'd' cannot be taken over: Dense takes no 'what'")
    assert "cannot be read" in refused(root, {"archive": {"location": "gone.keras"}})["/model/archive/location"]


def test_a_fault_of_the_head_points_into_the_head(root):
    found = refused(root, {"archive": {"location": "base.keras", "head": [{"class_name": "Dens"}]}})
    assert list(found) == ["/model/archive/head/0/class_name"]


def test_a_name_that_the_base_has_too_is_refused(root):
    head = [{"class_name": "Dense", "name": "conv", "config": {"units": 3}}]
    assert list(refused(root, {"archive": {"location": "base.keras", "head": head}})) == ["/model/archive/head/0/name"]


def test_dropout_of_a_saved_model_stays(root):
    start = keras.Input((4,))
    saved(keras.Model(start, keras.layers.Dropout(0.5, name="dropout")(start)), root / "dropout.keras")
    assert resolved(root, {"archive": {"location": "dropout.keras"}}).layers[1].config["rate"] == 0.5


def test_a_shared_layer_whose_first_call_is_cut_off_keeps_its_weights(root):
    start = keras.Input((4,), name="start")
    shared = keras.layers.Dense(4, name="shared")
    outputs = [keras.layers.ReLU(name="one")(shared(start)), keras.layers.ReLU(name="other")(shared(-start))]
    saved(keras.Model(start, outputs), root / "shared.keras")
    model = resolved(root, {"archive": {"location": "shared.keras"}, "outputs": ["other"]})
    assert [(layer.name, layer.shares) for layer in model.layers[2:]] == [("shared_call_2", None), ("other", None)]
    assert model.weights.layers["shared_call_2"] == "shared"


def test_weights_stand_beside_layers_alone(root):
    weights = {"location": "base.keras", "layers": {}}
    assert "/model" in refused_document({"archive": {"location": "base.keras"}, "weights": weights})


def refused_document(model):
    with pytest.raises(SpecError) as caught:
        read_job(job_with(model))
    return {problem.pointer for problem in caught.value.problems}


def test_a_config_is_a_form_without_weights(root):
    model = resolved(root, {"keras": config_of(nested(backbone()))})
    assert names(model) == ["image", "base/conv", "base/norm", "base/relu", "base/pool", "head"]
    assert (model.outputs, model.weights) == (("head",), None)


def test_another_output_of_a_config_can_be_chosen(root):
    model = resolved(root, {"keras": config_of(nested(backbone())), "outputs": ["base/pool"]})
    assert model.outputs == ("base/pool",)
    assert "head" not in names(model)


def test_a_fault_inside_a_config_points_to_its_layer(root):
    start = keras.Input((4,))
    code = config_of(keras.Model(start, keras.layers.Lambda(abs, name="code")(start)))
    assert "hold code" in refused(root, {"keras": code})["/model/keras/config/layers/1/class_name"]
    odd = config_of(nested(backbone()))
    odd["config"]["layers"][1]["config"]["layers"][1]["config"]["what"] = 1
    found = refused(root, {"keras": odd})
    assert "takes no 'what'" in found["/model/keras/config/layers/1/config/layers/1"]
    assert list(refused(root, {"keras": {"what": 1}})) == ["/model/keras"]


def test_an_application_takes_the_shape_of_the_images(root):
    preprocess = [{"grayscale_to_rgb": {}}, {"resize": {"size": [96, 64]}}]
    model = resolved(
        root,
        {"application": {"name": "VGG16", "head": HEAD}},
        image={"size": [32, 32], "channels": 1},
        preprocess=preprocess,
    )
    assert model.layers[0].config["shape"] == [96, 64, 3]
    assert model.layers[-1].inputs == ("block5_pool",)
    assert model.weights is None


def test_an_unknown_application_is_told_with_the_nearest(root):
    found = refused(root, {"application": {"name": "Resnet50"}})
    assert "did you mean 'ResNet50'?" in found["/model/application/name"]


def test_imagenet_weights_are_left_for_keras_to_fetch(root):
    spec = resolve(read_job(job_with({"application": {"name": "VGG16", "weights": "imagenet", "head": HEAD}})), [root])
    weights = spec.model.weights
    assert weights is not None
    assert (weights.location, weights.convention) == ("keras://VGG16", (Operation(backbone="VGG16"),))
    assert weights.layers["block1_conv1"] == "block1_conv1"
    assert "new" not in weights.layers
    assert "/model/weights/location" not in dict(locations(spec))
    assert resolve(read_job(spec.model_dump(mode="json")), [root]) == spec


def test_an_application_that_keras_has_no_weights_for_is_told_with_the_nearest(root):
    layers = [{"class_name": "Dense", "config": {"units": 2}}]
    found = refused(root, {"layers": layers, "weights": {"location": "keras://VGG17", "layers": {}}})
    assert "did you mean 'VGG1" in found["/model/weights/location"]


def test_weights_of_another_network_are_refused(root):
    found = refused(root, {"application": {"name": "VGG16", "weights": "base.keras"}})
    assert "nowhere among them" in found["/model/application/weights"]
