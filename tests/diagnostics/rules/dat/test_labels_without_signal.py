import pytest

from diagnostics.observations import SignalTest
from diagnostics.rules.dat.labels_without_signal import LabelsWithoutSignal
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.rules.dat.splits import split, spread

PLAIN = chain(image(), layer("Flatten"), layer("Dense", units=2))


def found(says="none", samples=1000, p_value=0.4, at_most=0.54):
    test = SignalTest(
        says=says, statistic=0.51, chance=0.5, p_value=p_value, detectable=0.55, at_most=at_most, samples=samples,
        method="trees",
    )  # fmt: skip
    return list(LabelsWithoutSignal().check(data(PLAIN, facts(signal=test))))


def test_labels_that_nothing_tells_are_an_error():
    (finding,) = found()
    assert (finding.severity, finding.at) == ("error", ("/dataset/labels", "/dataset"))
    assert finding.confidence < 0.9
    assert "area under the curve 0.510, on shuffled labels 0.500; more than 0.540 is ruled out" in finding.message


def test_figures_of_before_bounds_were_kept_name_none():
    (finding,) = found(at_most=float("nan"))
    assert "on shuffled labels 0.500)" in finding.message


@pytest.mark.parametrize("says", ["signal", "unclear"])
def test_a_test_that_did_not_say_none_says_nothing(says):
    assert not found(says)


def test_too_little_evidence():
    assert found(samples=200)
    assert not found(samples=199)
    assert found(p_value=0.02)
    assert not found(p_value=0.019)


def test_what_was_not_tested_says_nothing():
    assert not list(LabelsWithoutSignal().check(data(PLAIN, facts())))


def test_quantities_that_never_vary():
    known = facts(train=split(columns=[spread(3.0, 0.0), spread(1.0, 0.0)]), task="regression")
    (finding,) = LabelsWithoutSignal().check(data(PLAIN, known))
    assert (finding.severity, finding.confidence) == ("error", 1.0)
    varied = facts(train=split(columns=[spread(3.0, 0.0), spread(1.0, 0.1)]), task="regression")
    assert not list(LabelsWithoutSignal().check(data(PLAIN, varied)))
