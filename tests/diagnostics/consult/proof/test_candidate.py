from dataclasses import replace

import jsonpatch

from diagnostics.consult.proof.candidate import candidates, combined
from diagnostics.consult.proposals import proposals
from diagnostics.findings import Finding
from diagnostics.spec.job import ResolvedSpec
from tests.diagnostics.consult.proof.experiments import SPEC, STEEP, wanted
from tests.diagnostics.factories import facts

BYTES = {"minimum": 0.0, "maximum": 255.0, "mean": 120.0, "std": 60.0}


def both_of(*names):
    made = combined(SPEC, *map(named, names))
    assert made is not None
    return made


def named(name):
    return wanted(name)[0]


def test_of_a_network_that_learns_fixes_of_errors_and_of_what_the_spec_is_warned_of_are_tried():
    seen = replace(STEEP, severity="warning")
    stated = replace(seen, code="SPC110", name="learning-rate-out-of-range")
    cases = [(STEEP, True, True), (stated, True, True), (seen, True, False), (seen, False, True)]
    for finding, learning, some in cases:
        found = candidates(proposals(SPEC, [finding]), [finding], learning=learning)
        assert bool(found) == some


def test_of_a_network_that_learns_more_epochs_are_tried_where_too_few_were_asked_for():
    ended = Finding("TRN414", "ended-too-early", "warning", 0.9, "the loss still falls", ("/training/epochs",))
    assert [each.name for each in candidates(proposals(SPEC, [ended]), [ended], learning=True)] == ["more-epochs"]


def test_what_is_only_worth_knowing_is_never_tried():
    info = replace(STEEP, severity="info")
    assert candidates(proposals(SPEC, [info]), [info], learning=False) == ()


def test_a_combination_applies_the_second_to_what_the_first_made():
    both = both_of("he-initialisation", "batch-normalisation")
    assert both.name == "he-initialisation+batch-normalisation"
    assert both.safety == "changes_training"
    patched = jsonpatch.apply_patch(SPEC.model_dump(mode="json"), list(both.patch))
    assert ResolvedSpec.model_validate(patched) == both.spec
    hidden = next(each for each in both.spec.model.layers if each.name == "hidden")
    assert (hidden.config["kernel_initializer"], hidden.config["use_bias"]) == ("he_normal", False)


def test_a_fix_is_not_combined_with_itself():
    he = named("he-initialisation")
    assert combined(SPEC, he, he) is None


def test_two_ways_to_do_one_thing_are_not_combined():
    lost = Finding("DAT201", "unscaled-input", "error", 0.9, "bytes", ("/dataset/preprocess",), evidence=BYTES)
    inputs = {each.name: each for each in candidates(proposals(SPEC, [lost], facts(BYTES)), [lost], learning=False)}
    assert combined(SPEC, inputs["scale-input"], inputs["centre-input"]) is None
    assert combined(SPEC, inputs["scale-input"], named("he-initialisation")) is not None
    dead = Finding("TRN404", "dead-units", "error", 0.9, "dead", ("/model/layers/1",))
    leaky, elu = wanted("leaky-activation", "elu-activation", finding=dead)
    assert combined(SPEC, leaky, elu) is None


def test_one_safe_fix_is_less_invasive_than_two_and_than_a_change_of_training():
    he, slower, both = (
        named("he-initialisation"),
        named("learning-rate"),
        both_of("he-initialisation", "learning-rate"),
    )
    assert he.invasiveness < slower.invasiveness < both.invasiveness


def test_a_combination_is_against_what_each_of_its_fixes_is_against():
    both = both_of("he-initialisation", "learning-rate")
    assert both.addresses == (0,)


def test_every_cause_has_its_first_fix_tried_before_any_has_its_second():
    lost = Finding("DAT201", "unscaled-input", "error", 0.9, "bytes", ("/dataset/preprocess",), evidence=BYTES)
    dead = Finding("TRN404", "dead-units", "error", 0.9, "dead", ("/model/layers/1",))
    findings = [STEEP, lost, dead]
    found = candidates(proposals(SPEC, findings, facts(BYTES)), findings, learning=False)
    names = [each.name for each in found]
    assert names[:2] == ["learning-rate", "scale-input"]
    assert names.index("he-initialisation") < names.index("batch-normalisation")
    symptoms = [each.name for each in found if not each.at_root]
    assert symptoms == ["leaky-activation", "elu-activation"]
    assert names[-2:] == symptoms
