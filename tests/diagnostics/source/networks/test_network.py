from diagnostics.source.networks.network import Layer, ancestors, apply
from diagnostics.source.place import Place

PLACE = Place(1, 1, 1, 2)


def layer(class_name, **config):
    return Layer(class_name, config, class_name.lower(), PLACE)


def test_tensors_know_their_shape_where_the_layers_tell_it():
    image = apply(layer("InputLayer", shape=[8, 8, 3]), (), 1, PLACE)
    conv = apply(layer("Conv2D", filters=4, kernel_size=3), (image,), 2, PLACE)
    odd = apply(layer("Conv2D", filters="x"), (conv,), 3, PLACE)
    assert (image.shape, conv.shape, odd.shape) == ((8, 8, 3), (6, 6, 4), None)


def test_every_call_before_a_tensor_once():
    image = apply(layer("InputLayer", shape=[4]), (), 1, PLACE)
    found = image
    for index in range(2, 50):
        found = apply(layer("Add"), (found, found), index, PLACE)
    assert sorted(use.index for use in ancestors((found,))) == list(range(1, 50))
    assert len(image.use.readers) == 2
