from diagnostics.fixes.add_nonlinearity import AddNonlinearity
from diagnostics.fixes.fix import Clues
from diagnostics.rules.spc.missing_nonlinearity import MissingNonlinearity
from tests.diagnostics.factories import chain, declared, image, layer


def found(*layers, **thresholds):
    return list(MissingNonlinearity(**thresholds).check(declared(chain(*layers))))


def dense(units, activation=None, name=None, inputs=None):
    return layer("Dense", name, inputs, units=units, activation=activation)


def conv(filters, activation=None, **config):
    return layer("Conv2D", filters=filters, kernel_size=3, padding="same", activation=activation, **config)


OUT = dense(2, "softmax", "out")


def test_a_network_that_is_linear_throughout_is_an_error():
    (finding,) = found(image(8), dense(16), dense(16, "linear"), OUT)
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/1/config/activation", "/model/layers/2/config/activation")
    assert finding.evidence["layers"] == ["dense", "dense_1"]
    assert finding.message.startswith("the whole network is linear")


def test_convolutions_pooled_by_means_and_normalised_are_linear():
    block = [
        conv(8),
        layer("BatchNormalization"),
        layer("AveragePooling2D", pool_size=2),
        conv(8),
        layer("Dropout", rate=0.2),
    ]
    (finding,) = found(image(), *block, layer("Flatten"), OUT)
    assert finding.severity == "error"


def test_one_hidden_layer_is_below_the_threshold_of_an_error():
    assert [finding.severity for finding in found(image(8), dense(16), OUT)] == ["warning"]
    assert [finding.severity for finding in found(image(8), dense(16), OUT, min_hidden_layers=1)] == ["error"]


def test_a_linear_model_on_purpose_is_healthy():
    assert not found(image(8), OUT)
    assert not found(image(8), dense(1))
    assert not found(image(), layer("Flatten"), layer("Dropout", rate=0.1), OUT)


def test_one_layer_that_lost_its_activation_is_a_warning():
    (finding,) = found(image(8), dense(16, "relu"), dense(16, name="lost"), dense(8, "relu"), OUT)
    assert finding.severity == "warning"
    assert finding.layer == "lost"
    assert finding.at == ("/model/layers/2/config/activation",)


def test_activations_in_layers_of_their_own_count():
    block = [conv(8), layer("BatchNormalization"), layer("ReLU"), conv(8), layer("Activation", activation="tanh")]
    assert not found(image(), *block, layer("Flatten"), dense(8), layer("LeakyReLU"), OUT)


def test_an_activation_layer_that_does_nothing_does_not():
    assert found(image(8), dense(8), layer("Activation", activation="linear"), dense(8, "relu"), OUT)


def test_pooling_by_maximum_is_nonlinear_but_no_activation_anywhere_is_a_warning():
    bare = [conv(8), layer("MaxPooling2D"), conv(8), layer("MaxPooling2D"), layer("Flatten")]
    (finding,) = found(image(), *bare, OUT)
    assert finding.severity == "warning"
    assert finding.evidence["layers"] == ["conv2d", "conv2d_1"]
    assert not found(image(), conv(8), layer("MaxPooling2D"), conv(8, "relu"), layer("Flatten"), OUT)


def test_layers_that_are_nonlinear_in_themselves_are_healthy():
    assert not found(image(5, 3), layer("LSTM", units=4), OUT)
    assert not found(image(8), dense(8), layer("LayerNormalization"), dense(8, "relu"), OUT)
    embedding = layer("Embedding", input_dim=10, output_dim=4)
    assert not found(image(5), embedding, layer("GlobalAveragePooling1D"), dense(8, "relu"), OUT)
    assert not found(image(5), embedding, layer("Flatten"), dense(1))
    assert not found(image(5, 3), dense(4), layer("GRU", units=4), OUT)


def test_bottlenecks_are_design():
    assert not found(image(64), dense(32, "relu"), dense(4, name="code"), dense(32, "relu"), dense(64, "sigmoid"))
    narrow = [conv(24, "relu6"), layer("BatchNormalization"), conv(4), layer("BatchNormalization"), conv(24, "relu6")]
    assert not found(image(), *narrow, layer("GlobalAveragePooling2D"), OUT)


def test_depthwise_and_separable_convolutions_are_one_convolution_taken_apart():
    depthwise = layer("DepthwiseConv2D", kernel_size=3)
    assert not found(image(), conv(8, "relu"), depthwise, conv(8, "relu"), layer("Flatten"), OUT)
    separable = layer("SeparableConv2D", filters=8, kernel_size=3)
    assert not found(image(), conv(8), separable, layer("ReLU"), layer("Flatten"), OUT)


def test_a_residual_branch_that_ends_in_a_sum_is_healthy():
    layers = [
        image(),
        layer("Conv2D", "stem", filters=8, kernel_size=3, padding="same", activation="relu"),
        layer("Conv2D", "inner", filters=8, kernel_size=3, padding="same", activation="relu"),
        layer("Conv2D", "last", filters=8, kernel_size=3, padding="same"),
        layer("Conv2D", "shortcut", ["stem"], filters=8, kernel_size=1),
        layer("Add", "sum", ["last", "shortcut"]),
        layer("Conv2D", "next", filters=8, kernel_size=3, activation="relu"),
        layer("Flatten"),
        OUT,
    ]
    assert not found(*layers)


def test_its_fix_cures_it():
    spec = chain(image(8), dense(16), layer("BatchNormalization"), dense(16, "linear"), OUT)
    findings = list(MissingNonlinearity().check(declared(spec)))
    cured = AddNonlinearity().apply(spec, Clues(findings))
    assert findings
    assert cured is not None
    assert not list(MissingNonlinearity().check(declared(cured)))
