from functools import partial

from diagnostics.consult.account import Account
from diagnostics.consult.proof.screening import FIRST_HORIZON, screen
from tests.diagnostics.consult.proof.experiments import SPEC, ended, run_through, wanted

ALL = wanted()


def screened(respond, steps=10_000, candidates=ALL):
    account = Account(steps, None)
    found, rungs = run_through(screen(SPEC, candidates, account), respond)
    return {each.candidate.name: each for each in found}, rungs, account


def test_every_candidate_is_tried_on_the_reference_s_seed_from_the_reference_s_weights():
    _, rungs, _ = screened(lambda plan: ended(plan, "learning"))
    assert [plan.fix for plan in rungs[0]] == [each.name for each in ALL]
    assert {(plan.seed, plan.role, plan.horizon) for plan in rungs[0]} == {(0, "treatment", FIRST_HORIZON)}
    assert all(plan.origin == SPEC and plan.spec != SPEC for plan in rungs[0])


def test_where_enough_learned_nothing_is_tried_for_longer():
    _, rungs, account = screened(lambda plan: ended(plan, "learning", 40))
    assert len(rungs) == 1
    assert account.steps_spent == 40 * len(ALL)


def slow(plan, gaining=()):
    return ended(plan, "inconclusive", plan.horizon, loss=0.4 if plan.fix in gaining else 0.69, confidence=0.5)


def test_what_gains_on_chance_already_goes_on_for_longer_and_nothing_else():
    _, rungs, _ = screened(partial(slow, gaining={ALL[1].name}))
    assert [(plan.fix, plan.horizon) for plan in rungs[1]] == [(ALL[1].name, 3 * FIRST_HORIZON)]


def test_where_nothing_gains_one_at_a_time_goes_on():
    _, rungs, _ = screened(slow)
    later = [(plan.fix, plan.horizon) for rung in rungs[1:] for plan in rung if "+" not in plan.fix]
    assert [horizon for _, horizon in later] == [3 * FIRST_HORIZON] * 3
    assert len({name for name, _ in later}) == 3


def test_the_first_that_learns_for_longer_ends_the_screening():
    def respond(plan):
        return ended(plan, "learning", 250) if plan.horizon > FIRST_HORIZON else slow(plan)

    _, rungs, _ = screened(respond)
    assert [len(rung) for rung in rungs] == [len(ALL), 1]


def test_what_collapsed_is_not_tried_again_but_combined():
    _, rungs, _ = screened(lambda plan: ended(plan, "not_learning", 20))
    assert len(rungs) == 2
    assert all("+" in plan.fix for plan in rungs[1])
    assert len(rungs[1]) <= 3


def test_a_combination_is_the_second_fix_applied_to_what_the_first_made():
    found, _, _ = screened(lambda plan: ended(plan, "not_learning", 20))
    both = next(each.candidate for name, each in found.items() if "+" in name)
    first, second = both.proposals
    assert both.spec == second.fix().apply(first.spec, second.clues)


def test_no_more_is_planned_than_the_steps_left_pay_for():
    for steps in (0, 90, 250, 600, 1500):
        _, rungs, account = screened(lambda plan: ended(plan, "inconclusive", plan.horizon, confidence=0.5), steps)
        assert account.steps_spent <= steps
        assert sum(plan.horizon for rung in rungs for plan in rung) <= steps


def test_without_candidates_nothing_is_run():
    assert screened(lambda plan: ended(plan, "learning"), candidates=())[1] == []
