import pytest

from diagnostics.rules.trn.plateau import Plateau
from tests.diagnostics.factories import chain, image, layer, record, snapshot, trained

SPEC = chain(image(4), layer("Dense", "output", units=2, activation="softmax"))
DESCENT = [0.70 - 0.003 * step for step in range(80)]  # to 0.46


def found(losses, verdict="learning_poorly", start=0.7):
    looks = (snapshot(0, loss=start), snapshot(len(losses), chance_loss=0.69))
    trial = record(*looks, verdict=verdict, losses=tuple(losses), steps=len(losses))
    return list(Plateau().check(trained(SPEC, trial)))


def test_a_loss_that_stops_falling_short_of_the_goal():
    (finding,) = found([*DESCENT, *[0.46, 0.47] * 80])
    assert finding.severity == "error"
    assert finding.at == ("/training",)
    assert finding.evidence["lowest"] < 0.5
    assert "over the last half of 240 steps the loss has stayed at 0.465" in finding.message


def test_a_loss_that_still_falls_is_no_plateau():
    assert not found([0.7 - 0.001 * step for step in range(240)])


def test_at_the_threshold_of_the_fall():
    assert found([*DESCENT, *[0.46] * 100, *[0.46 - 0.0137] * 60])
    assert not found([*DESCENT, *[0.46] * 100, *[0.46 - 0.0139] * 60])


def test_a_loss_that_never_left_chance_is_stuck_instead():
    assert not found([0.7, 0.69] * 120, "not_learning")


def test_a_loss_near_zero_has_arrived():
    assert not found([*DESCENT, *[0.2] * 160])


def test_what_was_lost_again_is_a_plateau_too():
    assert found([*DESCENT, *[0.69] * 160], "unstable")


def test_too_few_steps_say_nothing():
    assert found([*DESCENT, *[0.46] * 120])
    assert not found([*DESCENT, *[0.46] * 119])


def test_a_loss_that_is_not_the_scores_says_nothing():
    assert not found([*DESCENT, *[0.46] * 160], start=3.0)


@pytest.mark.parametrize(("verdict", "severities"), [("learning", []), ("inconclusive", ["warning"])])
def test_a_network_that_learns_is_left_in_peace(verdict, severities):
    assert [finding.severity for finding in found([*DESCENT, *[0.46] * 160], verdict)] == severities
