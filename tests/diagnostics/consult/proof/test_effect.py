import pytest

from diagnostics.consult.proof.effect import difference, effect
from diagnostics.consult.proof.tried import Confirmed, Pair, Tried
from tests.diagnostics.consult.proof.experiments import wanted
from tests.diagnostics.factories import facts, record, score, snapshot

FIX = wanted()[0]
HELD_OUT = facts().model_copy(update={"validation": facts().train})


def trial(losses, verdict="learning", accuracy=None, chance=0.69, **figures):
    """Looked at these steps, with these held-out losses."""
    looks = [
        snapshot(step, validation=score(loss=loss, gain=chance - loss, chance_loss=chance, accuracy=accuracy))
        for step, loss in losses.items()
    ]
    whole = {"steps": max(losses), "confidence": 0.9, "dataset": HELD_OUT, **figures}
    return record(snapshot(), *looks, verdict=verdict, **whole)


def measured(*pairs):
    return effect(Tried(FIX, None, Confirmed(tuple(pair.treated for pair in pairs), pairs)))


def test_arms_are_compared_where_both_were_looked_at():
    found = measured(Pair(trial({50: 0.5, 60: 0.46}), trial({50: 0.5, 100: 0.3, 120: 0.2})))
    assert (found.reference, found.treated, found.difference) == ((0.5,), (0.5,), 0.0)


def test_of_a_run_that_the_fix_makes_longer_the_same_share_is_compared():
    plain = trial({1: 0.68, 10: 0.6, 12: 0.59}, planned_steps=14)
    smaller_batches = trial({1: 0.67, 10: 0.5, 12: 0.45, 360: 0.2, 432: 0.1}, planned_steps=504)
    found = measured(Pair(plain, smaller_batches))
    assert (found.reference, found.treated) == ((0.59,), (0.1,))


def test_a_run_that_the_fix_makes_shorter_is_compared_at_the_same_step():
    found = measured(Pair(trial({5: 0.6, 10: 0.5}, planned_steps=100), trial({5: 0.4, 10: 0.3}, planned_steps=20)))
    assert (found.reference, found.treated) == ((0.5,), (0.3,))


def test_an_arm_whose_fate_is_sealed_stands_for_all_later_steps():
    collapsed = trial({20: 0.69}, "not_learning", confidence=0.99)
    found = measured(Pair(collapsed, trial({20: 0.75, 200: 0.1})))
    assert (found.reference, found.treated) == ((0.69,), (0.1,))


def test_a_run_that_came_to_its_own_end_keeps_its_last_value():
    stopped = trial({100: 0.4}, ended=True)
    found = measured(Pair(trial({100: 0.4, 500: 1.5}), stopped))
    assert found.difference == pytest.approx(0.4 - 1.5)


def test_where_a_fix_changes_what_the_loss_means_error_rates_are_compared():
    found = measured(Pair(trial({50: 0.5}, accuracy=0.5), trial({50: 0.6}, accuracy=0.9, chance=1.4)))
    assert found.metric == "held-out error rate"
    assert found.difference == pytest.approx(-0.4)
    without = measured(Pair(trial({50: 0.69}), trial({50: 0.7}, chance=1.4)))
    assert (without.metric, without.difference) == ("held-out loss, relative to chance", pytest.approx(-0.5))


def test_where_nothing_is_held_out_training_samples_are_compared():
    bare = facts()
    arms = [record(snapshot(), snapshot(50, loss=loss), steps=50, dataset=bare) for loss in (0.6, 0.2)]
    found = measured(Pair(*arms))
    assert (found.metric, found.difference) == ("training log loss", pytest.approx(-0.4))


def test_one_pair_s_change_is_a_share_of_what_was_there():
    assert difference(Pair(trial({50: 0.5}), trial({50: 0.4}))) == pytest.approx(-0.2)
    assert difference(Pair(trial({50: 0.5}), record(snapshot(), dataset=HELD_OUT))) is None


def test_without_a_pair_there_is_no_effect():
    assert measured() is None
