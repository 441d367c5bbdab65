from diagnostics.consult.account import Account
from diagnostics.consult.proof.improving import Lengths, improve
from diagnostics.findings import Finding
from diagnostics.fixes.settings import with_training
from tests.diagnostics.consult.proof.experiments import SPEC, ended, run_through, wanted
from tests.diagnostics.factories import facts, record, score, snapshot

ALL = wanted()
HELD_OUT = facts().model_copy(update={"validation": facts().train})
REFERENCE = record(snapshot(), snapshot(200, validation=score(loss=0.5)), steps=200, dataset=HELD_OUT)


def improved(losses, steps=10_000, otherwise=0.6):
    """`losses` are the held-out losses by fix."""
    account = Account(steps, None)

    def respond(plan):
        loss = losses.get(plan.fix, otherwise if plan.fix else 0.5)
        return ended(plan, "learning", plan.horizon, loss=loss, dataset=HELD_OUT)

    found, rungs = run_through(improve(SPEC, REFERENCE, ALL, account, bool), respond)
    return {each.candidate.name: each for each in found}, rungs, account


def test_both_arms_are_followed_equally_far():
    found, rungs, _ = improved({ALL[0].name: 0.3})
    horizons = {(plan.horizon, plan.follow_to) for rung in rungs for plan in rung}
    assert horizons == {(200, 200)}
    assert len(found[ALL[0].name].pairs) == 3


def test_what_did_no_better_than_the_reference_is_not_confirmed():
    found, rungs, _ = improved({})
    assert len(rungs) == 1
    assert all(each.pairs == () and each.screened for each in found.values())


def test_the_best_two_are_combined():
    _, rungs, _ = improved({ALL[0].name: 0.3, ALL[1].name: 0.4})
    confirmed = list(dict.fromkeys(plan.fix for plan in rungs[1] if plan.fix))
    assert confirmed[0] == ALL[0].name
    assert set(confirmed[1].split("+")) == {ALL[0].name, ALL[1].name}


def test_arms_are_shared_and_have_seeds_that_screening_did_not_use():
    _, rungs, _ = improved({ALL[0].name: 0.3, ALL[1].name: 0.4})
    arms = [plan.seed for plan in rungs[1] if plan.fix is None]
    assert arms == [1, 2, 3]
    assert {plan.seed for plan in rungs[0]} == {0}


def test_the_steps_left_bound_what_is_tried():
    for steps in (0, 300, 1_000, 2_500):
        _, rungs, account = improved({ALL[0].name: 0.3, ALL[1].name: 0.4}, steps)
        assert account.steps_spent <= steps
        assert sum(plan.horizon for rung in rungs for plan in rung) <= steps


def test_too_few_steps_are_spent_on_nothing():
    assert improved({ALL[0].name: 0.3}, steps=60)[1] == []


def test_what_a_fix_cost_is_what_its_trials_and_their_arms_took():
    found, _, _ = improved({ALL[0].name: 0.3})
    assert found[ALL[0].name].steps_spent == 200 + 6 * 200


def test_where_runs_without_a_fix_disagree_the_best_has_up_to_eight_pairs():
    def respond(plan):
        lucky = plan.fix is not None or plan.seed % 2
        loss = 0.3 if plan.fix == ALL[0].name else 0.35 if lucky else 0.68
        verdict, sure = ("learning", 0.99) if lucky else ("inconclusive", 0.5)
        return ended(plan, verdict, plan.horizon, loss=loss, dataset=HELD_OUT, confidence=sure)

    account = Account(2_500, None, steps_when_unstable=20_000)
    found, _ = run_through(improve(SPEC, REFERENCE, ALL, account, lambda tried: len(tried.pairs) > 3), respond)
    pairs = {each.candidate.name: len(each.pairs) for each in found}
    assert pairs[ALL[0].name] == 8
    assert max(count for name, count in pairs.items() if name != ALL[0].name) <= 3
    assert account.steps == 20_000


def test_smaller_batches_are_followed_for_as_many_epochs():
    huge = with_training(SPEC, batch_size=640)
    finding = Finding("SPC117", "batch-size-extreme", "warning", 0.9, "one step an epoch", ("/training/batch_size",))
    (smaller,) = wanted("batch-size", finding=finding, spec=huge)
    lengths = Lengths(huge, samples=640)
    assert lengths.times(smaller) == 20
    assert lengths.horizon(smaller, 14) == 280
    assert Lengths(SPEC, samples=640).times(smaller) == 1


def test_a_run_of_few_steps_is_compared_where_it_is_all_there_is():
    for planned, some in ((14, True), (1000, False)):
        brief = REFERENCE.model_copy(update={"steps": 14, "planned_steps": planned})
        account = Account(10_000, None)
        found, _ = run_through(
            improve(SPEC, brief, ALL, account, bool),
            lambda plan: ended(plan, "learning", plan.horizon, dataset=HELD_OUT),
        )
        assert bool(found) == some


def test_half_of_a_run_of_few_steps_is_enough_to_compare():
    brief = REFERENCE.model_copy(update={"steps": 14, "planned_steps": 14})
    for steps, some in ((49, True), (48, False)):
        found, _ = run_through(
            improve(SPEC, brief, ALL[:1], Account(steps, None), bool),
            lambda plan: ended(plan, "learning", plan.horizon, dataset=HELD_OUT),
        )
        assert bool(found) == some
