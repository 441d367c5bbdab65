from math import prod

import pytest

from diagnostics.build.network import build
from diagnostics.graph import keras_tables
from diagnostics.graph.graph import graph_of
from diagnostics.graph.shapes.families import families
from diagnostics.graph.shapes.infer import LayerShape
from tests.diagnostics.factories import chain, image, layer

NOT_TOLD = {
    *("FlaxLayer", "JaxLayer", "Lambda", "TFSMLayer", "TorchModuleWrapper"),  # code
    *("GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells", "Pipeline", "Wrapper"),  # not layers on their own
    *("HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization"),  # shapes depend on a vocabulary
    *("MaxNumBoundingBoxes", "MelSpectrogram", "STFTSpectrogram"),
}


def convolution(filters, **config):
    return layer("Conv2D", filters=filters, kernel_size=3, **{"padding": "same", "activation": "relu", **config})


def vgg16(width):
    """VGG16's layers with its 64 filters replaced by so many, and its 4096 units by 64 times that."""
    blocks = [(1, 2), (2, 2), (4, 3), (8, 3), (8, 3)]
    body = [
        entry for factor, count in blocks for entry in (*[convolution(width * factor)] * count, layer("MaxPooling2D"))
    ]
    head = [layer("Dense", units=64 * width, activation="relu") for _ in range(2)]
    return [*body, layer("Flatten", "flatten"), *head, layer("Dense", "output", units=10, activation="softmax")]


RESIDUAL = (
    convolution(4, trainable=False),
    layer("BatchNormalization", "norm"),
    layer("Conv2D", "wide", ["norm"], filters=8, kernel_size=1, strides=2),
    layer("SeparableConv2D", "deep", ["norm"], filters=8, kernel_size=3, strides=2, padding="same"),
    layer("Add", "sum", ["wide", "deep"]),
    layer("Concatenate", "both", ["sum", "wide"]),
    layer("GlobalAveragePooling2D", "pool"),
    layer("Dense", "output", units=3),
)
NESTED = (
    layer("TimeDistributed", "each", layer={"class_name": "Conv2D", "config": {"filters": 2, "kernel_size": 3}}),
    layer("TimeDistributed", "flat", layer={"class_name": "Flatten", "config": {}}),
    layer("Bidirectional", "both", layer={"class_name": "LSTM", "config": {"units": 5, "return_sequences": True}}),
    layer("MultiHeadAttention", "heads", ["both", "both"], num_heads=2, key_dim=3),
    layer("GRU", "last", units=4),
    layer("Dense", "output", units=2),
)


@pytest.mark.parametrize(
    ("layers", "shape"),
    [(vgg16(2), (32, 32, 3)), (RESIDUAL, (9, 9, 3)), (NESTED, (4, 6, 6, 1))],
    ids=["vgg16", "residual", "nested"],
)
def test_whole_networks_agree_with_keras(layers, shape):
    graph = graph_of(chain(*layers), shape)
    network = build(graph, shape)
    for node in graph.used:
        made = network.layers[node.name]
        trainable = sum(prod(weight.shape) for weight in made.trainable_weights)
        said = LayerShape(tuple(network.outputs[node.name].shape)[1:], made.count_params(), trainable)
        assert graph.shapes[node.name] == said, node.name
    assert sum(shape.parameters or 0 for shape in graph.shapes.values()) == network.model.count_params()


def test_vgg16_has_as_many_weights_as_everyone_says():
    shapes = graph_of(chain(*vgg16(64)), (224, 224, 3)).shapes
    assert shapes["flatten"].output == (25088,)
    assert shapes["dense"].parameters == 102_764_544
    convolutions = sum(shape.parameters or 0 for name, shape in shapes.items() if name.startswith("conv"))
    assert convolutions == 14_714_688


def test_every_layer_of_keras_is_told_or_known_not_to_be():
    assert set(families()) | NOT_TOLD == set(keras_tables.names("layers"))
    assert not set(families()) & NOT_TOLD


def test_layers_that_lead_nowhere_have_shapes_too():
    spec = chain(image(8, 8, 3), layer("Rescaling", "lost", scale=2.0), layer("Flatten", "flat", ["image"]))
    assert graph_of(spec).shapes["lost"].output == (8, 8, 3)


def test_without_an_input_shape_what_follows_from_the_layers_alone_is_told():
    spec = chain(layer("Flatten"), layer("Dense", "first", units=3), layer("Dense", "second", units=2))
    shapes = graph_of(spec).shapes
    assert shapes["first"] == LayerShape((3,), None, None)
    assert shapes["second"] == LayerShape((2,), 8, 8)


def test_after_an_impossible_layer_nothing_is_guessed():
    spec = chain(image(4, 4, 1), layer("Conv2D", "conv", filters=2, kernel_size=5), layer("GlobalMaxPooling2D", "pool"))
    shapes = graph_of(spec).shapes
    assert shapes["conv"] == LayerShape(None, 52, 52)
    assert shapes["pool"].output is None


def test_enormous_figures_are_no_danger():
    huge = 2**62
    layers = [layer("Dense", units=huge), *[layer("RepeatVector", n=huge), layer("Flatten")] * 50]
    assert graph_of(chain(image(4), *layers)).shapes["dense"].parameters == 5 * huge
