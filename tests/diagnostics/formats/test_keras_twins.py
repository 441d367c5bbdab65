"""Models that Keras makes, beside what is read from their JSON."""

import json

import keras
import numpy as np
import pytest
from keras import layers, ops
from keras.src.applications.convnext import ConvNeXt
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

from diagnostics.build.network import build
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.graph.size import size_of
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import backbone, job_with, nested

IMAGE = (8, 8, 3)


def sequential():
    return keras.Sequential(
        [
            keras.Input(IMAGE),
            layers.Rescaling(1 / 255, offset=-0.5),
            layers.Conv2D(4, 3, activation="relu", kernel_regularizer=keras.regularizers.L1L2(0.1, 0.2)),
            layers.SeparableConv2D(5, 2),
            layers.LeakyReLU(0.1),
            layers.GlobalMaxPooling2D(),
            layers.Dropout(0.5, seed=1),
            layers.Dense(3, activation="softmax", bias_initializer=keras.initializers.Constant(0.2)),
        ]
    )


def residual():
    start = keras.Input(IMAGE)
    flow = layers.Conv2D(3, 3, padding="same")(start)
    flow = ops.relu(flow + start)
    flow = ops.concatenate([flow, start * 0.5, 1 - flow], axis=-1)
    flow = ops.leaky_relu(flow - 0.1, 0.3) / 4
    return keras.Model(start, layers.Dense(2)(ops.mean(flow, axis=(1, 2))))


def squeeze_and_excite():
    start = keras.Input(IMAGE)
    flow = layers.Conv2D(6, 3, activation="swish")(start)
    gate = layers.Dense(6, activation="sigmoid")(layers.Dense(2, activation="relu")(ops.mean(flow, axis=[1, 2])))
    flow = flow * ops.reshape(gate, (-1, 1, 1, 6))
    return keras.Model(start, layers.Flatten()(ops.transpose(flow, (0, 3, 1, 2))))


def siamese():
    start = keras.Input(IMAGE)
    tower = keras.Sequential([keras.Input(IMAGE), layers.Conv2D(4, 3, activation="relu"), layers.Flatten()])
    apart = layers.Subtract()([tower(start), tower(layers.RandomFlip()(start))])
    return keras.Model(start, layers.Dense(1, activation="sigmoid")(apart))


def shared_functional_model_within_another():
    entry = keras.Input(IMAGE)
    inner = keras.Model(entry, layers.BatchNormalization()(layers.Conv2D(3, 1)(entry)))
    outer_entry = keras.Input(IMAGE)
    outer = keras.Model(outer_entry, inner(inner(outer_entry)))
    start = keras.Input(IMAGE)
    return keras.Model(start, outer(layers.ReLU()(outer(start))))


def a_layer_whose_second_call_comes_before_others_first():
    start = keras.Input((6,))
    shared = layers.Dense(6, activation="tanh", name="shared")
    flow = shared(start)
    for width in (5, 6):
        flow = layers.Dense(width)(flow)
    return keras.Model(start, layers.Dense(2)(shared(flow)))


def transformer():
    start = keras.Input((5,))
    flow = layers.Embedding(10, 8)(start)
    seen = layers.MultiHeadAttention(2, 4)(flow, value=flow, key=flow)
    flow = layers.LayerNormalization()(flow + seen)
    seen = layers.Attention()([flow, seen])
    flow = layers.LayerNormalization()(flow + layers.Dense(8, activation="gelu")(seen))
    return keras.Model(start, layers.Dense(3)(layers.GlobalAveragePooling1D()(flow)))


def recurrent():
    start = keras.Input((7, 3))
    flow = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(start)
    flow = layers.TimeDistributed(layers.Dense(3))(inputs=flow)
    return keras.Model(start, layers.GRU(5)(flow))


def several_inputs_and_outputs():
    one, other = keras.Input((4,), name="one"), keras.Input((4,), name="other")
    both = layers.Concatenate()([one, other])
    return keras.Model([one, other], [layers.Dense(2)(both), layers.Dense(3)(both)])


def scaled_channels_and_dropped_paths():
    sizes = {"depths": [1, 2, 1, 1], "projection_dims": [3, 4, 5, 6], "input_shape": (32, 32, 3), "include_top": False}
    return ConvNeXt(**sizes, weights=None, drop_path_rate=0.2, layer_scale_init_value=0.7)


def scaled_residuals():
    start = keras.Input(IMAGE)
    scale = CustomScaleLayer(0.3)
    flow = scale([start, layers.Conv2D(3, 3, padding="same")(start)])
    return keras.Model(start, layers.Flatten()(scale([flow, layers.Conv2D(3, 1)(flow)])))


def never_built():
    return keras.Sequential([layers.Flatten(), layers.Dense(3)])


TWINS = (
    *(
        sequential,
        residual,
        squeeze_and_excite,
        siamese,
        shared_functional_model_within_another,
        transformer,
        recurrent,
    ),
    *(a_layer_whose_second_call_comes_before_others_first, several_inputs_and_outputs),
    *(scaled_channels_and_dropped_paths, scaled_residuals),
    lambda: nested(backbone()),
)


def read(model):
    document = json.loads(model.to_json())
    image = {"size": [8, 8], "channels": 3}
    return resolve(read_job(job_with({"keras": document}, image=image)))


def leaf(model, path):
    for name in path.split("/"):
        model = model.get_layer(name)
    return model


def answers(model, inputs):
    found = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    return [np.array(each) for each in (found if isinstance(found, list) else [found])]


@pytest.mark.parametrize("make", TWINS)
def test_what_is_read_answers_as_keras_s_own_model(make):
    keras.utils.set_random_seed(3)
    model = make()
    spec = read(model)
    graph = graph_of(spec)
    assert size_of(graph).parameters == model.count_params()
    assert size_of(graph).trainable_parameters == sum(int(np.prod(each.shape)) for each in model.trainable_weights)
    network = build(graph, tuple(model.inputs[0].shape)[1:])
    for name, layer in network.holders.items():
        if layer.weights:
            layer.set_weights(leaf(model, name).get_weights())
    generator = np.random.default_rng(1)
    fed = [generator.integers(0, 5, (3, *each.shape[1:])).astype("float32") for each in model.inputs]
    for mine, theirs in zip(answers(network.model, fed), answers(model, fed), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-5)
    assert resolve(read_job(spec.model_dump(mode="json"))) == spec


def test_configs_are_keras_s_own():
    model = sequential()
    spec = read(model)
    for entry, layer in zip(spec.model.layers[1:], model.layers, strict=True):
        made = getattr(layers, entry.class_name).from_config({**entry.config, "name": layer.name})
        assert made.get_config() == layer.get_config()


def test_a_model_without_an_input_gets_that_of_the_data():
    spec = read(never_built())
    assert [entry.class_name for entry in spec.model.layers] == ["InputLayer", "Flatten", "Dense"]
    assert spec.model.layers[0].config["shape"] == [8, 8, 3]
