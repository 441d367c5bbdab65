import pytest

from diagnostics.consult.account import Account, affordable, opened
from diagnostics.spec.diagnosis import Budget
from tests.diagnostics.factories import record


@pytest.mark.parametrize(
    ("budget", "planned", "steps", "unstable"),
    [
        (Budget(), 100, 2_000, 2_000),
        (Budget(), 9_000, 9_000, 90_000),
        (Budget(), 900, 2_000, 9_000),
        (Budget(steps=500), 9_000, 500, 500),
    ],
)
def test_no_more_than_the_run_asked_for_with_a_floor_unless_seeds_disagree(budget, planned, steps, unstable):
    account = opened(budget, planned)
    assert account.steps == steps
    account.allow_for_instability()
    assert account.steps == unstable


def test_what_is_paid_is_gone():
    account = Account(250, 3.0)
    account.pay([record(key="a", steps=100, seconds=1.0), record(key="b", steps=120, seconds=0.5, fix="x")])
    assert (account.steps_left, account.seconds_left, account.is_out_of_seconds) == (30, 1.5, False)
    account.pay([record(key="c", steps=100, seconds=2.0)])
    assert (account.steps_left, account.seconds_left, account.is_out_of_seconds) == (0, 0.0, True)


def test_a_trial_is_paid_for_once_and_counted_for_its_fix():
    account = Account(1_000, None)
    for _ in range(2):
        account.pay([record(key="a", steps=100, fix="x"), record(key="b", steps=50, fix="x"), record(key="c", steps=7)])
    assert (account.steps_spent, account.steps_by_fix["x"]) == (157, 150)


def test_without_a_limit_seconds_never_run_out():
    account = Account(10, None, seconds_spent=1e9)
    assert not account.is_out_of_seconds
    assert account.seconds_for(3) is None


def test_seconds_are_shared_by_what_is_planned_together():
    assert Account(10, 9.0, seconds_spent=3.0).seconds_for(3) == 2.0


def test_steps_are_shared_in_whole_steps():
    assert affordable(100, 3) == 33
    assert affordable(100, 0) == 100


@pytest.mark.parametrize(("when_unstable", "left"), [(10_000, 1_400), (2_500, 900), (0, 400)])
def test_what_it_took_to_see_whether_seeds_disagree_is_made_up_for_as_far_as_instability_may_cost(when_unstable, left):
    account = Account(2_000, None, when_unstable)
    reference, *others = (
        record(key=f"replicate-{number}", steps=steps) for number, steps in enumerate((600, 500, 500))
    )
    account.pay([reference, *others])
    account.allow_for_replicates(others)
    assert account.steps_left == left
