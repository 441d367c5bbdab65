import math

import pytest

from diagnostics.rules.trn.loss_curve import fall, finite_losses, highest_mean, initial_loss, is_scored_alike
from tests.diagnostics.factories import record, snapshot


def trial(*losses, start=0.7):
    return record(snapshot(0, loss=start), losses=losses)


def test_losses_up_to_the_first_that_is_no_number():
    assert finite_losses(trial(1.0, 2.0, math.inf, 3.0)) == (1.0, 2.0)
    assert finite_losses(trial(1.0, 2.0)) == (1.0, 2.0)


def test_scored_alike_within_a_factor_of_two():
    assert is_scored_alike(trial(1.3))
    assert not is_scored_alike(trial(1.4))
    assert not is_scored_alike(trial(0.7, start=math.nan))
    assert not is_scored_alike(trial())


def test_a_lucky_first_batch_is_outweighed_by_the_probe_set():
    assert initial_loss(trial(0.5)) == 0.7
    assert initial_loss(trial(0.9)) == 0.9
    assert initial_loss(trial(0.1)) == 0.1


@pytest.mark.parametrize("loss", [0.0, -1.0, math.nan, math.inf])
def test_a_start_without_ratios(loss):
    assert initial_loss(trial(loss)) is None


def test_the_highest_stretch_and_its_first_step():
    assert highest_mean((1.0, 3.0, 5.0, 1.0), 2) == (4.0, 2)
    assert highest_mean((1.0,), 2) == (-math.inf, 0)


def test_a_fall_and_its_error():
    fell, error = fall((1.0, 3.0), (0.0, 2.0))
    assert fell == 1.0
    assert error == pytest.approx(1.0)
