import pytest

from diagnostics.report.html.places import Place, place, together

LAYERS = ("image", "conv", "output")


@pytest.mark.parametrize(
    ("pointer", "where"),
    [
        ("/model/layers/1", Place("", "conv")),
        ("/model/layers/1/config/kernel_initializer", Place("kernel_initializer", "conv")),
        ("/model/layers/1/inputs/0", Place("inputs › 0", "conv")),
        ("/model/layers/9", Place("model › layers › 9")),
        ("/training/learning_rate", Place("training › learning_rate")),
        ("/dataset/preprocess/-", Place("dataset › preprocess")),
        ("/a~1b/c~0d", Place("a/b › c~d")),
        ("", Place("")),
        ("no pointer", Place("no pointer")),
    ],
)
def test_pointers_are_told_by_the_names_of_layers(pointer, where):
    assert place(pointer, LAYERS) == where


def test_the_same_key_of_several_layers_is_told_once():
    pointers = [f"/model/layers/{number}/config/units" for number in range(3)]
    assert together(place(pointer, LAYERS) for pointer in [*pointers, "/training"]) == [
        "units of image, conv, output",
        "training",
    ]


def test_of_many_layers_the_first_are_named():
    layers = [f"conv{number}" for number in range(1, 20)]
    told = together(place(f"/model/layers/{number}", layers) for number in range(19))
    assert told == ["conv1, conv2, conv3, conv4, conv5, conv6 and 13 more layers"]
