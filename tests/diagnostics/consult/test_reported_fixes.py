from diagnostics.consult.proof.candidate import combined
from diagnostics.consult.proof.judged import Judged
from diagnostics.consult.proof.plans import screening
from diagnostics.consult.proof.tried import Tried
from diagnostics.consult.proposals import proposals
from diagnostics.consult.reported_fixes import Named, Places, Reasons, reported_fixes, sizes_after
from diagnostics.findings import Finding
from tests.diagnostics.consult.proof.experiments import SPEC, STEEP, ended, wanted

NAMED = Named(lambda name: f"fix:{name}", lambda place: f"finding:{place}")
PROPOSED = proposals(SPEC, [STEEP])
BROUGHT = Finding("GEN601", "overfitting", "error", 0.9, "it overfits", ("/training",))


def judged(candidate, status, **figures):
    return Judged(Tried(candidate, None), status, f"why it is {status}", **figures)


def shown(*tried):
    reasons = Reasons(frozenset({"learning-rate"}), "nobody tried it", "nobody needs it")
    return reported_fixes(PROPOSED, tried, Places([STEEP], [BROUGHT, STEEP]), reasons, NAMED)


def test_what_was_proven_comes_first_and_what_was_refuted_last():
    rate, he, norm = wanted("learning-rate", "he-initialisation", "batch-normalisation")
    fixes = shown(judged(he, "refuted"), judged(norm, "inconclusive"), judged(rate, "proven"))
    statuses = [fix.status for fix in fixes]
    assert (fixes[0].name, statuses[0], statuses[-1], fixes[-1].name) == ("learning-rate", "proven", "refuted", he.name)
    assert statuses == sorted(statuses, key=("proven", "inconclusive", "untested", "refuted").index)


def test_of_two_cures_the_less_invasive_comes_first():
    rate, he = wanted("learning-rate", "he-initialisation")
    assert [fix.name for fix in shown(judged(rate, "proven"), judged(he, "proven"))[:2]] == [he.name, rate.name]


def test_what_was_not_tried_says_why():
    fixes = shown()
    assert {fix.name for fix in fixes} == {proposal.fix.name for proposal in PROPOSED}
    reasons = {fix.name: fix.reason for fix in fixes}
    assert reasons.pop("learning-rate") == "nobody tried it"
    assert set(reasons.values()) == {"nobody needs it"}


def test_a_combination_names_its_parts_and_stands_for_both():
    he, rate = wanted("he-initialisation", "learning-rate")
    both = combined(SPEC, he, rate)
    assert both is not None
    fix = next(fix for fix in shown(judged(both, "proven")) if "+" in fix.name)
    assert fix.combines == ("fix:he-initialisation", "fix:learning-rate")
    assert fix.title.startswith("Initialise the layers before a ReLU with he_normal and use the learning rate")
    assert fix.addresses == ("finding:1",)  # another finding has come before it since
    assert fix.patch == both.patch
    assert fix.id == "fix:he-initialisation+learning-rate"


def test_errors_that_came_with_a_fix_are_shown_with_it():
    fix = shown(judged(wanted("learning-rate")[0], "inconclusive", new_findings=(BROUGHT,)))[0]
    assert [finding.code for finding in fix.new_findings] == ["GEN601"]
    assert fix.new_findings[0].id.startswith(fix.id)


def test_the_size_after_a_fix_is_that_of_its_trials():
    he = wanted("he-initialisation")[0]
    plan = screening(SPEC, he, 1, 100, follow=False, seconds=None)
    trial = ended(plan, "learning", parameters=7, seconds_per_step=0.5)
    sizes = sizes_after([Judged(Tried(he, trial), "inconclusive", "")], NAMED)
    (size,) = sizes.values()
    assert (list(sizes), size.parameters, size.seconds_per_step) == ([f"fix:{he.name}"], 7, 0.5)
    assert sizes_after([judged(he, "untested")], NAMED) == {}
