from dataclasses import replace

import pytest

from diagnostics.consult.causes import caused_by
from diagnostics.consult.verdict import verdict
from diagnostics.findings import Finding
from diagnostics.trial import Fault
from tests.diagnostics.factories import observed, record

STEEP = Finding("SPC109", "poor-initializer", "warning", 0.6, "Glorot under ReLU in 9 layers", ("/model/layers/1",))
RAW = Finding("DAT201", "unscaled-input", "warning", 0.9, "inputs range from 0 to 255", ("/dataset/preprocess",))
STUCK = Finding("TRN401", "stuck-at-chance", "error", 0.95, "the loss is at chance", ("/training",), step=100)
LOST = Finding("SPC101", "unused-layer", "error", 1.0, "Rescaling 'r' leads nowhere", ("/model/layers/2",))


def reached(*records, findings=()):
    return verdict(observed(*records), findings, caused_by(findings), ())


def trial(state="not_learning", reason="no better than chance after 100 steps", **figures):
    return record(verdict=state, reason=reason, **figures)


def test_a_learning_network():
    found = reached(trial("learning", "by step 50 the loss on the probe set is 0.1", confidence=0.99))
    assert (found.state, found.confidence, found.root_causes) == ("learning", 0.99, ())
    assert found.summary == "The network is learning: by step 50 the loss on the probe set is 0.1."


def test_a_sick_network_with_its_causes():
    found = reached(trial(decided_at_step=100), findings=[STEEP, RAW, STUCK])
    assert found.summary == (
        "The network is not learning: no better than chance after 100 steps. "
        "Most suspect, not yet proven by a trial: inputs range from 0 to 255."
    )
    assert [(cause.code, cause.at) for cause in found.root_causes] == [
        ("DAT201", ("/dataset/preprocess",)),
        ("SPC109", ("/model/layers/1",)),
    ]
    assert [cause.share for cause in found.root_causes] == pytest.approx([0.6, 0.4])
    assert (found.decided_at_step, found.planned_steps, found.steps_spent) == (100, 1000, 100)


def test_shares_add_up_to_one():
    found = reached(trial(), findings=[STEEP, STEEP, STEEP, RAW, RAW, RAW, RAW, STUCK])
    assert sum(cause.share for cause in found.root_causes) == pytest.approx(1, abs=1e-12)


def test_a_sure_bug_that_is_no_cause_is_told_aside():
    assert reached(trial(), findings=[LOST, STEEP, STUCK]).summary.endswith(
        "Most suspect, not yet proven by a trial: Glorot under ReLU in 9 layers. "
        "To be mended in any case: Rescaling 'r' leads nowhere."
    )
    assert reached(trial("learning", "it learns"), findings=[LOST]).summary == (
        "The network is learning: it learns. To be mended in any case: Rescaling 'r' leads nowhere."
    )


def test_a_sick_network_without_explanation():
    assert reached(trial(), findings=[STUCK]).summary.endswith("after 100 steps. No finding explains it.")
    assert reached(trial()).summary.endswith("after 100 steps. No rule of this version found anything.")


def test_seeds_that_differ_make_it_unstable():
    found = reached(trial("learning", confidence=0.99), trial(confidence=0.9, steps=30), trial("diverged"))
    assert (found.state, found.confidence, found.steps_spent) == ("unstable", 0.9, 230)
    assert found.summary.startswith("Whether the network learns depends on the seed: it learned in 1 of 3 runs.")


@pytest.mark.parametrize("other", ["learning", "inconclusive"])
def test_a_replicate_that_does_not_contradict_changes_nothing(other):
    assert reached(trial("learning", "it learns"), trial(other)).state == "learning"


def test_a_job_that_cannot_be_trained_says_where():
    fault = Fault(title="Keras cannot build the network", detail="Add 'sum': shapes differ.", pointer="/model/layers/3")
    found = reached(trial("invalid", fault.detail, fault=fault, steps=0, planned_steps=0), findings=[LOST])
    assert found.summary == ("The job cannot be trained as specified: Add 'sum': shapes differ (at /model/layers/3).")
    assert (found.planned_steps, found.steps_spent, found.decided_at_step) == (None, 0, None)


@pytest.mark.parametrize(
    "state", ["diverged", "inconclusive", "learning_poorly", "not_learning", "invalid", "learning"]
)
def test_every_sentence_ends_with_one_full_stop(state):
    for reason in ("something happened", "Something happened."):
        summary = reached(trial(state, reason), findings=[LOST, STEEP, STUCK]).summary
        assert ".." not in summary
        assert summary.endswith(".")
        assert all(part[0].isupper() for part in summary.split(". "))


def test_findings_of_no_confidence_do_no_harm():
    doubted = Finding("SPC109", "n", "warning", 0.0, "m", ())
    assert [cause.share for cause in reached(trial(), findings=[doubted, STUCK]).root_causes] == [0.0]


def test_what_no_further_step_would_change_is_settled():
    gap = Finding("OUT503", "train-inference-gap", "error", 0.9, "training and inference differ", ("/model/layers/1",))
    open_ended = trial("inconclusive", "it learns as in training alone")
    assert reached(open_ended, findings=[gap]).state == "not_learning"
    assert [cause.code for cause in reached(open_ended, findings=[gap]).root_causes] == ["OUT503"]
    lagging = replace(gap, severity="info")
    assert reached(open_ended, findings=[lagging]).state == "inconclusive"


def test_a_symptom_seen_on_the_side_is_no_bug():
    one_batch = Finding("INI308", "cannot-fit-one-batch", "error", 0.9, "one batch is not learned", ("/training",))
    assert "To be mended" not in reached(trial(), findings=[one_batch, STEEP, STUCK]).summary
