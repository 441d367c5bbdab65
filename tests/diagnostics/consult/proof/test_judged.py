import math
from dataclasses import replace

import pytest

from diagnostics.consult.proof.judged import had_anyway, judge
from diagnostics.consult.proof.plans import arm, confirming, screening
from diagnostics.consult.proof.tried import Confirmed, Pair, Tried
from diagnostics.findings import Finding
from tests.diagnostics.consult.proof.experiments import SPEC, ended, wanted
from tests.diagnostics.factories import facts, record, score

FIX = wanted()[0]
REFERENCE = record(verdict="not_learning", confidence=0.99)
INCONCLUSIVE = record(verdict="inconclusive", confidence=0.5)


def pair(number, before, after, losses=(0.69, 0.3), **figures):
    reference = ended(arm(SPEC, number, 100, seconds=None), before, loss=losses[0], **figures)
    plan = confirming(SPEC, FIX, number, 100, follow_to=None, seconds=None)
    return Pair(reference, ended(plan, after, loss=losses[1], dataset=facts()))


def screened(verdict, **figures):
    return ended(screening(SPEC, FIX, 1, 100, follow=False, seconds=None), verdict, **figures)


def judged(*pairs, reference=REFERENCE, errors=(), trial=None):
    trials = tuple(each.treated for each in pairs)
    return judge(Tried(FIX, trial, Confirmed(trials, tuple(pairs))), reference, set(errors))


def three(before, after, losses=((0.69, 0.3),) * 3, **figures):
    return [pair(number, before, after, each, **figures) for number, each in enumerate(losses, 1)]


def test_a_fix_that_turns_every_pair_is_proven():
    found = judged(*three("not_learning", "learning"))
    assert (found.status, found.effect.learned, found.effect.seeds) == ("proven", "3/3 vs 0/3", (1, 2, 3))
    assert found.effect.difference == pytest.approx(-0.39)
    assert found.effect.p_value == 2 / 8


def test_one_pair_that_does_not_turn_leaves_it_open():
    pairs = [*three("not_learning", "learning")[:2], pair(3, "not_learning", "not_learning")]
    assert judged(*pairs).status == "inconclusive"


def test_where_some_learn_anyway_three_that_turn_are_enough_as_long_as_every_run_learns_with_it():
    turning = three("not_learning", "learning", ((0.69, 0.3), (6.9, 0.5), (0.8, 0.6)))
    lucky = pair(4, "learning", "learning", (0.01, 0.5))
    found = judged(*turning, lucky)
    assert (found.status, found.effect.learned) == ("proven", "4/4 vs 1/4")
    assert found.reason.startswith("3 of 4 pairs of runs turned from not learning to learning, and in the others both")
    assert judged(*turning[:2], lucky).status == "inconclusive"
    assert judged(*turning, pair(4, "learning", "not_learning", (0.01, 0.7))).status == "inconclusive"
    assert (
        judged(*turning, pair(4, "inconclusive", "learning", confidence=0.5), reference=INCONCLUSIVE).status != "proven"
    )


def test_a_fix_with_which_no_run_learns_is_refuted():
    assert judged(*three("not_learning", "not_learning")).status == "refuted"


def test_runs_that_might_learn_with_more_steps_refute_nothing():
    cut_off = [pair(number, "not_learning", "inconclusive") for number in (1, 2, 3)]
    slow = [Pair(each.reference, each.treated.model_copy(update={"confidence": 0.5})) for each in cut_off]
    found = judged(*slow)
    assert found.status == "inconclusive"
    assert "with it 0 of 3 confirming runs learned; 50 steps may be too few" in found.reason


def test_two_pairs_are_too_few():
    found = judged(*three("not_learning", "learning")[:2])
    assert found.status == "inconclusive"
    assert "only 2 without it" in found.reason


def test_a_diverged_arm_has_no_loss_and_still_turns():
    found = judged(*three("diverged", "learning", ((math.nan, 0.3),) * 3))
    assert found.status == "proven"
    assert found.effect.reference == (None, None, None)
    assert found.effect.difference is found.effect.ci95 is found.effect.p_value is None


def test_where_both_learn_the_interval_decides():
    better = three("learning", "learning", ((0.5, 0.30), (0.52, 0.31), (0.51, 0.30)))
    noisy = three("learning", "learning", ((0.5, 0.2), (0.4, 0.6), (0.51, 0.30)))
    same = three("learning", "learning", ((0.5, 0.5001), (0.5, 0.4999), (0.5, 0.5)))
    worse = three("learning", "learning", ((0.3, 0.5), (0.31, 0.52), (0.3, 0.51)))
    learning = record(verdict="learning")
    states = [judged(*pairs, reference=learning).status for pairs in (better, noisy, same, worse)]
    assert states == ["proven", "inconclusive", "refuted", "refuted"]


def test_an_arm_cut_off_where_its_twin_learned_counts_only_if_the_reference_is_known_not_to_learn():
    pairs = three("inconclusive", "learning", ((0.69, 0.3), (0.69, 0.68), (0.69, 0.1)), confidence=0.5)
    assert judged(*pairs).status == "proven"
    assert judged(*pairs, reference=INCONCLUSIVE).status == "inconclusive"


def test_an_error_that_the_fix_brings_keeps_it_from_being_proven():
    spoilt = facts({"non_finite": 50})
    pairs = [
        Pair(each.reference, each.treated.model_copy(update={"dataset": spoilt}))
        for each in three("not_learning", "learning")
    ]
    found = judged(*pairs)
    assert found.status == "inconclusive"
    assert [each.code for each in found.new_findings] == ["DAT202"]
    assert "DAT202" in found.reason
    assert (judged(*pairs, errors=["DAT202"]).new_findings, judged(*pairs, errors=["DAT202"]).status) == ((), "proven")


def useless(loss):
    """A network that is sure of itself and wrong on held-out samples."""
    return score(loss=loss, gain=0.69 - loss, gain_error=0.01)


def on_held_out(trial, seen):
    return trial.model_copy(
        update={"snapshots": tuple(each.model_copy(update={"validation": seen}) for each in trial.snapshots)}
    )


def test_what_is_worse_than_chance_on_held_out_samples_turns_too():
    losses = (12.0, 4.0, 10.0)  # so far apart that no interval would exclude zero
    pairs = [
        Pair(on_held_out(each.reference, useless(loss)), each.treated)
        for each, loss in zip(three("learning", "learning"), losses, strict=True)
    ]
    found = judged(*pairs, reference=record(verdict="learning"))
    assert (found.status, found.effect.learned) == ("proven", "3/3 vs 0/3")
    swapped = [Pair(each.treated, on_held_out(each.treated, useless(9.0))) for each in pairs]
    assert judged(*swapped, reference=record(verdict="learning")).status == "refuted"


@pytest.mark.parametrize(
    ("verdict", "figures", "status"),
    [
        ("not_learning", {}, "refuted"),
        ("diverged", {}, "refuted"),
        ("learning", {}, "inconclusive"),
        ("inconclusive", {"confidence": 0.5}, "inconclusive"),
    ],
)
def test_screening_can_refute_and_cannot_prove(verdict, figures, status):
    found = judged(trial=screened(verdict, **figures))
    assert (found.status, found.effect) == (status, None)


def test_what_was_not_run_is_untested():
    assert judged().status == "untested"


def test_a_treatment_that_failed_counts_though_nothing_was_run_beside_it():
    pairs = three("not_learning", "learning")
    failed = pair(4, "not_learning", "not_learning").treated
    trials = (*(each.treated for each in pairs), failed)
    found = judge(Tried(FIX, None, Confirmed(trials, tuple(pairs))), REFERENCE, ())
    assert (found.status, found.reason[:38]) == ("inconclusive", "with it 3 of 4 confirming runs learned")


def test_an_arm_that_ended_before_its_twin_learned_tells_nothing():
    short = [
        Pair(each.reference.model_copy(update={"steps": 5, "verdict": "inconclusive", "confidence": 0.5}), each.treated)
        for each in three("not_learning", "learning", ((0.69, 0.3), (0.69, 0.68), (0.69, 0.1)))
    ]
    assert judged(*short).status == "inconclusive"


def test_runs_that_diverge_without_the_fix_are_no_reason_to_refute_it():
    diverged = [pair(number, "diverged", "learning", (math.nan, 0.3)) for number in range(1, 7)]
    lucky = [pair(number, "learning", "learning", (0.3, 0.3)) for number in (7, 8)]
    assert judged(*diverged, *lucky).status == "proven"
    assert judged(*diverged[:2], *lucky).status == "inconclusive"


def test_pairs_of_which_none_has_a_loss_on_both_sides_leave_it_open():
    diverged = [pair(number, "diverged", "learning", (math.nan, 0.3)) for number in (1, 2)]
    found = judged(*diverged, pair(3, "learning", "learning", (math.nan, 0.3)))
    assert found.status == "inconclusive"
    assert found.reason.startswith("it learned in 3/3 vs 1/3 runs, with the fix against without")


def test_an_effect_too_small_to_matter_is_not_proven():
    tiny = three("learning", "learning", ((0.4, 0.3999), (0.4, 0.39988), (0.4, 0.39989)))
    assert judged(*tiny, reference=record(verdict="learning")).status == "refuted"


def test_other_held_out_samples_do_not_compare():
    resplit = replace(FIX, patch=({"op": "replace", "path": "/dataset/validation/stratify", "value": True},))
    better = three("learning", "learning", ((0.5, 0.30), (0.52, 0.31), (0.51, 0.30)))
    confirmed = Confirmed(tuple(each.treated for each in better), tuple(better))
    found = judge(Tried(resplit, None, confirmed), record(verdict="learning"), ())
    assert (found.status, "samples that differ" in found.reason) == ("inconclusive", True)
    turned = three("not_learning", "learning")
    confirmed = Confirmed(tuple(each.treated for each in turned), tuple(turned))
    assert judge(Tried(resplit, None, confirmed), REFERENCE, ()).status == "proven"


def test_the_same_symptom_under_a_milder_name_was_there_before():
    majority = Finding("OUT502", "majority-class", "warning", 0.9, "one class for all", ("/dataset",))
    stuck = Finding("TRN401", "stuck-at-chance", "error", 0.9, "no better than chance", ("/training",))
    assert had_anyway([majority, stuck]) == {"OUT501", "TRN401"}
