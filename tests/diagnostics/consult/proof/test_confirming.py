from diagnostics.consult.account import Account
from diagnostics.consult.proof.confirming import Arms, Finalist, arms_of, confirm, finalists, payable
from diagnostics.consult.proof.plans import arm
from diagnostics.consult.proof.screening import Screened, screen
from tests.diagnostics.consult.proof.experiments import SPEC, ended, run_through, wanted

FIRST, SECOND = wanted()[:2]
PAIRS = [1, 2, 3]


def collapsed_arm(pair):
    return ended(arm(SPEC, pair, 100, seconds=None), "not_learning")


def confirmed(respond, candidates=(FIRST,), arms=None, steps=10_000):
    account = Account(steps, None)
    known = {} if arms is None else arms
    found, rungs = run_through(
        confirm(SPEC, [Finalist(each, 60) for each in candidates], PAIRS, known, account), respond
    )
    return found, rungs, account


def treated_learn(plan):
    return ended(plan, "learning" if plan.fix else "not_learning", 70)


def test_screening_seeds_are_not_confirming_seeds():
    _, rungs, _ = confirmed(treated_learn)
    assert {plan.seed for rung in rungs for plan in rung} == {1, 2, 3}


def test_the_arms_run_as_far_as_the_treatments_did_and_no_farther():
    _, rungs, _ = confirmed(treated_learn)
    assert [(plan.role, plan.horizon, plan.spec) for plan in rungs[1]] == [("replicate", 70, SPEC)] * 3


def test_arms_that_are_known_are_not_run_again():
    known = {pair: collapsed_arm(pair) for pair in (1, 2)}
    found, rungs, _ = confirmed(treated_learn, arms=known)
    assert [plan.seed for plan in rungs[1]] == [3]
    assert [pair.reference.seed for pair in found[FIRST.name].pairs] == [1, 2, 3]


def test_arms_of_a_fix_that_failed_are_not_run():
    found, rungs, _ = confirmed(lambda plan: ended(plan, "not_learning"))
    assert len(rungs) == 1
    assert found[FIRST.name].pairs == ()
    assert len(found[FIRST.name].trials) == 3


def test_both_arms_of_a_pair_have_one_seed():
    found, _, _ = confirmed(treated_learn, (FIRST, SECOND))
    assert {
        name: [(pair.reference.seed, pair.treated.seed) for pair in seen.pairs] for name, seen in found.items()
    } == {
        FIRST.name: [(1, 1), (2, 2), (3, 3)],
        SECOND.name: [(1, 1), (2, 2), (3, 3)],
    }


def test_treatments_are_followed_on_after_they_learned():
    _, rungs, _ = confirmed(treated_learn)
    assert {(plan.horizon, plan.follow_to) for plan in rungs[0]} == {(300, 240)}


def test_the_budget_shortens_how_far():
    needed = 3 * 60 + 3 * 60
    _, rungs, _ = confirmed(treated_learn, steps=needed)
    assert {(plan.horizon, plan.follow_to) for plan in rungs[0]} == {(60, 60)}


def test_steps_are_kept_for_arms_as_long_as_the_treatments():
    for steps, longest in ((720, 120), (300, 60)):  # arms are known to be short, and may turn out not to be
        account = Account(steps, None)
        _, rungs = run_through(confirm(SPEC, [Finalist(FIRST, 60)], PAIRS, {}, account, 20), treated_learn)
        assert {plan.horizon for plan in rungs[0]} == {longest}


def test_arms_that_cannot_all_be_paid_for_are_run_one_after_another():
    def respond(plan):
        return ended(plan, "learning" if plan.fix else "not_learning", 60 if plan.fix else 20)

    account = Account(3 * 60 + 100, None)
    found, rungs = run_through(confirm(SPEC, [Finalist(FIRST, 60)], PAIRS, {}, account, 20), respond)
    assert [[plan.horizon for plan in rung] for rung in rungs[1:]] == [[60], [60], [60]]
    assert len(found[FIRST.name].pairs) == 3
    assert account.steps_left == 40


def test_as_many_finalists_as_can_be_paid_for():
    both = [Finalist(FIRST, 60), Finalist(SECOND, 60)]
    assert payable(both, Account(810, None), 3, Arms(3)) == tuple(both)
    assert payable(both, Account(809, None), 3, Arms(3)) == tuple(both[:1])
    assert payable(both, Account(360, None), 3, Arms(3)) == tuple(both[:1])
    assert payable(both, Account(359, None), 3, Arms(3)) == ()
    assert payable(both, Account(359, None), 3, Arms(0)) == (both[0],)
    assert payable(both, Account(359, None), 3, Arms(3, at_most=50)) == (both[0],)


def test_the_least_invasive_comes_first_and_then_its_combination():
    screened, _ = run_through(screen(SPEC, wanted(), Account(10_000, None)), lambda plan: ended(plan, "learning", 40))
    found = finalists(SPEC, screened)
    single = [each.candidate for each in found if "+" not in each.candidate.name]
    assert single == sorted(single, key=lambda candidate: candidate.invasiveness)
    assert "+" in found[1].candidate.name
    assert found[0].candidate.name in found[1].candidate.name


def test_what_hardly_learned_comes_after_what_learned_much():
    losses = {SECOND.name: 0.2, FIRST.name: 0.6}
    found, _ = run_through(
        screen(SPEC, [FIRST, SECOND], Account(10_000, None)),
        lambda plan: ended(plan, "learning", 50, loss=losses[plan.fix or ""]),
    )
    assert finalists(SPEC, found)[0].candidate.name == SECOND.name


def test_what_did_not_learn_in_screening_is_not_confirmed():
    screened = [Screened(FIRST, ended(arm(SPEC, 1, 100, seconds=None), "not_learning"))]
    assert finalists(SPEC, screened) == ()


def test_settled_replicates_serve_as_arms():
    settled = collapsed_arm(2)
    varied = collapsed_arm(1).model_copy(update={"order_seed": 7})
    undecided = collapsed_arm(3).model_copy(update={"verdict": "inconclusive", "confidence": 0.5})
    reference = settled.model_copy(update={"seed": 0})
    assert arms_of(SPEC, [reference, settled, varied, undecided], 8) == {2: settled}
