import pytest

from diagnostics.consult import plan as plans
from diagnostics.consult.plan import reference, variations
from diagnostics.findings import Finding
from tests.diagnostics.factories import chain, image, layer, record


def spec(seed=0, **diagnosis):
    return chain(image(4), layer("Dense", units=2), training={"seed": seed}, diagnosis=diagnosis)


def replicates(asked, verdict="learning", *findings):
    return plans.replicates(asked, record(verdict=verdict), findings)


def finding(code, severity="error", blame=None):
    return Finding(code, code.lower(), severity, 0.9, f"{code} was found", ("/model",), blame=blame)


def test_the_reference_is_the_run_as_asked():
    asked = spec(seed=7)
    plan = reference(asked)
    assert (plan.key, plan.role, plan.seed, plan.spec, plan.fix) == ("reference", "reference", 7, asked, None)
    assert (plan.horizon, plan.seconds, plan.stop_early) == (None, None, True)


def test_a_budget_bounds_the_trial():
    plan = reference(spec(budget={"steps": 300, "seconds": 2.5}))
    assert (plan.horizon, plan.seconds) == (300, 2.5)


@pytest.mark.parametrize(("steps", "horizon"), [(90, 90), (300, 300), (600, 300), (3000, 1000)])
def test_two_thirds_of_a_large_budget_are_for_trials_of_fixes(steps, horizon):
    assert reference(spec(budget={"steps": steps})).horizon == horizon
    assert reference(spec(budget={"steps": steps}, prove=False)).horizon == steps
    assert reference(spec(budget={"steps": steps}, mode="train")).horizon == steps


def test_a_long_run_is_followed_for_a_third_and_a_short_one_to_its_end():
    assert [reference(spec()).part_of(planned) for planned in (100, 1500, 9000)] == [100, 1000, 3000]
    assert reference(spec(prove=False)).part_of(9000) == 9000


def test_mode_train_does_not_stop_early():
    assert not reference(spec(mode="train")).stop_early


@pytest.mark.parametrize(("asked", "made"), [("auto", 0), (0, 0), (3, 3)])
def test_as_many_replicates_as_asked_for(asked, made):
    assert len(replicates(spec(replicates=asked))) == made


def test_replicates_differ_from_the_reference_in_their_seed_alone():
    asked = spec(seed=7, replicates=2, budget={"steps": 300})
    first, second = replicates(asked)
    assert [(plan.key, plan.role, plan.seed) for plan in (first, second)] == [
        ("replicate-1", "replicate", 8),
        ("replicate-2", "replicate", 9),
    ]
    same = {"key": "reference", "role": "reference", "seed": 7, "follow_to": 100}
    assert [first.horizon, second.horizon] == [100, 100]  # the budget is the whole diagnosis's
    assert first.model_copy(update=same) == second.model_copy(update=same) == reference(asked)


def test_seeds_wrap_around_where_numpy_s_end():
    assert [plan.seed for plan in replicates(spec(seed=2**32 - 2, replicates=3))] == [2**32 - 1, 0, 1]


def test_planning_twice_gives_the_same():
    assert replicates(spec(replicates=4)) == replicates(spec(replicates=4))


def test_a_network_that_learns_without_risk_needs_no_replicate():
    assert replicates(spec()) == ()
    assert replicates(spec(), "inconclusive") == ()


@pytest.mark.parametrize(("severity", "made"), [("error", 4), ("warning", 2), ("info", 0)])
def test_a_risk_of_unstable_training_is_looked_into(severity, made):
    assert len(replicates(spec(), "learning", finding("DAT201", severity))) == made


def test_a_sick_network_is_looked_at_from_other_seeds():
    plans = replicates(spec(), "not_learning")
    assert [(plan.key, plan.seed, plan.follow_to) for plan in plans] == [
        ("replicate-1", 1, None),
        ("replicate-2", 2, None),
    ]


def test_where_a_fault_is_certain_other_seeds_tell_nothing():
    assert replicates(spec(), "not_learning", finding("SPC102")) == ()
    assert replicates(spec(), "not_learning", finding("SPC109", blame=0.95)) == ()
    assert replicates(spec(), "not_learning", finding("SPC102", "warning"))


@pytest.mark.parametrize("diagnosis", [{"budget": {"steps": 300}}, {"budget": {"seconds": 9}}, {"mode": "train"}])
def test_what_the_user_wants_spent_goes_to_the_reference(diagnosis):
    assert replicates(spec(**diagnosis), "not_learning") == ()


def test_of_a_budget_a_network_that_learns_at_risk_leaves_enough_for_other_seeds():
    asked = spec(budget={"steps": 3000})
    assert len(replicates(asked, "learning", finding("DAT201"))) == 4
    assert replicates(spec(budget={"steps": 3000}, prove=False), "learning", finding("DAT201")) == ()
    assert {plan.horizon for plan in replicates(asked, "learning", finding("DAT201"))} == {362}
    assert replicates(spec(budget={"steps": 300}), "learning", finding("DAT201")) == ()


def test_where_seeds_disagree_weights_and_order_are_varied_one_at_a_time():
    asked = spec(seed=7)
    made = variations(asked, [record(verdict="learning"), record(verdict="not_learning")])
    assert [plan.key for plan in made] == ["vary-order-1", "vary-order-2", "vary-weights-1", "vary-weights-2"]
    assert [(plan.seed, plan.order_seed) for plan in made] == [(7, 108), (7, 109), (208, 7), (209, 7)]


@pytest.mark.parametrize("verdicts", [("learning", "learning"), ("not_learning", "diverged"), ("learning",)])
def test_where_seeds_agree_nothing_is_varied(verdicts):
    assert variations(spec(), [record(verdict=verdict) for verdict in verdicts]) == ()
