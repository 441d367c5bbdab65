from diagnostics.formats.saved_model import SavedLayer
from diagnostics.formats.saved_shapes import SavedShapes

LAYERS = (
    SavedLayer("x", "InputLayer", {"batch_shape": [None, 6]}, ()),
    SavedLayer("a", "Dense", {"units": 6}, ("x",)),
    SavedLayer("b", "Dense", {}, ("a",), shares="a"),
    SavedLayer("odd", "Conv2D", {"filters": 2, "kernel_size": 3}, ("b",)),
)


def test_shapes_are_told_as_far_as_layers_are_read():
    shapes = SavedShapes()
    assert shapes.of("x", LAYERS[:1]) == (6,)
    assert shapes.of("b", LAYERS) == (6,)
    assert shapes.of("odd", LAYERS) is None
