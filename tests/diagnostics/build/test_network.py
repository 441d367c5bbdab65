import keras
import numpy as np
import pytest

from diagnostics.build.network import BuildError, build
from diagnostics.graph.graph import graph_of
from tests.diagnostics.factories import chain, image, layer


def built(*layers, shape, seed=7, **job):
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    return build(graph_of(chain(*layers, **job)), shape)


def by_hand(make, seed=7):
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    return make()


def inputs(*shape):
    return np.random.default_rng(0).normal(size=(3, *shape)).astype("float32")


def assert_same(network, model, values):
    ours, theirs = network.model.get_weights(), model.get_weights()
    assert len(ours) == len(theirs) > 0
    for mine, other in zip(ours, theirs, strict=True):
        assert (mine == other).all()
    assert (network.model(values).numpy() == model(values).numpy()).all()


def fault(*layers, shape, **job):
    with pytest.raises(BuildError) as caught:
        built(*layers, shape=shape, **job)
    return caught.value.pointer, str(caught.value)


def test_a_convolution_network_equals_the_one_written_by_hand():
    network = built(
        image(8, 8, 3),
        layer("Conv2D", filters=4, kernel_size=3, padding="same", activation="relu", kernel_initializer="he_normal"),
        layer("BatchNormalization"),
        layer("MaxPooling2D"),
        layer("Flatten"),
        layer("Dropout", rate=0.5),
        layer("Dense", units=5, activation="softmax"),
        shape=(8, 8, 3),
    )

    def make():
        flow = start = keras.Input((8, 8, 3))
        flow = keras.layers.Conv2D(4, 3, padding="same", activation="relu", kernel_initializer="he_normal")(flow)
        flow = keras.layers.MaxPooling2D()(keras.layers.BatchNormalization()(flow))
        flow = keras.layers.Dropout(0.5)(keras.layers.Flatten()(flow))
        return keras.Model(start, keras.layers.Dense(5, activation="softmax")(flow))

    assert_same(network, by_hand(make), inputs(8, 8, 3))


def test_branches_that_meet_in_add_and_concatenate():
    network = built(
        image(6),
        layer("Dense", "left", units=4),
        layer("Dense", "right", inputs=["image"], units=4, activation="tanh"),
        layer("Add", "sum", inputs=["left", "right"]),
        layer("Concatenate", "joined", inputs=["sum", "left", "image"]),
        layer("Dense", "output", units=2),
        shape=(6,),
    )

    def make():
        start = keras.Input((6,))
        left, right = keras.layers.Dense(4)(start), keras.layers.Dense(4, activation="tanh")(start)
        total = keras.layers.Add()([left, right])
        return keras.Model(start, keras.layers.Dense(2)(keras.layers.Concatenate()([total, left, start])))

    assert_same(network, by_hand(make), inputs(6))


def test_attention_takes_its_inputs_as_several_arguments():
    network = built(
        image(5, 4),
        layer("Dense", "query", units=4),
        layer("MultiHeadAttention", "attention", inputs=["query", "image"], num_heads=2, key_dim=3),
        layer("GlobalAveragePooling1D"),
        layer("Dense", "output", units=2),
        shape=(5, 4),
    )

    def make():
        start = keras.Input((5, 4))
        query = keras.layers.Dense(4)(start)
        found = keras.layers.MultiHeadAttention(2, 3)(query, start)
        return keras.Model(start, keras.layers.Dense(2)(keras.layers.GlobalAveragePooling1D()(found)))

    assert_same(network, by_hand(make), inputs(5, 4))


def test_a_layer_nested_in_a_config():
    inner = {"class_name": "LSTM", "config": {"units": 3, "return_sequences": True}}
    network = built(
        image(5, 4), layer("Bidirectional", layer=inner), layer("Flatten"), layer("Dense", units=2), shape=(5, 4)
    )

    def make():
        flow = start = keras.Input((5, 4))
        flow = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True))(flow)
        return keras.Model(start, keras.layers.Dense(2)(keras.layers.Flatten()(flow)))

    assert_same(network, by_hand(make), inputs(5, 4))


def test_unused_layers_are_left_out_and_draw_no_weights():
    used = (image(4), layer("Dense", "output", units=2))
    lost = layer("Dense", "lost", inputs=["image"], units=9)
    network = built(*used[:1], lost, layer("Dense", "output", inputs=["image"], units=2), shape=(4,))
    assert set(network.layers) == set(network.outputs) == {"image", "output"}
    assert (network.model.get_weights()[0] == built(*used, shape=(4,)).model.get_weights()[0]).all()


def test_names_that_keras_does_not_allow_stay_the_names_of_the_graph():
    clashing = ("base/conv", "base__conv", "base/conv_", "base__conv_")
    network = built(image(4), *(layer("Dense", name, units=2) for name in clashing), shape=(4,))
    assert set(network.layers) == {"image", *clashing}
    assert len({made.name for made in network.layers.values()}) == 5


def test_one_layer_s_weights_do_not_depend_on_another_s_name():
    def weights(name):
        return built(image(4), layer("Dense", name, units=2), shape=(4,)).model.get_weights()[0]

    assert (weights("a") == weights("b/c")).all()


def test_several_outputs_come_in_the_order_named():
    network = built(
        image(4),
        layer("Dense", "left", units=2),
        layer("Dense", "right", inputs=["image"], units=3),
        shape=(4,),
        outputs=["right", "left"],
    )
    assert [tuple(tensor.shape) for tensor in network.model.outputs] == [(None, 3), (None, 2)]


def test_a_frozen_layer_stays_frozen():
    network = built(image(4), layer("Dense", units=2, trainable=False), layer("Dense", units=2), shape=(4,))
    assert len(network.model.trainable_weights) == 2
    assert len(network.model.weights) == 4


def test_an_input_without_a_shape_takes_that_of_the_data():
    assert built(layer("Dense", units=2), shape=(9,)).model.input_shape == (None, 9)


def test_an_open_side_of_the_input_fits_any_data():
    assert (
        built(
            layer("InputLayer", shape=[None, None, 3]), layer("GlobalAveragePooling2D"), shape=(6, 5, 3)
        ).model.input_shape[1]
        is None
    )


def test_a_kernel_larger_than_its_input_is_the_layer_s_fault():
    pointer, message = fault(
        image(4, 4, 3), layer("Conv2D", filters=2, kernel_size=3), layer("Conv2D", "deep", filters=2, kernel_size=3),
        shape=(4, 4, 3),
    )  # fmt: skip
    assert pointer == "/model/layers/2"
    assert message.startswith("Conv2D 'deep': ")
    assert "negative dimension size" in message.lower() or "kernel" in message.lower()
    assert "\x1b" not in message


def test_a_kernel_size_that_is_none_is_the_layer_s_fault():
    pointer, message = fault(image(4, 4, 3), layer("Conv2D", filters=2, kernel_size=-1), shape=(4, 4, 3))
    assert pointer == "/model/layers/1"
    assert "kernel_size" in message


def test_shapes_that_do_not_meet_are_the_merge_s_fault():
    pointer, message = fault(
        image(4), layer("Dense", "a", units=2), layer("Dense", "b", units=3), layer("Add", "sum", inputs=["a", "b"]),
        shape=(4,),
    )  # fmt: skip
    assert pointer == "/model/layers/3"
    assert message.startswith("Add 'sum': ")
    assert "(2,)" in message
    assert "(3,)" in message


def test_a_declared_shape_that_the_data_do_not_have():
    pointer, message = fault(image(8, 8, 3), layer("Flatten"), shape=(8, 8, 1))
    assert pointer == "/model/layers/0/config/shape"
    assert message == "the input is declared as (8, 8, 3), the data are (8, 8, 1) after preprocessing"


def test_a_config_that_keras_does_not_know():
    pointer, message = fault(image(4), layer("Dense", units=2, activation="reluu"), shape=(4,))
    assert pointer == "/model/layers/1"
    assert "reluu" in message
