import json
import random
from contextlib import suppress
from typing import Any

import keras
import numpy as np
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


def test_the_mode_of_a_call_is_not_read_since_keras_lets_that_of_the_network_win():
    base = backbone()
    model = nested(base, training=False)
    before = base.get_layer("norm").moving_mean.numpy()
    model(np.ones((2, 8, 8, 3)), training=True)
    assert (base.get_layer("norm").moving_mean.numpy() != before).any()
    assert not any(layer.inference for layer in read_config(config_of(model)).layers)


def test_each_further_call_shares_the_weights_of_the_first():
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    shared = keras.layers.Dense(3, name="shared")
    model = keras.Model([left, right], keras.layers.Add(name="sum")([shared(left), shared(right)]))
    found = {layer.name: (layer.shares, layer.inputs) for layer in read_config(config_of(model)).layers}
    assert found == {
        "left": (None, ()),
        "right": (None, ()),
        "shared": (None, ("left",)),
        "shared_call_2": ("shared", ("right",)),
        "sum": (None, ("shared", "shared_call_2")),
    }


def test_a_shared_model_is_each_of_its_layers_once_more():
    start = keras.Input((4,), name="start")
    inner = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(4, name="a"), keras.layers.ReLU(name="b")], name="in"
    )
    found = read_config(config_of(keras.Model(start, inner(inner(start)))))
    assert [(layer.name, layer.shares) for layer in found.layers[1:]] == [
        *(("in/a", None), ("in/b", None), ("in/a_call_2", "in/a"), ("in/b_call_2", "in/b")),
    ]
    assert found.outputs == ("in/b_call_2",)


def test_models_that_share_themselves_over_and_over_end():
    document = config_of(keras.Sequential([keras.Input((4,)), keras.layers.Dense(4)], name="m0"))
    for number in range(40):
        document = {**document, "name": f"m{number}"}
        entry = {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_shape": [None, 4]}}
        document = {"class_name": "Sequential", "config": {"name": "m", "layers": [entry, document, document]}}
    assert "more than 10,000 layers" in refused(document)


def test_operations_on_tensors_become_the_layers_that_do_the_same():
    start = keras.Input((4,), name="start")
    found = read_config(config_of(keras.Model(start, keras.ops.relu(2 - start))))
    assert [(layer.class_name, dict(layer.config)) for layer in found.layers[1:]] == [
        ("Rescaling", {"scale": -1.0, "offset": 2}),
        ("Activation", {"activation": "relu"}),
    ]


def test_operations_that_no_layer_does_are_refused_with_their_place():
    start = keras.Input((4,))
    document = config_of(keras.Model(start, keras.ops.sin(start)))
    with pytest.raises(SavedModelError, match="'sin' is the operation Sin") as caught:
        read_config(document)
    assert caught.value.place == "/config/layers/1"


def test_one_of_several_outputs_is_read_and_another_is_not():
    start = keras.Input((5, 4))
    sequence, state = keras.layers.GRU(3, return_sequences=True, return_state=True, name="gru")(start)
    assert "output 2 of layer 'gru' is used" in refused(config_of(keras.Model(start, [sequence, state])))


def test_layers_that_feed_one_another_are_refused():
    def dense(name, source):
        return {"class_name": "Dense", "name": name, "config": {"units": 2}, "inbound_nodes": [[[source, 0, 0, {}]]]}

    layers = [dense("a", "b"), dense("b", "a")]
    config = {"layers": layers, "input_layers": [], "output_layers": [["b", 0, 0]]}
    assert "is fed by what it feeds" in refused({"class_name": "Functional", "config": config})


def test_a_layer_is_read_after_what_feeds_it_wherever_it_stands():
    document = config_of(nested(backbone()))
    names = [layer.name for layer in read_config(document).layers]
    document["config"]["layers"].reverse()
    assert [layer.name for layer in read_config(document).layers] == names


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


def test_a_model_that_was_never_built_waits_for_an_input():
    found = read_config(config_of(keras.Sequential([keras.layers.Dense(2, name="a"), keras.layers.Dense(2, name="b")])))
    assert [(layer.name, layer.inputs) for layer in found.layers] == [("a", ()), ("b", ("a",))]


def test_a_model_that_answers_with_nothing_is_refused():
    empty = {"class_name": "Sequential", "config": {"name": "m", "layers": []}}
    silent = {"class_name": "Functional", "config": {"layers": [], "input_layers": [], "output_layers": []}}
    assert "answers with none" in refused(empty)
    assert "answers with none" in refused(silent)


def places_in(value, path=()):
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places_in(entry, (*path, key))


def test_configs_with_anything_in_any_place_are_read_or_refused():
    document = config_of(nested(backbone()))
    generator = random.Random(7)
    junk: tuple[Any, ...] = (
        None,
        -1,
        1e308,
        "x",
        [],
        {},
        [[]],
        ["a", 0, 0],
        {"class_name": "Dense", "config": {}},
        "Sequential",
    )
    for _ in range(300):
        changed = json.loads(json.dumps(document))
        *way, last = generator.choice([place for place in places_in(changed) if place])
        part = changed
        for key in way:
            part = part[key]
        part[last] = generator.choice(junk)
        with suppress(SavedModelError):
            read_config(changed)
