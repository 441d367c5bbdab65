import pytest

from diagnostics.rules.spc.output_loss_mismatch import OutputLossMismatch
from tests.diagnostics.factories import applying, chain, declared, facts, image, layer

SPARSE, ROWS, BINARY = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"


def ending(units, activation, loss, *after, from_logits=False, **job):
    """A network whose last dense layer has these units and this activation, under this loss."""
    named = {"class_name": loss, "config": {"from_logits": True}} if from_logits else loss
    hidden = layer("Dense", "hidden", units=8, activation="relu")
    last = layer("Dense", "answer", units=units, activation=activation)
    return chain(image(6), hidden, last, *after, training={"loss": named, **job})


def found(*arguments, **settings):
    return list(OutputLossMismatch().check(declared(ending(*arguments, **settings))))


def severities(*arguments, **settings):
    return [finding.severity for finding in found(*arguments, **settings)]


def test_a_softmax_over_one_unit_is_constant_under_any_loss():
    for loss in (BINARY, SPARSE, "mse"):
        (finding,) = found(1, "softmax", loss)
        assert finding.severity == "error"
        assert finding.at == ("/model/layers/2/config/activation", "/training/loss")
        assert "1 whatever the input" in finding.message
    assert "the loss may fall all the same" in found(1, "softmax", BINARY)[0].message


def test_one_unit_cannot_be_compared_with_others():
    assert severities(1, "sigmoid", ROWS) == ["error"]
    assert severities(1, "sigmoid", SPARSE) == ["error"]
    assert not found(2, "softmax", SPARSE)


@pytest.mark.parametrize("activation", [None, "relu", "tanh", "leaky_relu", "gelu", "log_softmax"])
def test_answers_that_are_no_probabilities(activation):
    assert severities(5, activation, SPARSE) == ["error"]
    assert severities(5, activation, ROWS) == ["error"]
    assert severities(1, activation, BINARY) == ["warning"]


@pytest.mark.parametrize("loss", [SPARSE, ROWS])
def test_a_classifier_in_order_is_healthy(loss):
    assert not found(5, "softmax", loss)
    assert not found(5, "linear", loss, from_logits=True)
    assert not found(5, "log_softmax", loss, from_logits=True)
    assert not found(5, "leaky_relu", loss, from_logits=True)


def test_binary_and_multilabel_answers_in_order_are_healthy():
    for units in (1, 6):
        assert not found(units, "sigmoid", BINARY)
        assert not found(units, None, BINARY, from_logits=True)
        assert not found(units, "hard_sigmoid", BINARY)


def test_positive_answers_that_the_loss_normalises_are_left_in_peace():
    assert not found(5, "softplus", SPARSE)
    assert not found(5, "exponential", ROWS)


def test_logits_that_keras_finds_again_do_no_harm_and_take_no_blame():
    (finding,) = found(5, "softmax", SPARSE, from_logits=True)
    assert finding.severity == "warning"
    assert finding.blame == 0.05
    assert severities(1, "sigmoid", BINARY, from_logits=True) == ["warning"]


def test_logits_that_keras_cannot_find_are_squashed_twice():
    after_reshaping = found(4, "softmax", SPARSE, layer("Reshape", target_shape=[4]), from_logits=True)
    assert [finding.severity for finding in after_reshaping] == ["error"]
    assert after_reshaping[0].layer == "answer"
    assert severities(4, "softmax", "CategoricalFocalCrossentropy", from_logits=True) == ["error"]


def test_bounded_logits_are_a_warning():
    assert severities(5, "relu", SPARSE, from_logits=True) == ["warning"]
    assert severities(1, "relu", BINARY, from_logits=True) == ["warning"]
    assert severities(5, "tanh", ROWS, from_logits=True) == ["warning"]


def test_classes_that_exclude_one_another_and_probabilities_that_do_not_fit():
    (sigmoids,) = found(5, "sigmoid", ROWS)
    assert (sigmoids.severity, sigmoids.blame) == ("warning", 0.1)
    assert severities(3, "softmax", BINARY) == ["warning"]
    assert not found(2, "softmax", BINARY)


def test_the_activation_may_be_a_layer_of_its_own():
    assert not found(5, None, SPARSE, layer("Softmax"))
    (finding,) = found(1, None, BINARY, layer("Softmax", "squash"))
    assert finding.layer == "squash"
    assert finding.at == ("/model/layers/3", "/training/loss")
    (finding,) = found(5, None, SPARSE, layer("Activation", "squash", activation="tanh"))
    assert finding.at[0] == "/model/layers/3/config/activation"


def test_a_regression_is_not_judged_from_the_spec():
    for activation in (None, "relu", "sigmoid", "tanh"):
        assert not found(1, activation, "mse")
    assert not found(5, "softmax", "mse")  # the Brier score


def test_outputs_that_cannot_be_told_are_not_judged():
    pooled = chain(image(), layer("Conv2D", filters=4, kernel_size=1), layer("GlobalAveragePooling2D"))
    recurrent = chain(image(5, 3), layer("LSTM", units=4))
    merged = chain(
        image(6), layer("Dense", "a", units=2), layer("Dense", "b", ["image"], units=2), layer("Add", inputs=["a", "b"])
    )
    for spec in (pooled, recurrent, merged):
        assert not list(OutputLossMismatch().check(declared(spec)))


def test_a_segmentation_is_judged_by_its_channels():
    def segments(filters, activation, loss):
        conv = layer("Conv2D", filters=filters, kernel_size=1, activation=activation)
        return list(OutputLossMismatch().check(declared(chain(image(), conv, training={"loss": loss}))))

    assert not segments(1, "sigmoid", BINARY)
    assert not segments(4, "softmax", SPARSE)
    assert [finding.severity for finding in segments(1, "softmax", BINARY)] == ["error"]


TWO = facts(input_shape=(6,), label_form="index", target_shape=(), classes=("0", "1"))


@pytest.mark.parametrize(
    ("arguments", "fixes"),
    [
        ((2, None, SPARSE), ["output-activation", "from-logits"]),
        ((1, "softmax", BINARY), ["output-activation"]),
        ((1, "softmax", SPARSE), ["loss", "output-units"]),
        ((1, "sigmoid", ROWS), ["loss"]),
    ],
)
def test_which_of_its_fixes_apply(arguments, fixes):
    assert applying(OutputLossMismatch, ending(*arguments), found(*arguments), TWO) == fixes
