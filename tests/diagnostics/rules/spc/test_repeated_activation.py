from diagnostics.rules.spc.repeated_activation import RepeatedActivation
from tests.diagnostics.factories import applying, chain, declared, image, layer


def found(*layers):
    return list(RepeatedActivation().check(declared(chain(image(6), *layers))))


def dense(units, activation=None, name="dense"):
    return layer("Dense", name, units=units, activation=activation)


def act(name, activation):
    return layer("Activation", name, activation=activation)


def severities(*layers):
    return [finding.severity for finding in found(*layers)]


def test_a_softmax_given_twice_is_an_error_at_the_second():
    (finding,) = found(dense(4, "softmax"), layer("Softmax", "again"))
    assert finding.severity == "error"
    assert finding.at == ("/model/layers/2", "/model/layers/1/config/activation")
    assert finding.layer == "again"
    assert finding.evidence["activations"] == ["softmax", "softmax"]


def test_probabilities_squashed_again():
    assert severities(dense(4, "sigmoid"), act("again", "softmax")) == ["error"]
    assert severities(dense(4, "softmax"), act("again", "sigmoid")) == ["error"]
    assert severities(dense(1, "sigmoid"), act("again", "sigmoid")) == ["error"]


def test_two_sigmoids_inside_the_network_are_a_warning():
    inside = [dense(4, "sigmoid"), act("again", "sigmoid"), dense(2, "softmax", "out")]
    assert severities(*inside) == ["warning"]


def test_a_relu_before_the_softmax_of_the_output_is_what_to_change():
    (finding,) = found(dense(4, "relu"), layer("Softmax", "out"))
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/1/config/activation", "/model/layers/2")
    assert severities(dense(1, "tanh"), act("out", "sigmoid")) == ["warning"]


def test_a_second_relu_changes_nothing():
    (finding,) = found(dense(4, "relu"), layer("ReLU"), dense(2, "softmax", "out"))
    assert (finding.severity, finding.blame) == ("info", 0.01)


def test_dropout_and_reshaping_do_not_part_them_but_weights_and_normalisation_do():
    out = dense(2, "softmax", "out")
    assert found(dense(4, "relu"), layer("Dropout", rate=0.1), layer("ReLU"), out)
    assert not found(dense(4, "relu"), layer("BatchNormalization"), layer("ReLU"), out)
    assert not found(dense(4, "relu"), dense(4, "relu", "second"), out)
    assert not found(dense(4, "softmax"), layer("Rescaling", scale=10.0), layer("Softmax"))


def test_an_activation_given_once_is_healthy():
    assert not found(dense(4, "relu"), dense(2, None, "out"), layer("Softmax"))
    assert not found(dense(4), layer("ReLU"), dense(2, "softmax", "out"))
    assert not found(dense(4, "tanh"), act("idle", "linear"), dense(2, "softmax", "out"))


def test_other_pairs_are_left_in_peace():
    assert not found(dense(4, "tanh"), layer("ReLU"), dense(2, "softmax", "out"))
    recurrent = chain(image(5, 3), layer("LSTM", units=4), layer("Softmax"))
    assert not list(RepeatedActivation().check(declared(recurrent)))


def test_its_fix_applies():
    layers = [dense(4, "softmax"), layer("Softmax", "again")]
    assert applying(RepeatedActivation, chain(image(6), *layers), found(*layers)) == ["remove-repeated-activation"]
