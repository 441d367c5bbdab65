from dataclasses import replace

import pytest

from diagnostics.catalogue import rules
from diagnostics.consult.causes import suspicion
from diagnostics.consult.proof.intervened import by_trial, intervened
from diagnostics.consult.proof.judged import Judged
from diagnostics.consult.proof.tried import Tried
from diagnostics.findings import Finding
from tests.diagnostics.consult.proof.experiments import SPEC, STEEP, wanted

LOST = Finding("SPC101", "unused-layer", "error", 1.0, "Rescaling leads nowhere", ("/model/layers/1",))


def judged(name, status):
    return Judged(Tried(wanted(name)[0], None), status, "as the test says")


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        ({}, "untested"),
        ({"learning-rate": "proven", "he-initialisation": "refuted"}, "proven"),
        ({"learning-rate": "refuted", "he-initialisation": "refuted"}, "refuted"),
        ({"learning-rate": "refuted", "he-initialisation": "inconclusive"}, "untested"),
        ({"learning-rate": "inconclusive"}, "untested"),
    ],
)
def test_a_cause_is_confirmed_by_one_cure_and_refuted_where_all_failed(statuses, told):
    assert by_trial([STEEP, LOST], [judged(*each) for each in statuses.items()]) == (told, "untested")


def test_a_combination_says_nothing_of_either_cause():
    first, second = wanted("he-initialisation", "learning-rate")
    both = replace(first, proposals=(*first.proposals, *second.proposals))
    assert by_trial([STEEP], [Judged(Tried(both, None), "proven", "")]) == ("untested",)


def test_a_part_of_a_combination_that_works_is_not_refuted():
    first, second = wanted("he-initialisation", "learning-rate")
    both = replace(first, proposals=(*first.proposals, *second.proposals))
    told = [judged("learning-rate", "refuted"), judged("he-initialisation", "refuted")]
    assert by_trial([STEEP], told) == ("refuted",)
    assert by_trial([STEEP], [*told, Judged(Tried(both, None), "proven", "")]) == ("untested",)


def test_confirmed_causes_are_more_suspect_and_refuted_ones_less():
    (more,) = intervened([STEEP], [judged("learning-rate", "proven")])
    (less,) = intervened([STEEP], [judged("learning-rate", "refuted")])
    assert suspicion(less) < suspicion(STEEP) < suspicion(more)
    assert more.confidence == less.confidence == STEEP.confidence  # what was seen stays as sure as it was


def test_the_rule_s_blame_is_where_it_starts_from():
    blame = next(rule.blame for rule in rules() if rule.code == STEEP.code)
    (more,) = intervened([STEEP], [judged("learning-rate", "proven")])
    assert more.blame == pytest.approx(1 - (1 - blame) / 2)
    (graver,) = intervened([replace(STEEP, blame=0.9)], [judged("learning-rate", "refuted")])
    assert graver.blame == pytest.approx(0.45)


def test_without_trials_nothing_changes():
    assert intervened([STEEP, LOST], []) == (STEEP, LOST)
    assert SPEC.diagnosis.prove
