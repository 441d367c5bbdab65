import pytest

from diagnostics.consult.plan import reference, replicates
from tests.diagnostics.factories import chain, image, layer


def spec(seed=0, **diagnosis):
    return chain(image(4), layer("Dense", units=2), training={"seed": seed}, diagnosis=diagnosis)


def test_the_reference_is_the_run_as_asked():
    asked = spec(seed=7)
    plan = reference(asked)
    assert (plan.key, plan.role, plan.seed, plan.spec, plan.fix) == ("reference", "reference", 7, asked, None)
    assert (plan.horizon, plan.seconds, plan.stop_early) == (None, None, True)


def test_a_budget_bounds_the_trial():
    plan = reference(spec(budget={"steps": 300, "seconds": 2.5}))
    assert (plan.horizon, plan.seconds) == (300, 2.5)


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
    same = {"key": "reference", "role": "reference", "seed": 7}
    assert [first.horizon, second.horizon] == [100, 100]  # the budget is the whole diagnosis's
    assert first.model_copy(update=same) == second.model_copy(update=same) == reference(asked)


def test_seeds_wrap_around_where_numpy_s_end():
    assert [plan.seed for plan in replicates(spec(seed=2**32 - 2, replicates=3))] == [2**32 - 1, 0, 1]


def test_planning_twice_gives_the_same():
    assert replicates(spec(replicates=4)) == replicates(spec(replicates=4))
