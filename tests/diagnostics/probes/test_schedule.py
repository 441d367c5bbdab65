import pytest

from diagnostics.probes.schedule import at_once, next_probe, often, sooner


def looks(steps_per_epoch, horizon):
    steps = [0]
    while steps[-1] < horizon:
        steps.append(next_probe(steps[-1], steps_per_epoch, horizon))
    return steps


def test_looks_are_log_spaced_before_the_first_long_epoch_ends():
    assert looks(10_000, 5_000) == [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]


def test_ends_of_epochs_join_in_from_step_200():
    assert looks(100, 1000) == [0, 1, 2, 5, 10, 20, 50, 100, 200, 400, 500, 800, 1000]


def test_the_last_look_is_at_the_horizon():
    assert looks(10_000, 37) == [0, 1, 2, 5, 10, 20, 37]
    assert looks(30, 1)[-1] == 1


@pytest.mark.parametrize("steps_per_epoch", [1, 7, 50, 333, 10_000])
def test_a_long_run_has_few_looks_each_after_the_one_before(steps_per_epoch):
    steps = looks(steps_per_epoch, 1_000_000)
    assert steps == sorted(set(steps))
    assert len(steps) < 60


def test_one_answer_for_all_is_looked_at_again_sooner():
    assert [sooner(step, 2 * step) for step in (10, 50, 100, 200)] == [20, 100, 150, 300]
    assert sooner(100, 120) == 120


def test_a_trial_that_ends_once_its_network_learns_is_looked_at_often():
    assert [often(step, 2 * step) for step in (20, 50, 75, 200)] == [40, 75, 113, 300]
    assert often(100, 120) == 120


def test_what_one_more_look_settles_is_looked_at_at_once():
    assert [at_once(step, 2 * step) for step in (50, 100, 500)] == [60, 120, 600]
    assert at_once(50, 55) == 55
