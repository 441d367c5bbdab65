import pytest

from diagnostics.rules.dat.split_skew import SplitSkew
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split, spread

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))
TAIL = chain(image(), layer("Flatten"), layer("Dense", units=2), dataset={"validation": {"tail": 0.2}})


def found(train, held_out, spec=PLAIN, task="multiclass", **thresholds):
    sizes = [sum(counts.values()) for counts in (train, held_out)]
    known = facts(train=split(sizes[0], train), validation=split(sizes[1], held_out), task=task)
    return list(SplitSkew(**thresholds).check(data(spec, known)))


def quantities(here, there, samples=(800, 200)):
    known = facts(
        train=split(samples[0], columns=[here]), validation=split(samples[1], columns=[there]), task="regression"
    )
    return list(SplitSkew().check(data(PLAIN, known)))


def test_the_tail_of_sorted_data_holds_classes_that_training_never_shows():
    (finding,) = found({"a": 100, "b": 100, "c": 40}, {"c": 20, "d": 40}, TAIL)
    assert (finding.severity, finding.at) == ("error", ("/dataset/validation",))
    assert finding.evidence["absent_from_training"] == ["d"]
    assert "67% of the held-out labels" in finding.message
    assert "the last 20% of the data" in finding.message


def test_a_class_that_is_hardly_held_out_is_luck():
    assert found({"a": 100, "b": 100}, {"a": 20, "b": 20, "c": 5})
    assert not found({"a": 100, "b": 100}, {"a": 20, "b": 20, "c": 4})


def test_shares_that_differ_by_much_are_a_warning_and_by_very_much_an_error():
    (finding,) = found({"a": 4000, "b": 4000}, {"a": 800, "b": 1200})
    assert finding.severity == "warning"
    assert finding.evidence["distance"] == pytest.approx(0.1)
    (finding,) = found({"a": 400, "b": 400}, {"b": 200})
    assert finding.severity == "error"
    assert "none of 'a'" in finding.message


def test_below_the_threshold_is_healthy():
    assert not found({"a": 4000, "b": 4000}, {"a": 810, "b": 1190})
    assert found({"a": 4000, "b": 4000}, {"a": 810, "b": 1190}, max_distance=0.09)


def test_what_luck_explains_is_healthy():
    assert not found({"a": 40, "b": 40}, {"a": 6, "b": 14})


def test_labels_that_no_training_sample_carries():
    (finding,) = found({"cat": 50, "dog": 0}, {"cat": 10, "dog": 9}, task="multilabel")
    assert finding.evidence["absent_from_training"] == ["dog"]
    assert not found({"cat": 50, "dog": 50}, {"cat": 1, "dog": 40}, task="multilabel")


def test_targets_that_moved_are_a_warning():
    (finding,) = quantities(spread(0.0, 1.0), spread(0.5, 1.0))
    assert finding.severity == "warning"
    assert finding.evidence["shift"] == 0.5
    assert not quantities(spread(0.0, 1.0), spread(0.49, 1.0))


def test_targets_whose_ranges_do_not_meet_are_an_error():
    (finding,) = quantities(spread(0.0, 1.0, maximum=3.0), spread(5.0, 1.0, minimum=3.5))
    assert (finding.severity, finding.evidence["disjoint"]) == ("error", True)


def test_a_few_held_out_targets_prove_nothing():
    assert not quantities(spread(0.0, 1.0), spread(3.5, 0.0), (800, 1))
    assert not quantities(spread(0.0, 1.0), spread(float("nan"), float("nan")))


def test_the_same_shares_or_no_validation_are_healthy():
    assert not found({"a": 80, "b": 160}, {"a": 20, "b": 40})
    assert not list(SplitSkew().check(data(PLAIN, facts())))
