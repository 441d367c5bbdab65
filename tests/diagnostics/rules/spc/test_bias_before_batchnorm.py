from diagnostics.rules.spc.bias_before_batchnorm import BiasBeforeBatchnorm
from tests.diagnostics.factories import chain, declared, image, layer


def found(*layers):
    return list(BiasBeforeBatchnorm().check(declared(chain(image(), *layers))))


def conv(name, **config):
    return layer("Conv2D", name, filters=4, kernel_size=3, **config)


def test_a_bias_before_batch_normalisation_is_worth_knowing():
    (finding,) = found(conv("a"), layer("BatchNormalization"), layer("ReLU"), conv("b"), layer("BatchNormalization"))
    assert finding.severity == "info"
    assert finding.at == ("/model/layers/1/config/use_bias", "/model/layers/4/config/use_bias")
    assert finding.message == "batch normalisation takes away the bias of 2 layers: 'a' and 'b'"


def test_without_a_bias_it_is_healthy():
    assert not found(conv("a", use_bias=False), layer("BatchNormalization"))


def test_an_activation_in_between_keeps_the_bias_useful():
    assert not found(conv("a", activation="relu"), layer("BatchNormalization"))
    assert not found(conv("a"), layer("ReLU"), layer("BatchNormalization"))


def test_a_normalisation_without_a_centre_of_its_own_needs_the_bias():
    assert not found(conv("a"), layer("BatchNormalization", center=False))
    assert not found(conv("a"), layer("LayerNormalization"))


def test_pretrained_and_frozen_layers_are_left_in_peace():
    assert not found(conv("a", trainable=False), layer("BatchNormalization"))
    assert not found(conv("a"), layer("BatchNormalization", trainable=False))


def test_another_reader_sees_the_bias():
    layers = [conv("a"), layer("BatchNormalization", "norm"), layer("Add", inputs=["norm", "a"])]
    assert not found(*layers)
