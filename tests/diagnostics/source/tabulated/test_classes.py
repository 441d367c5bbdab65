import pytest

from diagnostics.source.tabulated.classes import classes_of, is_nested
from diagnostics.source.tabulated.table import Row


def row(name, text, is_whole=False):
    return Row(name, name, text, is_whole, None, None, 0, (), (1, 1))


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        ("batch_normalization_1", "Batch", "BatchNormalization"),
        ("max_pooling2d_14", "MaxPooling", "MaxPooling2D"),
        ("conv1", "Conv2D", "Conv2D"),
        ("block_relu", "R", "ReLU"),
        ("dropout_3", "", "Dropout"),
        ("fc", "De", "Dense"),
    ],
)
def test_a_class_that_is_cut_off(name, text, first):
    assert classes_of(row(name, text))[0] == first


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Convolution2D", ("Conv2D",)),
        ("MaxPool2D", ("MaxPooling2D",)),
        ("GlobalAvgPool1D", ("GlobalAveragePooling1D",)),
        ("CuDNNGRU", ("GRU",)),
        ("Merge", ("Concatenate", "Add")),
        ("Lambda", ()),
        ("MyOwn", ()),
    ],
)
def test_a_whole_class(text, meant):
    assert classes_of(row("layer", text, is_whole=True)) == meant


def test_operations_by_their_names():
    assert classes_of(row("tf.__operators__.add_3", "TFOpLambda", is_whole=True)) == ("Add",)


def test_models_inside_a_model():
    assert is_nested(row("resnet50", "Functional", is_whole=True))
    assert is_nested(row("resnet50", "Func"))
    assert not is_nested(row("dense", "Dense", is_whole=True))
