import math

import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.rules.trn.diverging import Diverging
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))


def found(losses, verdict="diverged"):
    trial = record(snapshot(0, loss=0.7), snapshot(40), verdict=verdict, losses=tuple(losses), steps=len(losses))
    return list(Diverging().check(trained(SPEC, trial)))


def test_a_loss_that_climbs_and_stays():
    (finding,) = found([0.7 + 0.1 * step for step in range(40)])
    assert finding.severity == "error"
    assert finding.at == ("/training/learning_rate",)
    assert finding.evidence["initial_loss"] == 0.7


def test_at_the_threshold():
    assert found([0.7] + [1.4] * 39)
    assert not found([0.7] + [1.39] * 39)


def test_a_loss_that_comes_down_again_has_not_diverged():
    assert not found([0.7] + [50.0] * 20 + [0.7] * 19)


def test_single_leaps_are_no_divergence():
    assert not found(([0.7] * 4 + [9.0]) * 8)


def test_a_loss_that_rises_beyond_all_numbers_within_a_few_steps():
    assert found([0.7, 90.0, 1e20, math.inf, math.nan])
    assert not found([0.7, 0.71, math.nan])


def test_too_few_steps_say_nothing():
    assert not found([0.7] + [3.0] * 18)
    assert found([0.7] + [3.0] * 19)


def test_an_open_verdict_makes_it_a_warning():
    assert [finding.severity for finding in found([0.7] + [3.0] * 30, "inconclusive")] == ["warning"]


@pytest.mark.parametrize("start", [0.0, -1.0, math.nan])
def test_a_loss_without_a_positive_start_is_not_judged(start):
    assert not found([start] + [3.0] * 39)


def test_a_network_that_learns_is_left_in_peace():
    assert not found([0.7] + [3.0] * 39, "learning")


def test_its_fixes_apply():
    findings = found([0.7] + [3.0] * 39)
    for fix in Diverging.fixes:
        assert fix().apply(SPEC, Clues(findings)) is not None
