import pytest

from diagnostics.fixes.loss import Loss
from diagnostics.observations import Spread, TargetFacts
from tests.diagnostics.factories import facts, layer
from tests.diagnostics.fixes.looking import changes, cured
from tests.diagnostics.train.tiny import spec_of

TWO = facts(label_form="index", target_shape=(), classes=("0", "1"))
THREE = facts(label_form="index", target_shape=(), classes=("0", "1", "2"))
ROWS = facts(label_form="one_hot", target_shape=(3,), classes=("0", "1", "2"))
TAGS = facts(label_form="multi_hot", task="multilabel", target_shape=(3,))
QUANTITIES = facts(label_form="float", task="regression", target_shape=(), label_counts=None)


def chosen(known, units, activation, loss):
    """The loss, whether it expects logits, and the output's activation where that changed."""
    spec = spec_of(layer("Dense", "output", units=units, activation=activation), loss=loss)
    after = cured(Loss, spec, facts=known)
    if after is None:
        return None
    changed = changes(spec, after.model_copy(update={"training": spec.training}))
    return (
        after.training.loss.class_name,
        after.training.loss.config.get("from_logits"),
        changed.get("output", {}).get("activation"),
    )


@pytest.mark.parametrize(
    ("known", "units", "activation", "loss", "expected"),
    [
        (TWO, 1, "sigmoid", "categorical_crossentropy", ("BinaryCrossentropy", False, None)),
        (TWO, 1, "softmax", "categorical_crossentropy", ("BinaryCrossentropy", False, "sigmoid")),
        (THREE, 3, "softmax", "categorical_crossentropy", ("SparseCategoricalCrossentropy", False, None)),
        (THREE, 3, None, "categorical_crossentropy", ("SparseCategoricalCrossentropy", True, None)),
        (THREE, 3, "sigmoid", "binary_crossentropy", ("SparseCategoricalCrossentropy", False, "softmax")),
        (ROWS, 3, "softmax", "sparse_categorical_crossentropy", ("CategoricalCrossentropy", False, None)),
        (TAGS, 3, "softmax", "categorical_crossentropy", ("BinaryCrossentropy", False, "sigmoid")),
        (QUANTITIES, 1, None, "binary_crossentropy", ("MeanSquaredError", None, None)),
        (QUANTITIES, 1, "sigmoid", "binary_crossentropy", ("MeanSquaredError", None, "linear")),
    ],
)
def test_the_loss_that_labels_and_outputs_call_for(known, units, activation, loss, expected):
    assert chosen(known, units, activation, loss) == expected


@pytest.mark.parametrize(
    ("known", "units", "loss"),
    [
        (THREE, 3, "sparse_categorical_crossentropy"),
        (ROWS, 3, "kl_divergence"),
        (QUANTITIES, 1, "huber"),
        (THREE, 1, "categorical_crossentropy"),
        (ROWS, 2, "sparse_categorical_crossentropy"),
        (facts(), 3, "categorical_crossentropy"),
        (None, 3, "categorical_crossentropy"),
    ],
)
def test_where_it_fits_or_nothing_does_it_does_not_apply(known, units, loss):
    assert chosen(known, units, "softmax", loss) is None


def test_a_poisson_loss_is_for_counts():
    def counts(least):
        spread = Spread(minimum=least, maximum=9.0, mean=3.0, std=2.0)
        train = QUANTITIES.train.model_copy(
            update={"targets": TargetFacts(values=spread, columns=(spread,), non_finite=0)}
        )
        return QUANTITIES.model_copy(update={"train": train})

    assert chosen(counts(0.0), 1, None, "poisson") is None
    assert chosen(counts(-1.0), 1, None, "poisson") == ("MeanSquaredError", None, None)
