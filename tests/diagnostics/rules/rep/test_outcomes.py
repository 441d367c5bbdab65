import pytest

from diagnostics.rules.rep.outcomes import learned, of_fresh_seeds, probability_of_larger, wilson_interval
from tests.diagnostics.factories import record


def test_what_was_learned_and_lost_again_was_not_learned():
    verdicts = ["learning", "learning_poorly", "not_learning", "diverged", "unstable", "inconclusive", "invalid"]
    outcomes = [learned(record(verdict=verdict)) for verdict in verdicts]
    assert outcomes == [True, True, False, False, False, None, None]


def test_runs_that_vary_one_thing_have_no_fresh_seed():
    trials = [
        record(key="reference"),
        record(key="replicate-1", role="replicate"),
        record(key="vary-order-1", role="replicate"),
        record(key="vary-weights-1", role="replicate"),
        record(key="fix-1", role="treatment"),
        record(key="replicate-2", role="replicate", verdict="inconclusive"),
    ]
    assert [trial.key for trial in of_fresh_seeds(trials)] == ["reference", "replicate-1"]


def test_wilsons_interval_as_published():
    assert wilson_interval(1, 2) == pytest.approx((0.0945, 0.9055), abs=1e-4)
    assert wilson_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


def test_the_probability_of_a_larger_share_is_exact():
    assert probability_of_larger((3, 3), (0, 3)) == pytest.approx(69 / 70)
    assert probability_of_larger((0, 3), (3, 3)) == pytest.approx(1 / 70)
    assert probability_of_larger((1, 3), (1, 3)) == pytest.approx(0.5)
