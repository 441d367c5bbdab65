from textwrap import dedent

import keras
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers as kl

from diagnostics.formats.application import names, read_application
from diagnostics.graph.size import size_of
from diagnostics.source.errors import SourceError
from diagnostics.source.tabulated.summary import read_summary, resolve_summary
from diagnostics.spec.dataset import Dataset, ImageShape
from diagnostics.spec.errors import SpecError
from diagnostics.spec.model import Summary
from tests.diagnostics.source.printing import ANYWHERE, graph, keras_2, keras_3

FORMATS = {
    "keras 2": keras_2,
    "keras 2, wrapped": lambda network, wired=False, batch="None": keras_2(network, wired, batch, wrapping=True),
    "keras 3": keras_3,
}


def layer(class_name, name=None, inputs=None, **config):
    return {"class_name": class_name, "name": name or class_name.lower(), "inputs": inputs, "config": config}


def image(*shape):
    return layer("InputLayer", "image", (), shape=list(shape))


def read_back(text):
    """The network that is read from a summary."""
    reading = read_summary(dedent(text))
    assert not reading.unread
    return graph(reading.model.layers, reading.model.outputs)


def as_counted(network):
    """What a summary shows of each layer."""
    return [
        (
            node.name,
            node.class_name,
            node.inputs,
            network.shapes[node.name].output,
            network.shapes[node.name].parameters,
        )
        for node in network.nodes
    ]


HALF_VGG = [
    image(64, 64, 3),
    layer("Conv2D", "conv_1", filters=8, kernel_size=3, padding="same"),
    layer("Conv2D", "conv_2", filters=8, kernel_size=3, padding="same"),
    layer("MaxPooling2D", "pool_1"),
    layer("Conv2D", "conv_3", filters=16, kernel_size=[1, 5], strides=2, use_bias=False),
    layer("BatchNormalization", "norm_3"),
    layer("Activation", "relu_3", activation="relu"),
    layer("Flatten"),
    layer("Dense", "fc", units=32),
    layer("Dropout", rate=0.5),
    layer("Dense", "output", units=5),
]


@pytest.mark.parametrize("printed", FORMATS)
def test_widths_kernels_strides_and_padding_follow(printed):
    network = graph(HALF_VGG)
    reading = read_summary(FORMATS[printed](network, batch="30"))
    found = graph(reading.model.layers, reading.model.outputs)
    assert as_counted(found) == as_counted(network)
    assert [node.config["kernel_size"] for node in found.nodes if node.class_name == "Conv2D"] == [
        [3, 3],
        [3, 3],
        [1, 5],
    ]
    assert found.by_name["conv_3"].config["use_bias"] is False
    assert found.by_name["conv_3"].config["strides"] == [2, 2]
    assert reading.batch_size == 30
    assert reading.model.training == {"batch_size": 30}
    assert reading.model.dataset == {"image": {"size": [64, 64], "channels": 3}}
    assert reading.input_shape == (64, 64, 3)
    assert reading.parameters == size_of(network).parameters
    assert reading.trainable_parameters == size_of(network).trainable_parameters


def test_what_is_never_said_stands_in_and_is_named():
    model = read_summary(keras_2(graph(HALF_VGG))).model
    given_activations = {each.name: each.config["activation"] for each in model.layers if "activation" in each.config}
    assert given_activations == {
        "conv_1": "relu",
        "conv_2": "relu",
        "conv_3": "linear",
        "relu_3": "relu",
        "fc": "relu",
        "output": "softmax",
    }
    assert model.open == {(name, "activation") for name in given_activations} | {("dropout", "rate")}
    expressions = [missing.expression for missing in model.missing]
    assert expressions[-3:] == ["optimizer", "loss", "learning rate"]
    assert {"conv_1: activation", "dropout: rate"} <= set(expressions)


def test_every_layer_has_its_line():
    text = "\n\n" + keras_2(graph(HALF_VGG))
    model = read_summary(text, first_line=11).model
    place = model.sources["conv_2"].made
    row = text.split("\n")[place.line - 11]
    assert row[place.column - 1 : place.end_column - 1].split() == [
        "conv_2",
        "(Conv2D)",
        "(None,",
        "64,",
        "64,",
        "8)",
        "584",
    ]


def test_one_unit_at_the_end_is_a_sigmoid():
    found = read_back(keras_3(graph([image(4), layer("Dense", "a", units=3), layer("Dense", "b", units=1)])))
    assert [node.config.get("activation") for node in found.nodes] == [None, "relu", "sigmoid"]


# Their names are longer than a table's column: cut short, several are one, and nothing else tells them apart.
CUT_ALIKE = {"MobileNetV3Large", "MobileNetV3Small", "NASNetLarge", "NASNetMobile"}
# Their summaries show layers that Keras keeps to these applications, which no layer of a table's stands for.
WITH_LAYERS_OF_THEIR_OWN = {"InceptionResNetV2", *(name for name in names() if name.startswith("ConvNeXt"))}


@pytest.mark.parametrize("name", [name for name in names() if name not in CUT_ALIKE | WITH_LAYERS_OF_THEIR_OWN])
@pytest.mark.parametrize("printed", FORMATS)
def test_the_summaries_of_applications_are_read_back(printed, name):
    model = read_application(name, Dataset(location=".", image=ImageShape(size=(224, 224)))).model
    network = graph(
        [
            layer(each.class_name, each.name, () if each.class_name == "InputLayer" else each.inputs, **each.config)
            for each in model.layers
        ]
    )
    assert as_counted(read_back(FORMATS[printed](network, wired=True))) == as_counted(network)


LSTM_5 = {"class_name": "LSTM", "config": {"units": 5, "return_sequences": True}}
GRU_5 = {"class_name": "GRU", "config": {"units": 5}}
DENSE_3 = {"class_name": "Dense", "config": {"units": 3}}
MANY = {
    "text": [
        image(30),
        layer("Embedding", input_dim=50, output_dim=8),
        layer("LSTM", units=6, return_sequences=True),
        layer("GRU", units=5),
        layer("Dense", units=2, use_bias=False),
    ],
    "steps": [
        image(9, 4),
        layer("SimpleRNN", units=3, use_bias=False),
        layer("RepeatVector", n=4),
        layer("GRU", units=2, reset_after=False, return_sequences=True),
        layer("TimeDistributed", layer=DENSE_3),
    ],
    "both ways": [
        image(9, 4),
        layer("Bidirectional", layer=LSTM_5),
        layer("Bidirectional", "b", layer=GRU_5, merge_mode="sum"),
    ],
    "maps": [
        image(28, 28, 1),
        layer("SeparableConv2D", filters=8, kernel_size=3),
        layer("DepthwiseConv2D", kernel_size=5, strides=2),
        layer("Conv2DTranspose", filters=4, kernel_size=3, strides=2, padding="same"),
        layer("PReLU", shared_axes=[1, 2]),
        layer("UpSampling2D", size=2),
        layer("ZeroPadding2D", padding=3),
        layer("Cropping2D", cropping=2),
        layer("AveragePooling2D", pool_size=3, strides=3),
        layer("GlobalMaxPooling2D"),
    ],
    "lines": [
        image(40, 3),
        layer("Conv1D", filters=6, kernel_size=4, strides=2),
        layer("MaxPooling1D", pool_size=3),
        layer("SpatialDropout1D", rate=0.2),
        layer("GlobalAveragePooling1D"),
        layer("LayerNormalization"),
    ],
    "volumes": [
        image(12, 12, 12, 1),
        layer("Conv3D", filters=4, kernel_size=3, padding="same"),
        layer("MaxPooling3D"),
        layer("Flatten"),
        layer("Reshape", target_shape=[32, 27]),
        layer("Permute", dims=[2, 1]),
    ],
    "groups": [
        image(30, 30, 4),
        layer("Conv2D", filters=8, kernel_size=3, groups=4),
        layer("Conv2D", "gaps", filters=4, kernel_size=3, dilation_rate=3),
        layer("GroupNormalization", groups=2),
        layer("LeakyReLU"),
        layer("GlobalAveragePooling2D", keepdims=True),
    ],
    "channels first": [
        image(3, 20, 20),
        layer("Conv2D", filters=8, kernel_size=3, data_format="channels_first"),
        layer("BatchNormalization", axis=1),
        layer("MaxPooling2D", data_format="channels_first"),
        layer("Flatten"),
    ],
    "large steps": [
        image(227, 227, 3),
        layer("Conv2D", filters=96, kernel_size=11, strides=4),
        layer("MaxPooling2D", pool_size=3, strides=2),
    ],
}


@pytest.mark.parametrize("printed", FORMATS)
@pytest.mark.parametrize("sort", MANY)
def test_layers_of_every_sort(sort, printed):
    network = graph(MANY[sort])
    assert as_counted(read_back(FORMATS[printed](network))) == as_counted(network)


BRANCHES = [
    image(16, 16, 8),
    layer("Conv2D", "a_convolution_with_a_long_name", filters=8, kernel_size=3, padding="same"),
    layer("Conv2D", "b", ("image",), filters=8, kernel_size=1),
    layer("Add", "sum", ("a_convolution_with_a_long_name", "b")),
    layer("Concatenate", "joined", ("sum", "b", "image")),
    layer("Concatenate", "stacked", ("sum", "b"), axis=1),
    layer("GlobalAveragePooling2D", "one", ("joined",)),
    layer("GlobalAveragePooling2D", "two", ("stacked",)),
    layer("Dense", "first", ("one",), units=2),
    layer("Dense", "second", ("two",), units=3),
]


@pytest.mark.parametrize("printed", FORMATS)
def test_branches_and_two_outputs(printed):
    network = graph(BRANCHES, ("first", "second"))
    found = read_back(FORMATS[printed](network, wired=True))
    assert as_counted(found) == as_counted(network)
    assert found.outputs == ("first", "second")


SIDES = st.integers(8, 40)


@st.composite
def chains(draw):
    layers = [image(draw(SIDES), draw(SIDES), draw(st.sampled_from([1, 3, 5])))]
    for position in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["Conv2D", "MaxPooling2D", "BatchNormalization", "Dropout"]))
        config = {
            "Conv2D": {
                "filters": draw(st.integers(1, 20)),
                "kernel_size": draw(st.integers(1, 5)),
                "padding": draw(st.sampled_from(["same", "valid"])),
                "strides": draw(st.integers(1, 2)),
                "use_bias": draw(st.booleans()),
            },
            "Dropout": {"rate": 0.3},
        }.get(kind, {})
        layers.append(layer(kind, f"{kind.lower()}_{position}", **config))
    return [*layers, layer("Flatten", "flat"), layer("Dense", "out", units=draw(st.integers(1, 9)))]


@settings(max_examples=60, deadline=None)
@given(chains(), st.sampled_from(sorted(FORMATS)))
def test_any_chain_is_read_back(layers, printed):
    network = graph(layers)
    if all(shape.output is not None for shape in network.shapes.values()):
        assert as_counted(read_back(FORMATS[printed](network))) == as_counted(network)


def test_a_backbone_is_told_by_its_weights_and_found_frozen():
    reading = read_summary(
        dedent("""
        Layer (type)                 Output Shape              Param #
        =================================================================
        resnet50 (Model)             (None, 2048)              23587712
        _________________________________________________________________
        batch_normalization_1 (Batch (None, 2048)              8192
        _________________________________________________________________
        dense_1 (Dense)              (None, 512)               1049088
        =================================================================
        Total params: 24,644,992
        Trainable params: 1,053,184
        Non-trainable params: 23,591,808
        _________________________________________________________________
    """)
    )
    network = graph(reading.model.layers, reading.model.outputs)
    size = size_of(network)
    assert (size.parameters, size.trainable_parameters) == (24_644_992, 1_053_184)
    frozen = {node.name.split("/")[0] for node in network.nodes if not node.trainable}
    assert frozen == {"resnet50"}
    assert network.by_name["batch_normalization_1"].inputs == ("resnet50/avg_pool",)
    assert reading.input_shape == (None, None, 3)
    assert {"resnet50.weights", "resnet50.pooling", "input.shape"} <= {
        each.expression for each in reading.model.missing
    }


def test_maps_of_a_backbone_tell_the_size_of_images():
    text = "Layer (type)   Output Shape   Param #\nvgg16 (Functional)  (None, 5, 5, 512)  14714688\n"
    assert read_summary(text).input_shape == (160, 160, 3)


def test_the_input_of_a_sequential_model_is_worked_out():
    text = """
        Layer (type)                 Output Shape              Param #
        conv2d_19 (Conv2D)           (None, 200, 200, 16)      1216
        max_pooling2d_14 (MaxPooling (None, 100, 100, 16)      0
        flatten_4 (Flatten)          (None, 160000)            0
    """
    reading = read_summary(dedent(text))
    assert reading.input_shape == (200, 200, 3)
    assert "input.shape" in [missing.expression for missing in reading.model.missing]
    found = graph(reading.model.layers)
    assert found.by_name["conv2d_19"].config["kernel_size"] == [5, 5]
    assert found.by_name["conv2d_19"].config["padding"] == "same"
    assert read_summary(dedent(text), input_shape=(204, 204, 3)).input_shape == (204, 204, 3)


@pytest.mark.parametrize(
    ("row", "shape"),
    [
        ("dense (Dense)  (None, 10)  7850", (784,)),
        ("dense (Dense)  (None, 5, 10)  30", (5, 2)),
        ("conv2d (Conv2D)  (None, 26, 26, 32)  320", (28, 28, 1)),
        ("conv2d (Conv2D)  (None, 55, 55, 96)  34944", (227, 227, 3)),
        ("conv2d (Conv2D)  (None, 112, 112, 64)  9408", (224, 224, 3)),
        ("embedding (Embedding)  (None, 100, 8)  800", (100,)),
        ("lstm (LSTM)  (None, 8)  384", (None, 3)),
        ("gru (GRU)  (None, 20, 8)  312", (20, 3)),
        ("bidirectional (Bidirectional)  (None, 20, 16)  768", (20, 3)),
        ("flatten (Flatten)  (None, 784)  0", (28, 28)),
        ("flatten (Flatten)  (None, 3072)  0", (32, 32, 3)),
        ("rescaling (Rescaling)  (None, 8, 8, 3)  0", (8, 8, 3)),
        ("zero_padding2d (ZeroPadding2D)  (None, 226, 226, 3)  0", (224, 224, 3)),
    ],
)
def test_what_enters_the_first_layer(row, shape):
    assert read_summary(f"Layer (type)  Output Shape  Param #\n{row}\n").input_shape == shape


def test_rows_of_keras_1():
    text = """
        ____________________________________________________________________________________________________
        Layer (type)                     Output Shape          Param #     Connected to
        ====================================================================================================
        input_1 (InputLayer)             (None, 3, 32, 32)     0
        ____________________________________________________________________________________________________
        convolution2d_1 (Convolution2D)  (None, 16, 30, 30)    448         input_1[0][0]
        ____________________________________________________________________________________________________
        convolution2d_2 (Convolution2D)  (None, 16, 30, 30)    448         input_1[0][0]
        ____________________________________________________________________________________________________
        merge_1 (Merge)                  (None, 32, 30, 30)    0           convolution2d_1[0][0]
                                                                           convolution2d_2[0][0]
        ====================================================================================================
        Total params: 896
    """
    reading = read_summary(dedent(text))
    found = graph(reading.model.layers, reading.model.outputs)
    assert [node.class_name for node in found.nodes] == ["InputLayer", "Conv2D", "Conv2D", "Concatenate"]
    assert found.nodes[1].config["data_format"] == "channels_first"
    assert "merge_1.mode" in [missing.expression for missing in reading.model.missing]
    assert reading.parameters == 896


def test_a_layer_called_twice_is_shared():
    text = """
        Layer (type)         Output Shape   Param #  Connected to
        a (InputLayer)       (None, 4)      0
        b (InputLayer)       (None, 4)      0
        dense (Dense)        (None, 3)      15       a[0][0]
                                                     b[0][0]
        add (Add)            (None, 3)      0        dense[0][0]
                                                     dense[1][0]
    """
    layers = {each.name: each for each in read_summary(dedent(text)).model.layers}
    assert layers["dense_call_2"].shares == "dense"
    assert layers["dense_call_2"].inputs == ("b",)
    assert layers["add"].inputs == ("dense", "dense_call_2")


def test_frozen_first_layers_are_named_as_likely():
    rows = "dense (Dense)  (None, 4)  20\ndense_1 (Dense)  (None, 4)  20\ndense_2 (Dense)  (None, 4)  20\n"
    text = (
        f"Layer (type)  Output Shape  Param #\n{rows}Total params: 60\nTrainable params: 40\nNon-trainable params: 20\n"
    )
    model = read_summary(text).model
    assert [each.config.get("trainable") for each in model.layers] == [None, False, None, None]
    assert ("dense", "trainable") in model.open


def test_a_count_that_no_frozen_layers_explain():
    counts = "Total params: 20\nTrainable params: 13\nNon-trainable params: 7\n"
    text = f"Layer (type)  Output Shape  Param #\ndense (Dense)  (None, 4)  20\n{counts}"
    model = read_summary(text).model
    assert "non-trainable params" in [missing.expression for missing in model.missing]
    assert "trainable" not in model.layers[1].config


def test_a_row_that_does_not_add_up_is_named_with_its_reason():
    rows = "a (InputLayer)  (None, 4)  0\ndense (Dense)  (None, 4)  21\n"
    text = f"Layer (type)  Output Shape  Param #\n{rows}Total params: 99\n"
    reading = read_summary(text)
    [unread] = reading.unread
    assert (unread.line, unread.expression) == (3, "dense")
    assert "no arguments lead to the shape and the count of this row (Dense with 21 weights)" in unread.supply
    assert any("the rows add up to 21, the summary says 99" in each.supply for each in reading.model.missing)


@pytest.mark.parametrize(
    "row", ["my_layer (Attention3)  (None, 5)  20", "lambda (Lambda)  (None, 7)  0", "m (Model)  (None, 5)  9"]
)
def test_layers_of_ones_own_are_named(row):
    text = f"Layer (type)  Output Shape  Param #\na (InputLayer)  (None, 4)  0\n{row}\nout (Dense)  (None, 5)  40\n"
    assert read_summary(text).unread
    with pytest.raises(SpecError, match="line 3"):
        resolve_summary(Summary(text=text), ANYWHERE)


def test_an_augmentation_model_changes_nothing_that_is_shown():
    rows = "a (InputLayer)  (None, 8, 8, 3)  0\naug (Sequential)  (None, 8, 8, 3)  0\n"
    text = f"Layer (type)  Output Shape  Param #\n{rows}"
    reading = read_summary(text)
    assert not reading.unread
    assert reading.model.layers[1].class_name == "Identity"
    assert "aug.call" in [missing.expression for missing in reading.model.missing]


def test_names_of_any_length():
    row = f"{'n' * 300} (Dense)  (None, 4)  20  {'a' * 200}[0][0]\nb ({'C' * 300})  (None, 4)  2  {'n' * 300}[0][0]\n"
    text = f"Layer (type)  Output Shape  Param #  Connected to\n{'a' * 200} (InputLayer)  (None, 4)  0\n{row}"
    layers = read_summary(text).model.layers
    assert [each.inputs for each in layers] == [(), ("a" * 60,), ("n" * 60,)]


def test_resolving_takes_the_size_of_images_from_the_data():
    text = "Layer (type)  Output Shape  Param #\nconv (Conv2D)  (None, 62, 62, 4)  112\n"
    model = resolve_summary(Summary(text=text), Dataset(location=".", image=ImageShape(size=(62, 62))))
    assert model.layers is not None
    assert model.layers[0].config == {"shape": [62, 62, 3]}
    assert model.layers[1].config["padding"] == "same"


def test_a_text_without_a_table_is_refused():
    with pytest.raises(SourceError, match="no table with 'Layer"):
        read_summary("Total params: 5")
    with pytest.raises(SourceError, match="cut off on the right"):
        read_summary("┃ Layer (type) ┃ Output Shape\n│ dense (Dense) │ (None, 4)\n")
    with pytest.raises(SourceError, match="has no rows"):
        read_summary("Layer (type)  Output Shape  Param #\n")


PARTS = st.sampled_from(
    [
        "Layer (type)  Output Shape  Param #  Connected to",
        "dense (Dense)  (None, 4)  20",
        "a (InputLayer)  [(None, 4)]  0  []",
        "x (Add)  (None, 4)  0  a[0][0]",
        " b[9][0]",
        "dense (Den (None, 99999999999999999999)  99999999999999999999999",
        "│ c (Conv2D) │ (1, 2, 3, 4) │ 5 │",
        "┃ Layer (type) ┃ Output Shape ┃ Param # ┃",
        "m (Model) multiple 0",
        "lstm (LSTM) (None, 0) 0",
        "? (?) ? ?",
        "Total params: 1,2,3",
        "Non-trainable params: 7",
        "f (Flatten) (None, 1) 0",
        "b (Bidirectional) (None, 2) 24",
        "t (TimeDistributed) (None, 3, 4) 20",
        "conv (Conv2DTranspose) (None, 8, 8, 2) 38",
        "p (Permute) (None, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) 0",
        "resnet50 (Model) (None, 2048) 23587712",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PARTS | st.text(max_size=30), min_size=1, max_size=14))
def test_whatever_the_table_says_it_is_read_or_refused(lines):
    try:
        reading = read_summary("\n".join(["Layer (type)  Output Shape  Param #", *lines]))
    except SourceError:
        return
    declared = {each.name for each in reading.model.layers}
    assert all(set(each.inputs or ()) <= declared for each in reading.model.layers)
    assert set(reading.model.outputs) <= declared


def in_keras():
    """Networks that Keras itself builds and prints, by name."""
    entrance = keras.Input((12,), name="entrance")
    shared = kl.Dense(4, name="shared")
    joined = kl.Concatenate()([shared(entrance), shared(kl.Dropout(0.2)(entrance))])
    twice = keras.Model(entrance, kl.Dense(1, name="a_name_far_too_long_to_be_printed_in_one_column")(joined))
    base = keras.applications.MobileNet(weights=None, include_top=False, input_shape=(96, 96, 3))
    base.trainable = False
    transfer = keras.Sequential([keras.Input((96, 96, 3)), base, kl.GlobalAveragePooling2D(), kl.Dense(3)])
    transfer.compile("adam", "mse")
    transfer.optimizer.build(transfer.trainable_variables)
    both_ways = kl.Bidirectional(kl.LSTM(5, return_sequences=True))
    text = keras.Sequential([keras.Input((20,)), kl.Embedding(100, 8), both_ways, kl.GRU(4), kl.Dense(1)])
    whole = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(96, 96, 3))
    return {"twice": twice, "transfer": transfer, "text": text, "whole": whole}


@pytest.fixture(scope="module")
def built():
    return in_keras()


@pytest.mark.parametrize("settings", [{}, {"show_trainable": True}, {"line_length": 140}], ids=str)
@pytest.mark.parametrize("name", ["twice", "transfer", "text", "whole"])
def test_what_keras_prints_is_read_back(built, name, settings, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")  # as wide as the terminal is said to be
    model, lines = built[name], []
    model.summary(print_fn=lambda line, **_: lines.append(line), **settings)
    reading = read_summary("\n".join(lines))
    assert not reading.unread
    assert reading.parameters == model.count_params()
    assert reading.trainable_parameters == sum(weight.shape.num_elements() for weight in model.trainable_weights)
    own = [each for each in reading.model.layers if not each.shares]
    if not any(each.shares for each in reading.model.layers):
        size = size_of(graph(reading.model.layers, reading.model.outputs))
        assert (size.parameters, size.trainable_parameters) == (reading.parameters, reading.trainable_parameters)
    assert [each.class_name for each in own if "/" not in (each.name or "")][-1] in ("Dense", "ReLU")
