from diagnostics.formats.application import stored
from diagnostics.formats.application_sizes import for_even_maps, for_size


def paddings(model):
    return [layer.config["padding"] for layer in model.layers if layer.class_name == "ZeroPadding2D"]


def test_without_a_size_and_for_even_maps_it_is_as_stored():
    model = stored("MobileNetV2")
    assert for_size("MobileNetV2", model, (None, None, 3)) == for_size("MobileNetV2", model, None) == model
    assert paddings(for_size("MobileNetV2", model, (64, 64, 3))) == paddings(model)
    assert for_even_maps(model.layers) == list(model.layers)


def test_each_side_is_padded_by_its_own_length():
    found = paddings(for_size("MobileNetV2", stored("MobileNetV2"), (64, 102, 3)))
    assert found[0] == [[0, 1], [1, 1]]


def test_other_applications_pad_alike_whatever_the_size():
    model = stored("ResNet50")
    assert for_size("ResNet50", model, (75, 75, 3)) is model


def test_channel_scales_are_told_the_size_of_their_maps():
    found = for_size("ConvNeXtTiny", stored("ConvNeXtTiny"), (64, 96, 3))
    scales = [layer.config["output_shape"] for layer in found.layers if layer.class_name == "EinsumDense"]
    assert scales[0] == [16, 24, 96]
    assert scales[-1] == [2, 3, 768]
