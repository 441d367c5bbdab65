import pytest

from diagnostics.rules.dat.class_imbalance import ClassImbalance
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(counts, spec=PLAIN, task="multiclass", samples=None, **thresholds):
    train = split(samples or sum(counts.values()), counts)
    return list(ClassImbalance(**thresholds).check(data(spec, facts(train=train, task=task))))


def test_a_rare_class_is_a_warning():
    (finding,) = found({"a": 500, "b": 400, "c": 20})
    assert (finding.severity, finding.at) == ("warning", ("/training/class_weight",))
    assert (finding.evidence["ratio"], finding.evidence["rare"]) == (25, ["c"])
    assert "25 times" in finding.message


def test_at_the_threshold_is_healthy():
    assert not found({"a": 100, "b": 10})
    assert found({"a": 101, "b": 10})
    assert not found({"a": 101, "b": 10}, max_ratio=11.0)


def test_weighed_classes_are_worth_knowing_no_more():
    weights = {"class_weight": {0: 1.0, 1: 20.0}}
    spec = chain(image(), layer("Flatten"), layer("Dense", units=2), training=weights)
    (finding,) = found({"a": 500, "b": 20}, spec)
    assert (finding.severity, finding.blame) == ("info", 0.05)


@pytest.mark.parametrize("carried", [20, 480])
def test_a_label_that_nearly_none_or_nearly_all_carry(carried):
    (finding,) = found({"cat": 250, "dog": carried}, task="multilabel", samples=500)
    assert (finding.evidence["rare"], finding.evidence["ratio"]) == (["dog"], 24)


def test_labels_are_not_held_against_each_other():
    assert not found({"cat": 250, "dog": 50}, task="multilabel", samples=500)


def test_absent_classes_quantities_and_single_classes_say_nothing():
    assert not found({"a": 100, "b": 0})
    assert not found({"a": 100})
    assert not list(ClassImbalance().check(data(PLAIN, facts(train=split(), task="regression"))))
