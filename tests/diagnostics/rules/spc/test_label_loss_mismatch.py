import pytest

from diagnostics.rules.spc.label_loss_mismatch import LabelLossMismatch
from tests.diagnostics.factories import applying, chain, data, facts, image, layer

SPARSE, ROWS, BINARY = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"
THREE = ("a", "b", "c")


def found(loss, form, *, units=3, encoding="auto", **figures):
    """Findings on labels of this form under this loss, with so many outputs."""
    spec = chain(
        image(6),
        layer("Dense", units=units, activation="sigmoid"),
        training={"loss": loss},
        dataset={"labels": {"encoding": encoding}},
    )
    return list(LabelLossMismatch().check(data(spec, facts(input_shape=(6,), label_form=form, **figures))))


def severities(*arguments, **settings):
    return [finding.severity for finding in found(*arguments, **settings)]


def test_class_numbers_with_a_categorical_cross_entropy():
    (finding,) = found(ROWS, "index", classes=THREE, target_shape=())
    assert finding.severity == "error"
    assert finding.at == ("/training/loss", "/dataset/labels/encoding")
    assert finding.message == (
        "CategoricalCrossentropy takes one-hot rows, the labels are class numbers: sparse_categorical_crossentropy does"
    )


def test_rows_with_a_sparse_cross_entropy():
    (finding,) = found(SPARSE, "one_hot", classes=THREE, target_shape=(3,))
    assert finding.severity == "error"
    assert "the labels are one-hot rows of 3" in finding.message
    assert severities(SPARSE, "multi_hot", task="multilabel", target_shape=(3,)) == ["error"]


@pytest.mark.parametrize(
    ("loss", "form", "units", "task", "shape"),
    [
        (SPARSE, "index", 3, "multiclass", ()),
        (SPARSE, "index", 3, "multiclass", (1,)),
        (ROWS, "one_hot", 3, "multiclass", (3,)),
        (ROWS, "float", 3, "regression", (3,)),  # soft labels
        (BINARY, "index", 1, "binary", ()),
        (BINARY, "multi_hot", 3, "multilabel", (3,)),
        (BINARY, "one_hot", 3, "multiclass", (3,)),
        ("hinge", "index", 1, "binary", ()),
        ("mse", "one_hot", 3, "multiclass", (3,)),
    ],
)
def test_labels_that_the_loss_takes_are_healthy(loss, form, units, task, shape):
    assert not found(loss, form, units=units, task=task, target_shape=shape, classes=THREE)


def test_quantities_that_the_loss_takes_are_healthy():
    figures = {"task": "regression", "target_shape": (), "label_counts": None, "units": 1}
    assert not found("mse", "float", target_mean=-3.0, target_variance=9.0, **figures)
    assert not found("poisson", "float", target_mean=4.0, target_variance=9.0, **figures)
    assert not found(BINARY, "float", target_mean=0.5, target_variance=0.25, **figures)


def test_quantities_that_the_loss_cannot_take():
    figures = {"task": "regression", "target_shape": (), "label_counts": None, "units": 1}
    assert severities(SPARSE, "float", target_mean=0.3, target_variance=1.0, **figures) == ["error"]
    assert severities(ROWS, "float", target_mean=0.3, target_variance=1.0, **figures) == ["error"]
    assert severities(BINARY, "float", target_mean=0.5, target_variance=0.26, **figures) == ["error"]
    assert severities("poisson", "float", target_mean=-0.1, target_variance=1.0, **figures) == ["error"]


def test_whole_numbers_stored_as_floats_are_class_numbers_to_keras():
    assert not found(SPARSE, "float", task="multiclass", target_shape=(), classes=THREE)


def test_class_numbers_above_one_with_a_binary_loss():
    (finding,) = found(BINARY, "index", units=1, task="multiclass", classes=THREE, target_shape=())
    assert finding.severity == "error"
    assert finding.message == "BinaryCrossentropy takes 0 and 1, the labels are class numbers of 3 classes"


def test_one_number_for_several_outputs():
    assert severities(BINARY, "index", units=2, task="binary", classes=("a", "b"), target_shape=()) == ["error"]
    assert severities("mse", "index", units=3, task="multiclass", classes=THREE, target_shape=(1,)) == ["error"]


def test_rows_for_one_output():
    assert severities("mse", "one_hot", units=1, classes=THREE, target_shape=(3,)) == ["error"]
    assert not found("mse", "one_hot", units=1, classes=("a", "b"), target_shape=(1,))


def test_rows_for_one_output_of_a_binary_loss_are_too_few_units():
    assert not found(BINARY, "one_hot", units=1, classes=("a", "b"), target_shape=(2,))


def test_class_numbers_as_quantities_are_a_warning_from_three_classes_on():
    (finding,) = found("mse", "index", units=1, classes=THREE, target_shape=())
    assert (finding.severity, finding.blame) == ("warning", 0.4)
    assert not found("mse", "index", units=1, classes=("a", "b"), target_shape=())


def test_without_a_known_form_the_job_is_believed():
    assert severities(ROWS, None, encoding="index") == ["error"]
    assert severities(SPARSE, None, encoding="one_hot") == ["error"]
    assert not found(ROWS, None)
    assert not found(SPARSE, None)


def test_outputs_that_cannot_be_counted_are_not_judged_by_their_number():
    spec = chain(image(6), layer("LSTM", units=2), training={"loss": BINARY})
    known = facts(input_shape=(6,), label_form="index", task="binary", target_shape=())
    assert not list(LabelLossMismatch().check(data(spec, known)))


def test_its_fixes_apply():
    for units, loss, fixes in ((3, ROWS, ["loss"]), (1, BINARY, ["output-units"])):
        spec = chain(image(6), layer("Dense", units=units, activation="sigmoid"), training={"loss": loss})
        known = facts(input_shape=(6,), label_form="index", classes=THREE, target_shape=())
        findings = found(loss, "index", units=units, classes=THREE, target_shape=())
        assert findings
        assert applying(LabelLossMismatch, spec, findings, known) == fixes
