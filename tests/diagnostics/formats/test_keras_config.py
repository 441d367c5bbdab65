import keras
import pytest

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.keras_config import read_config
from tests.diagnostics.formats.models import backbone, config_of, nested


def wiring(model):
    return {layer.name: layer.inputs for layer in read_config(config_of(model)).layers}


def refused(document):
    with pytest.raises(SavedModelError) as caught:
        read_config(document)
    return str(caught.value)


def test_a_sequential_model_is_a_chain():
    model = keras.Sequential(
        [keras.Input((4,), name="entry"), keras.layers.Dense(3, name="a"), keras.layers.Dense(2, name="b")]
    )
    assert wiring(model) == {"entry": (), "a": ("entry",), "b": ("a",)}


def test_nested_models_are_flattened_and_their_inputs_vanish():
    inner = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Rescaling(0.5, name="scale"), backbone()], name="in")
    found = read_config(config_of(nested(inner)))
    assert {layer.name: layer.inputs for layer in found.layers} == {
        "image": (),
        "in/scale": ("image",),
        "in/base/conv": ("in/scale",),
        "in/base/norm": ("in/base/conv",),
        "in/base/relu": ("in/base/norm",),
        "in/base/pool": ("in/base/relu",),
        "head": ("in/base/pool",),
    }
    assert found.outputs == ("head",)


def test_branches_and_several_inputs_and_outputs():
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    both = keras.layers.Add(name="sum")([left, right])
    model = keras.Model([left, right], [keras.layers.Dense(2, name="x")(both), both])
    assert wiring(model)["sum"] == ("left", "right")
    assert read_config(config_of(model)).outputs == ("x", "sum")


def test_attention_takes_its_inputs_one_by_one():
    start = keras.Input((4, 6), name="start")
    query = keras.layers.Dense(6, name="query")(start)
    model = keras.Model(start, keras.layers.MultiHeadAttention(2, 3, name="attention")(query, start))
    assert wiring(model)["attention"] == ("query", "start")


def test_a_frozen_model_freezes_its_layers():
    base = backbone()
    base.trainable = False
    base.get_layer("norm").trainable = True
    found = {layer.name: layer.config.get("trainable") for layer in read_config(config_of(nested(base))).layers}
    assert (found["base/conv"], found["base/norm"], found["head"]) == (False, False, True)


def test_configs_are_plain_and_leave_the_precision_to_the_job():
    found = {layer.name: layer.config for layer in read_config(config_of(backbone())).layers}
    assert found["conv"]["kernel_initializer"]["class_name"] == "GlorotUniform"
    assert set(found["conv"]["kernel_regularizer"]) == {"class_name", "config"}
    assert found["conv"]["dtype"] is None
    assert "name" not in found["conv"]


def test_inference_mode_is_noted():
    found = read_config(config_of(nested(backbone(), training=False)))
    assert [layer.name for layer in found.layers if layer.inference] == [
        "base/conv",
        "base/norm",
        "base/relu",
        "base/pool",
    ]


def test_shared_layers_are_refused():
    left, right = keras.Input((4,)), keras.Input((4,))
    shared = keras.layers.Dense(3, name="shared")
    model = keras.Model([left, right], keras.layers.Add()([shared(left), shared(right)]))
    assert "'shared' is called 2 times" in refused(config_of(model))


def test_operations_on_tensors_are_refused():
    start = keras.Input((4,))
    assert "operation" in refused(config_of(keras.Model(start, keras.layers.Dense(2)(start) * 2)))


def test_a_lambda_is_refused_and_never_run():
    start = keras.Input((4,))
    model = keras.Model(start, keras.layers.Lambda(lambda value: value * 2, name="code")(start))
    assert "'code' is a Lambda" in refused(config_of(model))


@pytest.mark.parametrize("change", [{"module": "os"}, {"registered_name": "mine>Conv2D"}])
@pytest.mark.parametrize("where", ["layer", "initializer"])
def test_custom_objects_are_refused(change, where):
    document = config_of(backbone())
    conv = document["config"]["layers"][1]
    conv = conv if where == "layer" else conv["config"]["kernel_initializer"]
    conv.update(change)
    assert "custom objects are not loaded" in refused(document)


@keras.saving.register_keras_serializable("mine")
class Subclassed(keras.Model):
    pass


def test_a_class_of_one_s_own_is_refused():
    assert "what a class of one's own does stands in code alone" in refused(config_of(Subclassed()))


def test_nesting_without_end_is_refused():
    document = {"class_name": "Dense", "config": {"name": "x"}}
    for _ in range(300):
        document = {"class_name": "Sequential", "config": {"name": "x", "layers": [document]}}
    entry = {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, 2]}}
    assert "nested deeper" in refused({"class_name": "Sequential", "config": {"layers": [entry, document]}})


@pytest.mark.parametrize(
    "document", [None, [], {}, {"class_name": "Functional"}, {"class_name": "Sequential", "config": 3}]
)
def test_what_is_no_config_is_refused(document):
    assert refused(document)


def test_a_model_that_was_never_built_is_refused():
    assert "before it was built" in refused(config_of(keras.Sequential([keras.layers.Dense(2)])))
