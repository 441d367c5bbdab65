from diagnostics.report.pairing import pairs
from tests.diagnostics.report.making import effect, fix, trial
from tests.diagnostics.report.tried import tried_report

FIX = fix("1", "cure", "Cure it", "proven", effect=effect((0.5, 0.5, 0.5), ""))


def keys(*trials):
    found = pairs(FIX, tried_report(fixes=(FIX,), trials=trials))
    return [(pair.reference and pair.reference.key, pair.treated.key) for pair in found]


def test_a_treatment_is_paired_with_the_plain_trial_of_its_seed():
    plain = [trial("r0", "reference", 3, 2.3), trial("r1", "replicate", 4, 2.3), trial("range", "range_test", 4, 2.3)]
    treated = [trial("t4", "treatment", 4, 0.5, "cure"), trial("t3", "treatment", 3, 0.5, "cure")]
    assert keys(*plain, *treated) == [("r0", "t3"), ("r1", "t4")]


def test_of_several_plain_trials_the_longest_counts():
    plain = [trial("short", "reference", 3, 2.3, steps=50), trial("long", "replicate", 3, 2.3, steps=400)]
    assert keys(*plain, trial("t", "treatment", 3, 0.5, "cure")) == [("long", "t")]


def test_a_treatment_whose_seed_nobody_else_has_stands_alone():
    assert keys(trial("r", "reference", 0, 2.3), trial("t", "treatment", 3, 0.5, "cure")) == [(None, "t")]


def test_treatments_with_other_fixes_do_not_count():
    assert keys(trial("t", "treatment", 3, 0.5, "other"), trial("u", "treatment", 3, 0.5, "cure+other")) == []


def test_seeds_that_the_effect_counts_come_before_those_of_screening():
    treated = [trial(f"t{seed}", "treatment", seed, 0.5, "cure") for seed in (1, 4, 3)]
    assert [key for _, key in keys(*treated)] == ["t3", "t4", "t1"]
