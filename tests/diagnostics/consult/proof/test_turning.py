from functools import partial

from diagnostics.consult.account import Account
from diagnostics.consult.proof.judged import judge
from diagnostics.consult.proof.turning import turn
from tests.diagnostics.consult.proof.experiments import SPEC, ended, run_through, wanted
from tests.diagnostics.factories import record

REFERENCE = record(verdict="not_learning", confidence=0.99, steps=50)
ALL = wanted()
LAST = ALL[-1].name


def is_proven(tried):
    return judge(tried, REFERENCE, ()).status == "proven"


def turned(respond, steps=10_000, observed=(REFERENCE,)):
    account = Account(steps, None)
    found, rungs = run_through(turn(SPEC, observed, ALL, account, is_proven), respond)
    return {each.candidate.name: each for each in found}, rungs, account


def by_fix(plan, learned, elsewhere=()):
    """Collapsed without a fix; one of `learned` makes it learn, but on confirming seeds only one of `elsewhere`."""
    screening = plan.key.startswith("screen")
    good = plan.fix in learned and (screening or plan.fix in elsewhere)
    return ended(plan, "learning" if good else "not_learning", 60)


def test_what_works_is_proven_and_what_failed_is_known():
    found, _, _ = turned(partial(by_fix, learned={LAST}, elsewhere={LAST}))
    assert is_proven(found[LAST])
    assert all(each.pairs == () for name, each in found.items() if name != LAST and "+" not in name)


def test_where_the_first_finalists_fail_the_next_are_confirmed():
    names = [each.name for each in ALL]
    _, rungs, _ = turned(partial(by_fix, learned=set(names), elsewhere={names[-1]}), steps=1_200)
    batches = [{plan.fix for plan in rung} for rung in rungs if rung[0].key.startswith("confirm")]
    assert len(batches) > 1
    assert not batches[0] & batches[1]


def test_once_one_is_proven_the_rest_of_the_budget_is_left():
    every = {each.name for each in ALL}
    _, _, account = turned(partial(by_fix, learned=every, elsewhere=every), steps=100_000)
    assert account.steps_spent < 5_000


def with_luck(lucky):
    """What a run without a fix comes to, by its seed; LAST makes every run learn."""

    def respond(plan):
        if plan.fix is None:
            return ended(plan, *(("learning", 60, 0.3) if lucky(plan.seed) else ("not_learning", 60, 0.69)))
        return by_fix(plan, {LAST}, {LAST})

    return respond


def test_where_runs_as_asked_learn_too_up_to_eight_pairs_are_looked_at():
    found, _, _ = turned(with_luck(lambda seed: seed != 2))
    assert [pair.reference.seed for pair in found[LAST].pairs] == list(range(1, 9))
    assert not is_proven(found[LAST])


def test_where_runs_as_asked_learn_too_pairs_are_added_until_three_have_turned():
    found, _, _ = turned(with_luck(lambda seed: seed % 2))
    assert [pair.reference.seed for pair in found[LAST].pairs] == [1, 2, 3, 4, 5, 6, 7]
    assert is_proven(found[LAST])


def test_the_first_that_are_added_have_a_run_without_the_fix_already():
    replicates = [
        record(verdict="not_learning" if seed % 2 else "learning", confidence=0.99, steps=50, seed=seed, key=f"r{seed}")
        for seed in (1, 2, 3, 4, 7)
    ]
    found, rungs, _ = turned(with_luck(lambda seed: seed % 2), observed=(REFERENCE, *replicates))
    assert [pair.reference.seed for pair in found[LAST].pairs] == [1, 2, 3, 4, 7]
    assert all(plan.fix for rung in rungs for plan in rung)


def test_nothing_is_spent_that_is_not_there():
    every = {each.name for each in ALL}
    for steps in (0, 150, 500, 900, 2_000):
        _, rungs, account = turned(partial(by_fix, learned=every, elsewhere=every), steps=steps)
        assert account.steps_spent <= steps
        assert steps or not rungs


def test_settled_replicates_are_not_run_again():
    known = tuple(REFERENCE.model_copy(update={"key": f"replicate-{seed}", "seed": seed}) for seed in (1, 2, 3))
    _, rungs, _ = turned(partial(by_fix, learned={LAST}, elsewhere={LAST}), observed=(REFERENCE, *known))
    assert all(plan.fix for rung in rungs for plan in rung)
