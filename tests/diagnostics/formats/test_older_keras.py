"""JSON as Keras 1 and 2 wrote it, by hand."""

import pytest

from diagnostics.build.network import build
from diagnostics.formats.keras_config import read_config
from diagnostics.formats.older_keras import renamed_class, translated_config
from diagnostics.graph import keras_tables
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.graph.size import size_of
from diagnostics.spec.reading import read_job
from tests.diagnostics.formats.models import job_with

GLOROT = {
    "class_name": "VarianceScaling",
    "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None},
}
ZEROS = {"class_name": "Zeros", "config": {}}
WITHOUT = dict.fromkeys(
    ["kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint"]
)


def entry(class_name, name, *inputs, **config):
    nodes = [[[source, 0, 0, {}] for source in inputs]] if inputs else []
    return {
        "class_name": class_name,
        "name": name,
        "config": {"name": name, "trainable": True, **config},
        "inbound_nodes": nodes,
    }


def dense(name, units, *inputs, activation="linear", **config):
    whole = {"units": units, "activation": activation, "use_bias": True, "kernel_initializer": GLOROT}
    return entry("Dense", name, *inputs, **whole, bias_initializer=ZEROS, **WITHOUT, dtype="float32", **config)


def conv(name, filters, *inputs, **config):
    whole = {"filters": filters, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "dilation_rate": [1, 1]}
    whole |= {"data_format": "channels_last", "activation": "relu", "use_bias": True, "kernel_initializer": GLOROT}
    return entry("Conv2D", name, *inputs, **whole, bias_initializer=ZEROS, **WITHOUT, **config)


def normalisation(name, *inputs, **config):
    whole = {"axis": [3], "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": True, "beta_initializer": ZEROS}
    whole |= {"gamma_initializer": {"class_name": "Ones", "config": {"dtype": "float32"}}, "beta_regularizer": None}
    return entry("BatchNormalization", name, *inputs, **whole, dtype="float32", **config)


def sequential(*entries, version="2.2.4", listed=False):
    config = list(entries) if listed else {"name": "sequential_1", "layers": list(entries)}
    return {"class_name": "Sequential", "config": config, "keras_version": version, "backend": "tensorflow"}


def functional(*entries, inputs, outputs, name="model_1", class_name="Model"):
    references = {"input_layers": [[each, 0, 0] for each in inputs], "output_layers": [[*each] for each in outputs]}
    return {"class_name": class_name, "config": {"name": name, "layers": list(entries), **references}}


def entrance(name, *shape):
    return entry("InputLayer", name, batch_input_shape=[None, *shape], dtype="float32", sparse=False, ragged=False)


def resolved(document):
    return resolve(read_job(job_with({"keras": document})))


def parameters(document):
    """As counted from the spec and by Keras itself."""
    graph = graph_of(resolved(document))
    shape = tuple(graph.nodes[0].config["shape"])
    counted, made = size_of(graph).parameters, build(graph, shape).model.count_params()
    assert counted == made
    return made


@pytest.mark.parametrize("listed", [True, False])
def test_a_sequential_of_keras_2_starts_at_the_shape_that_its_first_layer_tells(listed):
    document = sequential(
        conv("conv2d_1", 4, batch_input_shape=[None, 8, 8, 3], dtype="float32"),
        normalisation("batch_normalization_1"),
        entry("MaxPooling2D", "pool", pool_size=[2, 2], padding="valid", strides=[2, 2], data_format="channels_last"),
        entry("Flatten", "flatten_1", data_format="channels_last"),
        entry("Dropout", "dropout_1", rate=0.5, noise_shape=None, seed=None),
        dense("dense_1", 10, activation="softmax"),
        listed=listed,
    )
    spec = resolved(document)
    assert [layer.name for layer in spec.model.layers[:3]] == ["conv2d_1_input", "conv2d_1", "batch_normalization_1"]
    assert spec.model.layers[2].config["axis"] == 3
    assert parameters(document) == 112 + 16 + 650


def test_a_functional_model_of_keras_2_with_layers_that_merge():
    document = functional(
        entrance("input_1", 4),
        dense("dense_1", 5, "input_1"),
        dense("dense_2", 5, "input_1"),
        entry("Add", "add_1", "dense_1", "dense_2"),
        entry("Concatenate", "concatenate_1", "add_1", "input_1", axis=-1),
        dense("dense_3", 2, "concatenate_1"),
        inputs=["input_1"],
        outputs=[("dense_3", 0, 0)],
    )
    spec = resolved(document)
    assert spec.model.layers[4].inputs == ("add_1", "input_1")
    assert parameters(document) == 25 + 25 + 20


@pytest.mark.parametrize("class_name", ["Model", "Functional"])
def test_models_inside_count_a_call_that_is_not_written(class_name):
    inner = functional(
        entrance("input_2", 4),
        dense("inside", 4, "input_2"),
        inputs=["input_2"],
        outputs=[("inside", 0, 0)],
        name="inner",
        class_name=class_name,
    )
    called = {**inner, "name": "inner", "inbound_nodes": [[["input_1", 0, 0, {}]], [["inner", 1, 0, {}]]]}
    tail = sequential(dense("deep", 3, batch_input_shape=[None, 4]))
    tail["config"]["name"] = "tail"
    tail = {**tail, "name": "tail", "inbound_nodes": [[["inner", 2, 0, {}]]]}
    document = functional(
        entrance("input_1", 4), called, tail, inputs=["input_1"], outputs=[("tail", 1, 0)], class_name=class_name
    )
    assert [(layer.name, layer.inputs) for layer in resolved(document).model.layers] == [
        ("input_1", ()),
        ("inner/inside", ("input_1",)),
        ("inner/inside_call_2", ("inner/inside",)),
        ("tail/deep", ("inner/inside_call_2",)),
    ]
    assert parameters(document) == 20 + 15


def test_a_sequential_that_starts_with_a_model_has_its_input():
    base = functional(
        entrance("input_1", 8, 8, 3),
        conv("conv", 2, "input_1"),
        inputs=["input_1"],
        outputs=[("conv", 0, 0)],
        name="base",
    )
    document = sequential(base, entry("Flatten", "flatten_1"), dense("dense_1", 2))
    assert [layer.name for layer in resolved(document).model.layers] == ["input_1", "base/conv", "flatten_1", "dense_1"]
    assert parameters(document) == 56 + 258


def test_training_false_of_keras_2_is_kept_to():
    frozen = {**normalisation("norm", trainable=False)}
    inner = functional(
        entrance("input_2", 8, 8, 3),
        {**frozen, "inbound_nodes": [[["input_2", 0, 0, {}]]]},
        {**entry("Dropout", "noise", "norm", rate=0.3)},
        inputs=["input_2"],
        outputs=[("noise", 0, 0)],
        name="inner",
    )
    called = {**inner, "name": "inner", "inbound_nodes": [[["input_1", 0, 0, {"training": False}]]]}
    document = functional(entrance("input_1", 8, 8, 3), called, inputs=["input_1"], outputs=[("inner", 1, 0)])
    assert resolved(document).model.layers[2].config["rate"] == 0.0


def test_operations_of_tensorflow_become_layers():
    document = functional(
        entrance("input_1", 8),
        {
            "class_name": "TFOpLambda",
            "name": "tf.math.truediv",
            "config": {"name": "tf.math.truediv", "function": "math.truediv"},
            "inbound_nodes": [["input_1", 0, 0, {"y": 255.0, "name": None}]],
        },
        dense("dense_1", 8, "tf.math.truediv"),
        {
            "class_name": "TFOpLambda",
            "name": "tf.__operators__.add",
            "config": {"name": "tf.__operators__.add", "function": "__operators__.add"},
            "inbound_nodes": [["dense_1", 0, 0, {"y": ["input_1", 0, 0], "name": None}]],
        },
        {
            "class_name": "TFOpLambda",
            "name": "tf.nn.relu",
            "config": {"name": "tf.nn.relu", "function": "nn.relu"},
            "inbound_nodes": [["tf.__operators__.add", 0, 0, {"name": None}]],
        },
        inputs=["input_1"],
        outputs=[("tf.nn.relu", 0, 0)],
    )
    found = [(layer.class_name, layer.inputs) for layer in read_config(document).layers]
    assert found[1:] == [
        ("Rescaling", ("input_1",)),
        ("Dense", ("tf.math.truediv",)),
        ("Add", ("dense_1", "input_1")),
        ("Activation", ("tf.__operators__.add",)),
    ]
    assert parameters(document) == 72


def test_shapes_that_keras_2_does_not_write_are_worked_out():
    mean = {"class_name": "TFOpLambda", "name": "mean", "config": {"name": "mean", "function": "math.reduce_mean"}}
    document = functional(
        entrance("input_1", 8, 8, 3),
        conv("conv", 4, "input_1"),
        {**mean, "inbound_nodes": [["conv", 0, 0, {"axis": [1, 2]}]]},
        inputs=["input_1"],
        outputs=[("mean", 0, 0)],
    )
    assert read_config(document).layers[-1].class_name == "GlobalAveragePooling2D"


def test_recurrent_layers_of_keras_2():
    lstm = {"units": 4, "activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": True, "time_major": False}
    lstm |= {"return_sequences": True, "return_state": False, "go_backwards": False, "stateful": False, "unroll": False}
    lstm |= {"kernel_initializer": GLOROT, "unit_forget_bias": True, "implementation": 2, "dropout": 0.0}
    inner = {"class_name": "LSTM", "config": {"name": "lstm_1", "trainable": True, "dtype": "float32", **lstm}}
    gru = {key: value for key, value in lstm.items() if key not in ("unit_forget_bias", "time_major")}
    document = sequential(
        entry(
            "Embedding",
            "embedding_1",
            batch_input_shape=[None, 6],
            input_dim=20,
            output_dim=5,
            input_length=6,
            mask_zero=True,
            embeddings_initializer={
                "class_name": "RandomUniform",
                "config": {"minval": -0.05, "maxval": 0.05, "seed": None, "dtype": "float32"},
            },
        ),
        entry("Bidirectional", "bidirectional_1", layer=inner, merge_mode="concat"),
        entry("GRU", "gru_1", **gru),
        entry("CuDNNGRU", "gru_2", units=3, return_sequences=False),
    )
    layers_read = resolved(document).model.layers
    assert layers_read[2].config["layer"]["config"].keys().isdisjoint({"time_major", "implementation"})
    assert layers_read[3].config["reset_after"] is False
    assert (layers_read[4].class_name, layers_read[4].config["reset_after"]) == ("GRU", True)
    assert parameters(document) == 100 + 320 + 3 * 4 * (8 + 4 + 1) + 3 * 3 * (4 + 3 + 2)


def test_keras_1_is_read_too():
    document = sequential(
        entry(
            "Convolution2D", "conv", nb_filter=4, nb_row=3, nb_col=2, border_mode="same", subsample=[1, 1],
            init="glorot_uniform", dim_ordering="tf", bias=True, W_regularizer=None, input_dtype="float32",
            batch_input_shape=[None, 8, 8, 3], activation="relu",
        ),
        entry("BatchNormalization", "norm", mode=0, axis=-1, gamma_init="one", beta_init="zero", epsilon=1e-5),
        entry("Dropout", "drop", p=0.25),
        entry("Flatten", "flat"),
        entry("Dense", "dense", output_dim=3, init="he_normal", activation="softmax", input_dim=256),
        listed=True,
        version="1.2.2",
    )  # fmt: skip
    config = {layer.name: layer.config for layer in resolved(document).model.layers}
    assert (config["conv"]["kernel_size"], config["conv"]["data_format"]) == ([3, 2], "channels_last")
    assert (config["drop"]["rate"], config["dense"]["kernel_initializer"]) == (0.25, "he_normal")
    assert parameters(document) == 76 + 16 + 771


def test_what_keras_3_writes_passes_through_unchanged():
    for class_name in keras_tables.names("layers"):
        required = keras_tables.required("layers", class_name)
        if not required:
            config = keras_tables.defaults("layers", class_name)
            config.pop("ragged", None), config.pop("sparse", None)
            assert translated_config(class_name, config) == config
        assert renamed_class(class_name) in (class_name, class_name.replace("Convolution", "Conv"))


def test_old_values_are_told_by_their_new_names():
    normal = {"class_name": "VarianceScaling", "config": {"scale": 2.0, "mode": "fan_in", "distribution": "normal"}}
    found = translated_config("Dense", {"activation": "softmax_v2", "kernel_initializer": normal})
    assert found["activation"] == "softmax"
    assert found["kernel_initializer"]["config"]["distribution"] == "truncated_normal"
    assert translated_config("LeakyReLU", {"alpha": 0.3}) == {"negative_slope": 0.3}
    assert translated_config("ELU", {"alpha": 0.3}) == {"alpha": 0.3}
    separable = {"kernel_initializer": GLOROT, "depthwise_initializer": GLOROT}
    assert list(translated_config("SeparableConv2D", separable)) == ["depthwise_initializer"]
    policy = {"dtype": {"class_name": "Policy", "config": {"name": "float32"}}}
    assert translated_config("Dense", policy)["dtype"]["class_name"] == "DTypePolicy"
