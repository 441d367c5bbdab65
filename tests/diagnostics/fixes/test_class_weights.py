import pytest

from diagnostics.fixes.class_weights import ClassWeights
from diagnostics.fixes.fix import Clues
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(**training):
    return chain(image(4), layer("Dense", units=3, activation="softmax"), training=training)


def weights(counts, **figures):
    after = ClassWeights().apply(spec_of(), Clues(facts=facts(label_counts=counts, **figures)))
    return None if after is None else after.training.class_weight


def test_rare_classes_weigh_more_and_a_sample_one_on_average():
    counts = {"0": 60, "1": 30, "2": 10}
    found = weights(counts)
    assert found == {0: 0.556, 1: 1.11, 2: 3.33}
    assert sum(found[int(name)] * count for name, count in counts.items()) == pytest.approx(100, rel=0.01)


def test_no_weight_is_above_a_hundred():
    assert weights({"0": 10_000, "1": 10}) == {0: 0.5, 1: 100.0}


def test_a_class_is_its_label_in_arrays_and_its_place_among_names():
    counts = {"2": 30, "7": 10}
    assert weights(counts, classes=("2", "7")) == {2: 0.667, 7: 2.0}
    assert weights(counts, classes=("2", "5", "7"), format="image_folder") == {0: 0.667, 2: 2.0}
    named = {"cat": 30, "dog": 10}
    assert weights(named, classes=("ape", "cat", "dog"), format="image_folder") == {1: 0.667, 2: 2.0}


def test_nothing_but_the_weights_changes():
    spec = spec_of()
    after = applied(ClassWeights, spec, Clues(facts=facts(label_counts={"0": 9, "1": 1})))
    training = after.training.model_copy(update={"class_weight": None})
    assert after.model_copy(update={"training": training}) == spec


@pytest.mark.parametrize("task", ["multilabel", "regression"])
def test_only_samples_of_one_class_each_are_weighed(task):
    assert weights({"0": 60, "1": 30}, task=task) is None


def test_balanced_and_unknown_classes_are_left_alone():
    assert weights({"0": 50, "1": 50}) is None
    assert weights(None) is None
    assert ClassWeights().apply(spec_of(), Clues()) is None


def test_weights_that_are_given_stay():
    known = Clues(facts=facts(label_counts={"0": 60, "1": 30}))
    assert ClassWeights().apply(spec_of(class_weight={0: 1.0, 1: 2.0}), known) is None
    once = applied(ClassWeights, spec_of(), known)
    assert ClassWeights().apply(once, known) is None
