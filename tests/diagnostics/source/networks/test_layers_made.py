import pytest

from tests.diagnostics.source.small import at, classes, layer, messages, only, told

CONV = {"filters": 8, "kernel_size": [3, 3]}


@pytest.mark.parametrize(
    ("call", "config"),
    [
        ("layers.Conv2D(8, (3, 3), activation='relu')", {**CONV, "activation": "relu"}),
        ("layers.Conv2D(8, (3, 3), 2, 'SAME')", {**CONV, "strides": 2, "padding": "same"}),
        ("layers.Conv2D(*[8], **{'kernel_size': (3, 3)})", CONV),
        ("layers.Convolution2D(8, 3, 3)", CONV),
        ("layers.Convolution2D(*[8, 3, 3])", CONV),
        ("layers.Convolution2D(8, 3, 3, 'glorot_uniform', 'relu', None, 'same')",
         {**CONV, "kernel_initializer": "glorot_uniform", "activation": "relu", "padding": "same"}),
        ("layers.Conv2D(nb_filter=8, nb_row=3, nb_col=3, border_mode='valid', subsample=(1, 1))",
         {**CONV, "padding": "valid", "strides": [1, 1]}),
        ("layers.Conv2D(8, 3, 3, border_mode='same')", {**CONV, "padding": "same"}),
        ("layers.Conv2D(8, (3, 3), data_format=None, dim_ordering='tf')", {**CONV, "data_format": "channels_last"}),
        ("layers.Conv2D(8, (3, 3), kernel_regularizer=keras.regularizers.L2(0.1))",
         {**CONV, "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.1}}}),
    ],
)  # fmt: skip
def test_every_spelling_of_a_convolution(call, config):
    model = only(f"m = keras.Sequential([keras.Input((8, 8, 3)), {call}])")
    found = model.layers[-1]
    assert found.class_name == "Conv2D"
    assert {key: found.config.get(key) for key in config} == config
    assert set(found.config) - set(config) <= {"data_format"}


@pytest.mark.parametrize(
    ("call", "class_name", "config"),
    [
        ("layers.Dense(output_dim=3, init='uniform', bias=False)", "Dense",
         {"units": 3, "kernel_initializer": "uniform", "use_bias": False}),
        ("layers.TimeDistributedDense(3)", "Dense", {"units": 3}),
        ("layers.Dropout(p=0.5)", "Dropout", {"rate": 0.5}),
        ("layers.LeakyReLU(alpha=0.2)", "LeakyReLU", {"negative_slope": 0.2}),
        ("layers.MaxPool2D(2)", "MaxPooling2D", {"pool_size": 2}),
        ("layers.AveragePooling2D()", "AveragePooling2D", {"pool_size": 2}),
        ("layers.CuDNNLSTM(4)", "LSTM", {"units": 4}),
        ("layers.LSTM(4, dropout_W=0.1, consume_less='gpu')", "LSTM", {"units": 4, "dropout": 0.1}),
        ("keras.layers.experimental.preprocessing.Rescaling(1 / 255)", "Rescaling", {"scale": 1 / 255}),
        ("layers.Activation(keras.activations.relu)", "Activation", {"activation": "relu"}),
        ("layers.Bidirectional(layers.LSTM(4))", "Bidirectional", {}),
    ],
)  # fmt: skip
def test_what_is_called_otherwise_today(call, class_name, config):
    found = only(f"m = keras.Sequential([keras.Input((8, 8, 3)), {call}])").layers[-1]
    assert found.class_name == class_name
    assert {key: found.config.get(key) for key in config} == config


def test_translations_are_noted():
    model = only("m = keras.Sequential([keras.Input((4,)), layers.Dense(3, init='uniform', consume_less='x')])")
    assert "init is read as kernel_initializer" in messages(model)
    assert "Dense takes no consume_less in Keras 3; it is left out" in messages(model)


def test_layers_that_are_gone_are_left_out():
    model = only("m = keras.Sequential([keras.Input((8, 8, 3)), layers.RandomHeight(0.2), layers.Flatten()])")
    assert classes(model) == ["InputLayer", "Flatten"]
    assert "RandomHeight is gone from Keras 3; it is left out" in messages(model)


def test_an_argument_that_no_keras_has_is_told():
    message = told("m = keras.Sequential([keras.Input((4,)), layers.Dense(3, unit=4)])")
    assert message.startswith("line 3: m cannot be read: unit of Dense, which Keras 3 does not have")
    assert "layers.LocallyConnected1D(3, 3)" in told("m = keras.Sequential([layers.LocallyConnected1D(3, 3)])")


def test_what_is_open_has_a_stand_in_and_is_missing():
    model = only("m = keras.Sequential([keras.Input((4,)), layers.Dense(units, name='d')])")
    assert model.open == {("d", "units")}
    assert isinstance(layer(model, "d").config["units"], int)
    (missing,) = model.missing
    assert (missing.line, missing.expression, missing.pointer) == (3, "units", "/model/layers/d/units")
    assert missing.supply == "say it with --define 'units=VALUE'"


def test_open_keywords_are_told():
    assert "**settings: say it with --define" in told(
        "m = keras.Sequential([keras.Input((4,)), layers.Dense(3, **settings)])"
    )


def test_weights_that_are_given_are_noted_and_nothing_is_asked_for():
    text = "m = keras.Sequential([layers.Embedding(9, 4, weights=[matrix], input_length=5, name='e')])"
    model = only(text)
    assert model.missing == ()
    assert "weights" not in layer(model, "e").config
    assert model.filled == {"e"}
    assert "the weights that e is given are not read" in messages(model)


def test_arguments_have_their_places():
    text = "m = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='relu', name='d')])"
    source = only(text).sources["d"]
    assert at(source.made, text) == "layers.Dense(3, activation='relu', name='d')"
    assert {key: at(place, text) for key, place in source.arguments.items()} == {"units": "3", "activation": "'relu'"}


@pytest.mark.parametrize("value", ["[[1] * 2000] * 2", "float('nan')", "b'x'", "{1, 2}", "layers.Dense", "'\\ud800'"])
def test_what_no_config_holds_is_open(value):
    model = only(f"m = keras.Sequential([keras.Input((4,)), layers.Dense(3, kernel_initializer={value}, name='d')])")
    assert model.open == {("d", "kernel_initializer")}
