from diagnostics.consult.proof.judged import Judged
from diagnostics.consult.proof.tried import Tried
from diagnostics.consult.summary import blamed, bugs_aside, proven, sentence
from diagnostics.findings import Finding
from tests.diagnostics.consult.proof.experiments import STEEP, wanted

LOST = Finding("SPC101", "unused-layer", "error", 1.0, "Rescaling 'r' leads nowhere", ("/model/layers/2",))


def judged(name, status, reason="each of 3 pairs of runs turned from not learning to learning"):
    return Judged(Tried(wanted(name)[0], None), status, reason)


def wiring(status):
    (wire,) = (each for each in wanted("learning-rate"))
    (proposal,) = wire.proposals
    named = type("WireLayer", (proposal.fix,), {"name": "wire-layer"})
    renamed = type(proposal)(named, proposal.addresses, proposal.clues, proposal.spec, proposal.patch)
    return Judged(Tried(type(wire)((renamed,), wire.spec, wire.patch), None), status, "as before")


def test_a_cause_is_told_as_confirmed_once_a_trial_confirmed_it():
    assert list(blamed("not_learning", [STEEP], [STEEP], [judged("learning-rate", "proven")])) == [
        "The cause, confirmed by a trial: the steps are too large."
    ]
    assert list(blamed("not_learning", [STEEP], [STEEP], [judged("learning-rate", "refuted")])) == [
        "Most suspect, not yet proven by a trial: the steps are too large."
    ]


def test_the_least_invasive_cure_is_named_with_what_was_seen():
    told = list(proven("not_learning", [judged("learning-rate", "proven"), judged("he-initialisation", "proven")]))
    assert told == [
        "Proven to work: Initialise the layers before a ReLU with he_normal "
        "(each of 3 pairs of runs turned from not learning to learning)."
    ]


def test_a_network_that_learns_is_not_said_to_need_a_fix():
    (told,) = proven("learning", [judged("learning-rate", "proven")])
    assert told.startswith("It does without, but better with it: ")


def test_nothing_is_said_to_work_that_was_not_proven():
    assert (
        list(proven("not_learning", [judged("learning-rate", "inconclusive"), judged("he-initialisation", "refuted")]))
        == []
    )


def test_a_bug_that_was_mended_in_vain_is_a_bug_and_not_the_cause():
    told = list(bugs_aside([LOST, STEEP], [STEEP], [wiring("refuted")]))
    assert told[0] == "To be mended in any case: Rescaling 'r' leads nowhere."
    assert "a bug and not the cause" in told[1]
    assert list(bugs_aside([LOST, STEEP], [STEEP], [wiring("inconclusive")])) == told[:1]
    assert list(bugs_aside([LOST], [LOST], [])) == []


def test_a_sentence_has_one_full_stop():
    assert sentence("Keras says no.") == sentence("Keras says no") == "Keras says no."
