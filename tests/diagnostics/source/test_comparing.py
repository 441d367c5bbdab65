"""The comparison of two networks sees what is unlike, and nothing else."""

import keras
import pytest

from diagnostics.formats.keras_config import read_config
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.model import Layer, Model
from tests.diagnostics.formats.models import config_of
from tests.diagnostics.source.comparing import difference, parameters

DATA = Dataset(location="data.npz")


def layer(class_name, name, inputs=None, **config):
    return Layer(name=name, class_name=class_name, config=config, inputs=inputs)


def resolved(*layers, outputs=None):
    return resolve_layers(Model(layers=layers, outputs=outputs), DATA)


def built(model):
    saved = read_config(config_of(model))
    return resolved(
        *(layer(each.class_name, each.name, each.inputs, **each.config) for each in saved.layers), outputs=saved.outputs
    )


ENTRY = layer("InputLayer", "entry", shape=[8, 8, 3])


def conv_net(**changes):
    conv = {"filters": 4, "kernel_size": 3, "activation": "relu"} | changes
    return resolved(ENTRY, layer("Conv2D", "c", **conv), layer("Flatten", "f"), layer("Dense", "d", units=2))


def branches(merged=("a", "b"), activation="relu"):
    return resolved(
        layer("InputLayer", "i", shape=[4]),
        layer("Dense", "a", ("i",), units=3),
        layer("Dense", "b", ("i",), units=3, activation=activation),
        layer("Concatenate", "c", merged),
    )


def test_what_keras_makes_of_a_list_equals_the_list():
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((8, 8, 3)), layers.Conv2D(4, 3, activation="relu"), layers.Flatten(), layers.Dense(2)]
    )
    assert difference(conv_net(), built(model)) is None
    assert parameters(conv_net()) == model.count_params()


def test_names_seeds_and_spellings_are_not_compared():
    seeded = {"class_name": "GlorotUniform", "config": {"seed": 3}}
    other = resolved(
        layer("InputLayer", "x", shape=[8, 8, 3]),
        layer("Conv2D", "y", filters=4, kernel_size=[3, 3], activation="relu", kernel_initializer="glorot_uniform"),
        layer("Flatten", "z"),
        layer("Dense", "w", units=2, dtype="float64", kernel_initializer=seeded),
    )
    assert difference(other, conv_net()) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kernel_size": 5}, "kernel_size is [5, 5] as read, [3, 3] in Keras"),
        ({"activation": "tanh"}, "activation is 'tanh'"),
        ({"padding": "same"}, "padding"),
        ({"kernel_initializer": "he_normal"}, "kernel_initializer"),
        ({"kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.1}}}, "kernel_regularizer"),
        ({"trainable": False}, "trainable is False"),
        ({"strides": 0}, "Keras refuses"),
    ],
)
def test_a_config_unlike_is_told_at_its_layer(change, told):
    found = difference(conv_net(**change), conv_net())
    assert found is not None
    assert found.startswith("Conv2D 'c'")
    assert told in found


def test_another_class_is_told():
    separable = layer("SeparableConv2D", "c", filters=4, kernel_size=3)
    other = resolved(ENTRY, separable, layer("Flatten", "f"), layer("Dense", "d", units=2))
    assert "it is a SeparableConv2D as read" in str(difference(other, conv_net()))


def test_a_layer_too_few_is_told():
    short = resolved(ENTRY, layer("Flatten", "f"), layer("Dense", "d", units=2))
    assert difference(short, conv_net()) is not None
    assert difference(conv_net(), short) is not None


def test_the_order_of_inputs_counts():
    assert difference(branches(), branches()) is None
    assert "activation" in str(difference(branches(("b", "a")), branches()))


def test_one_layer_in_place_of_two_is_told():
    once, twice = branches(("a", "a"), "linear"), branches(("a", "b"), "linear")
    assert "another layer" in str(difference(once, twice))
    assert "another layer" in str(difference(twice, once))


def test_the_number_of_outputs_counts():
    two = branches().model_copy(update={"outputs": ("a", "b")})
    assert "it answers with 2 layers" in str(difference(two, branches()))


def test_the_input_s_shape_counts_and_may_come_from_the_data():
    open_shape = resolved(layer("Flatten", "f"), layer("Dense", "d", units=2))
    stated = resolved(layer("InputLayer", "i", shape=[8, 8]), layer("Flatten", "f"), layer("Dense", "d", units=2))
    assert difference(open_shape, stated, (8, 8)) is None
    assert "shape is [8, 9]" in str(difference(open_shape, stated, (8, 9)))
    assert "shape is None" in str(difference(open_shape, stated))


def test_unused_layers_are_not_compared():
    more = resolved(ENTRY, layer("Rescaling", "lost", ("entry",), scale=0.5), layer("Flatten", "f", ("entry",)))
    assert difference(more, resolved(ENTRY, layer("Flatten", "f"))) is None
