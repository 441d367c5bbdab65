from diagnostics.rules.spc.lopsided_parameters import LopsidedParameters
from tests.diagnostics.factories import applying, chain, declared, image, layer


def found(*layers, shape=(64, 64, 3), **thresholds):
    spec = chain(image(*shape), *layers)
    return list(LopsidedParameters(**thresholds).check(declared(spec)))


def pixelwise(units):
    """A dense layer on every pixel's colour, and an output on all of them: case 002."""
    return [
        layer("Dense", "pixels", units=units, activation="relu"),
        layer("Dropout", "dropout", rate=0.4),
        layer("Flatten", "flat"),
        layer("Dense", "output", units=3, activation="softmax"),
    ]


def test_an_output_on_every_pixel_is_a_warning():
    (finding,) = found(*pixelwise(112))
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/3", "/model/layers/4/config/units")
    assert finding.evidence["fan_in"] == 64 * 64 * 112
    assert "458,752 inputs and 100.0% of all weights" in finding.message


def test_exactly_at_the_fan_in():
    flat = [layer("Flatten"), layer("Dense", units=2)]
    assert found(*flat, shape=(50_000,))
    assert not found(*flat, shape=(49_999,))
    assert found(*flat, shape=(100,), min_fan_in=100)


def test_exactly_at_the_share():
    # 10 * 9 weights without biases in the first layer, 10 in the second
    layers = [layer("Flatten"), *[layer("Dense", units=units, use_bias=False) for units in (10, 1)]]
    assert found(*layers, shape=(9,), min_fan_in=9, min_share=0.9)
    assert not found(*layers, shape=(9,), min_fan_in=9, min_share=0.91)


def test_layers_that_keep_the_shape_may_come_between():
    between = [layer("Flatten", "flat"), layer("Dropout", rate=0.5), layer("BatchNormalization"), layer("ReLU")]
    (finding,) = found(*between, layer("Dense", units=100), shape=(200, 200, 3))
    assert finding.at[0] == "/model/layers/1"


def test_a_dense_layer_on_dense_layers_or_on_pooled_maps_is_healthy():
    assert not found(layer("Dense", units=100), layer("Dense", units=2), shape=(60_000,))
    assert not found(layer("GlobalAveragePooling2D"), layer("Dense", units=1000), shape=(32, 32, 60_000))


def test_vgg16_is_healthy():
    blocks = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]
    body = [
        entry
        for filters, count in blocks
        for entry in (
            *[layer("Conv2D", filters=filters, kernel_size=3, padding="same")] * count,
            layer("MaxPooling2D"),
        )
    ]
    head = [layer("Flatten"), *[layer("Dense", units=4096)] * 2, layer("Dense", units=1000)]
    assert not found(*body, *head, shape=(224, 224, 3))


def test_what_is_unknown_is_not_judged():
    assert not found(*pixelwise(112)[:1], layer("STFTSpectrogram"), *pixelwise(2)[1:])
    assert not list(LopsidedParameters().check(declared(chain(*pixelwise(112)))))


def test_its_fix_applies():
    spec = chain(image(64, 64, 3), *pixelwise(112))
    assert "global-pooling-head" in applying(LopsidedParameters, spec, found(*pixelwise(112)))
