from typing import Any

import pytest

from diagnostics.rules.spc.output_units_mismatch import OutputUnitsMismatch
from tests.diagnostics.factories import applying, chain, data, facts, image, layer

INDEX: dict[str, Any] = {"label_form": "index", "target_shape": ()}


def found(units, loss="sparse_categorical_crossentropy", activation="softmax", after=(), **known):
    head = layer("Dense", "output", units=units, activation=activation)
    spec = chain(image(), layer("Flatten"), head, *after, training={"loss": loss})
    return list(OutputUnitsMismatch().check(data(spec, facts(**{**INDEX, **known}))))


def numbered(*labels, **known):
    return {"classes": tuple(map(str, labels)), "label_counts": {str(label): 9 for label in labels}, **known}


def rows(width, *labels):
    return numbered(*labels, label_form="one_hot", target_shape=(width,))


def test_three_units_for_two_classes_are_a_warning():
    (finding,) = found(3, **numbered(0, 1))
    assert finding.severity == "warning"
    assert finding.at == ("/model/layers/2/config/units",)
    assert finding.blame == 0.1
    assert "answers with 3 units, and the data have 2 classes: one unit is never right" in finding.message


def test_as_many_units_as_classes_are_healthy():
    assert not found(3, **numbered(0, 1, 2))
    assert not found(3, format="image_folder", classes=("cat", "dog", "owl"))


def test_fewer_units_than_classes_are_an_error():
    (finding,) = found(2, **numbered(0, 1, 2))
    assert (finding.severity, finding.blame) == ("error", None)
    assert finding.evidence["wanted"] == 3
    assert "there are 3 classes" in finding.message


def test_labels_that_leave_numbers_out_need_a_unit_for_each():
    (finding,) = found(3, **numbered(1, 2, 3))
    assert finding.severity == "error"
    assert "labels go up to 3, which takes 4" in finding.message
    assert [finding.severity for finding in found(4, **numbered(1, 2, 3))] == ["warning"]


def test_folders_named_by_numbers_are_numbered_anew():
    assert not found(3, **numbered(1, 5, 7, format="image_folder"))


def test_one_unit_for_three_classes_is_an_error():
    for loss, activation in (("sparse_categorical_crossentropy", "softmax"), ("binary_crossentropy", "sigmoid")):
        (finding,) = found(1, loss, activation, **numbered(0, 1, 2))
        assert finding.severity == "error"
        assert "one number cannot tell them apart" in finding.message


def test_one_unit_or_two_are_right_for_two_classes():
    assert not found(1, "binary_crossentropy", "sigmoid", **numbered(0, 1, task="binary"))
    assert not found(2, **numbered(0, 1))
    assert not found(2, "binary_crossentropy", "sigmoid", **rows(2, 0, 1))


def test_classes_with_an_order_may_be_quantities():
    assert not found(1, "mean_squared_error", "linear", **numbered(0, 1, 2))


def test_rows_have_as_many_numbers_as_there_are_units():
    assert not found(3, "categorical_crossentropy", **rows(3, 0, 1, 2))
    (finding,) = found(4, "categorical_crossentropy", **rows(3, 0, 1, 2))
    assert finding.severity == "error"
    assert "the labels are rows of 3" in finding.message


def test_rows_with_a_column_that_is_never_set_are_a_warning():
    assert [finding.severity for finding in found(3, "categorical_crossentropy", **rows(3, 0, 2))] == ["warning"]


@pytest.mark.parametrize(("units", "count"), [(4, 0), (5, 1), (1, 1)])
def test_labels_of_which_several_may_be_set(units, count):
    known = {"task": "multilabel", "label_form": "multi_hot", "target_shape": (4,), "label_counts": None}
    assert len(found(units, "binary_crossentropy", "sigmoid", **known)) == count


@pytest.mark.parametrize(
    ("units", "target_shape", "severity"),
    [
        (1, (), None),
        (1, (1,), None),
        (3, (3,), None),
        (1, (3,), "error"),
        (2, (3,), "error"),
        (3, (), "warning"),
        (3, (1,), "warning"),
        (3, (5, 3), None),
        (3, None, None),
    ],
)
def test_quantities(units, target_shape, severity):
    known = {"task": "regression", "label_form": "float", "target_shape": target_shape, "label_counts": None}
    findings = found(units, "mean_squared_error", "linear", **known)
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_the_layer_before_an_activation_is_named():
    (finding,) = found(4, activation=None, after=[layer("Softmax", "softmax")], **numbered(0, 1, 2))
    assert finding.layer == "output"
    assert finding.at == ("/model/layers/2/config/units",)


def test_what_the_data_do_not_say_is_not_judged():
    assert not found(3, classes=None, label_form=None, target_shape=None, label_counts=None)
    assert not found(7, "categorical_crossentropy", label_form="one_hot", target_shape=None)


def test_several_outputs_are_not_judged():
    heads = [layer("Dense", name, ["flat"], units=9) for name in ("first", "second")]
    spec = chain(image(), layer("Flatten", "flat"), *heads, outputs=["first", "second"])
    assert not list(OutputUnitsMismatch().check(data(spec, facts(**INDEX | {"classes": ("0", "1")}))))


def test_its_fix_applies():
    known = numbered(1, 2, 3)
    spec = chain(image(), layer("Flatten"), layer("Dense", "output", units=3, activation="softmax"))
    findings = found(3, **known)
    assert applying(OutputUnitsMismatch, spec, findings, facts(**{**INDEX, **known})) == ["output-units"]
    spare = chain(image(), layer("Flatten"), layer("Dense", "output", units=4, activation="softmax"))
    assert applying(OutputUnitsMismatch, spare, found(4, **known), facts(**{**INDEX, **known})) == []
