import pytest

from diagnostics.spec.errors import SpecError
from tests.diagnostics.factories import chain, image, layer


def names(spec):
    return [entry.name for entry in spec.model.layers]


def problems(*layers, **job):
    with pytest.raises(SpecError) as caught:
        chain(*layers, **job)
    return {problem.pointer: problem.message for problem in caught.value.problems}


def test_layers_are_named_as_keras_names_them():
    conv = layer("Conv2D", filters=2, kernel_size=3)
    spec = chain(
        image(), conv, conv, layer("GlobalAveragePooling2D"), layer("BatchNormalization"), layer("LSTM", units=2)
    )
    assert names(spec)[1:] == ["conv2d", "conv2d_1", "global_average_pooling2d", "batch_normalization", "lstm"]


def test_a_given_name_is_kept_and_not_taken_twice():
    spec = chain(image(4), layer("Dense", units=2), layer("Dense", "dense", units=2))
    assert names(spec) == ["image", "dense_1", "dense"]
    again = problems(image(4), layer("Dense", "dense", units=2), layer("Dense", "dense", units=2))
    assert again == {"/model/layers/2/name": "the name is taken by layer 1"}


def test_inputs_and_outputs_are_written_out():
    spec = chain(image(4), layer("Dense", "first", units=2), layer("Dense", "second", units=2))
    assert [entry.inputs for entry in spec.model.layers] == [(), ("image",), ("first",)]
    assert spec.model.outputs == ("second",)


def test_every_default_is_written_out():
    config = chain(image(4), layer("Dense", "output", units=2)).model.layers[1].config
    assert config["units"] == 2
    assert config["kernel_initializer"] == "glorot_uniform"
    assert config["use_bias"] is True
    assert config["trainable"] is True


def test_a_network_without_an_input_layer_gets_one_of_the_images_shape():
    spec = chain(layer("Flatten"), layer("Dense", units=2), dataset={"image": {"size": [6, 4], "channels": 1}})
    assert names(spec) == ["input_layer", "flatten", "dense"]
    assert spec.model.layers[0].config["shape"] == [6, 4, 1]
    assert spec.model.layers[1].inputs == ("input_layer",)


def test_a_batch_shape_becomes_a_shape():
    spec = chain(layer("InputLayer", batch_shape=[None, 8, 3]), layer("Flatten"))
    assert spec.model.layers[0].config["shape"] == [8, 3]


@pytest.mark.parametrize(
    ("layers", "pointer", "message"),
    [
        ([layer("Dense", "a", ["a"], units=2)], "/model/layers/1/inputs", "'a' is declared after the layer it feeds"),
        (
            [layer("Add", "a", ["image", "b"]), layer("Add", "b", ["image", "a"])],
            "/model/layers/1/inputs",
            "'b' is declared after the layer it feeds",
        ),
        (
            [layer("Dense", "a", ["imag"], units=2)],
            "/model/layers/1/inputs",
            "no layer is named 'imag'; did you mean 'image'?",
        ),
        ([layer("Dense", "a", [], units=2)], "/model/layers/1/inputs", "a layer other than InputLayer needs an input"),
        ([layer("InputLayer", "a", ["image"], shape=[4])], "/model/layers/1/inputs", "an InputLayer has no inputs"),
        ([layer("Dense")], "/model/layers/1/config/units", "Dense needs 'units'"),
        (
            [layer("Dens", units=2)],
            "/model/layers/1/class_name",
            "Keras has no layer of this name; did you mean 'Dense'?",
        ),
        ([layer("Dense", unit=2)], "/model/layers/1/config/unit", "Dense takes no 'unit'; did you mean 'units'?"),
    ],
    ids=["itself", "cycle", "unknown input", "no input", "fed input", "required", "unknown class", "unknown key"],
)
def test_what_cannot_be_wired_is_refused(layers, pointer, message):
    assert problems(image(4), *layers)[pointer] == message


def test_pointers_count_layers_as_declared():
    """The input layer that is put in front does not shift them."""
    assert "/model/layers/1/inputs" in problems(layer("Flatten", "flatten"), layer("Dense", "a", ["nowhere"], units=2))


def test_unknown_outputs_are_refused():
    with pytest.raises(SpecError) as caught:
        chain(image(4), layer("Dense", "output", units=2), outputs=["outptu"])
    assert [problem.pointer for problem in caught.value.problems] == ["/model/outputs/0"]
