import math

import pytest

from diagnostics.rules.out.majority_class import MajorityClass
from tests.diagnostics.factories import chain, facts, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))
UNEQUAL = {"predicted": (256, 0), "accuracy": 0.9, "chance_accuracy": 0.9, "top_probability_std": 0.01}


def found(verdict="learning", known=None, **figures):
    end = snapshot(200, **{**UNEQUAL, **figures})
    return list(MajorityClass().check(trained(SPEC, record(snapshot(), end, verdict=verdict), known)))


def test_the_largest_class_for_every_input_is_found():
    (finding,) = found("not_learning")
    assert (finding.severity, finding.step) == ("error", 200)
    assert finding.at == ("/training/class_weight",)
    assert finding.evidence["share"] == 0.9


def test_a_network_that_learns_may_still_come_to_it():
    assert [finding.severity for finding in found("learning")] == ["warning"]


def test_at_the_threshold():
    assert found(accuracy=0.8, chance_accuracy=0.8)
    assert not found(accuracy=0.79, chance_accuracy=0.79)


def test_one_class_that_is_not_the_largest_is_another_matter():
    assert not found(accuracy=0.1)


def test_a_constant_answer_is_no_matter_of_imbalance():
    assert found(top_probability_std=1e-6)
    assert not found(top_probability_std=9e-7)
    assert not found(top_probability_std=math.nan)


def test_two_classes_named_are_healthy():
    assert not found(predicted=(250, 6))


@pytest.mark.parametrize("task", ["regression", "multilabel"])
def test_other_tasks_have_no_majority(task):
    assert not found(known=facts(task=task, label_counts=None))


def test_too_little_evidence_says_nothing():
    assert not found(probe_samples=31)
    assert not found(predicted=None)
    assert not found(accuracy=None, chance_accuracy=None)
