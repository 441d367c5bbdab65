from diagnostics.rules.dat.too_few_samples import TooFewSamples
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(samples, counts=None, task="multiclass", **thresholds):
    return list(TooFewSamples(**thresholds).check(data(PLAIN, facts(train=split(samples, counts), task=task))))


def test_few_samples_of_each_class_are_a_warning():
    (finding,) = found(60, {"a": 5, "b": 5, "c": 50})
    assert (finding.severity, finding.at) == ("warning", ("/dataset",))
    assert finding.evidence["rare"] == ["a", "b"]
    assert finding.message == "there are 60 training samples, fewer than 10 each of 'a' and 'b'"


def test_at_the_threshold_is_healthy():
    assert not found(50, {"a": 10, "b": 40})
    assert found(50, {"a": 9, "b": 41})
    assert found(49, {"a": 20, "b": 29})
    assert not found(49, {"a": 20, "b": 29}, min_samples=49)


def test_one_rare_class_among_many_samples_weighs_little():
    assert found(1000, {"a": 500, "b": 492, "c": 8})[0].blame == 0.1
    assert found(16, {"a": 8, "b": 8})[0].blame is None


def test_quantities_and_labels_are_counted_in_all():
    assert found(30, task="regression")
    assert not found(300, {"cat": 3}, task="multilabel")
