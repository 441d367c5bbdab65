from dataclasses import replace

import pytest

from diagnostics.consult.weighed import weighed
from diagnostics.findings import Finding
from tests.diagnostics.factories import record

LEARNING, STUCK = record(verdict="learning"), record(verdict="not_learning")
RAW = Finding("DAT201", "unscaled-input", "error", 0.9, "inputs range from 0 to 255", ("/dataset/preprocess",))
BUG = Finding("SPC101", "unused-layer", "error", 1.0, "a layer leads nowhere", ("/model/layers/1",))
CHANCE = Finding("TRN401", "stuck-at-chance", "error", 0.9, "at chance", ("/training",), step=100)
NOT_CARRIED = Finding("GEN602", "validation-at-chance", "error", 0.9, "at chance", ("/dataset",), step=100)
LATE = Finding("TRN414", "ended-too-early", "info", 0.9, "it still falls", ("/training/epochs",), step=100)


def told(findings, *records):
    return [(finding.code, finding.severity) for finding in weighed(findings, records or (LEARNING,))]


def test_a_risk_is_no_error_where_training_goes_well():
    assert told([RAW]) == [("DAT201", "warning")]
    assert told([RAW, BUG]) == [("SPC101", "error"), ("DAT201", "warning")]


@pytest.mark.parametrize("other", [CHANCE, NOT_CARRIED])
def test_a_risk_stays_an_error_where_something_went_wrong(other):
    assert ("DAT201", "error") in told([RAW, other])


def test_a_risk_stays_an_error_where_any_seed_does_not_learn():
    assert told([RAW], LEARNING, STUCK) == told([RAW], STUCK) == [("DAT201", "error")]


def test_a_risk_seen_in_a_look_does_not_confirm_itself():
    at_start = replace(RAW, code="INI304", step=0)
    assert told([at_start]) == [("INI304", "warning")]


def test_the_weightiest_come_first_and_what_is_explained_after_what_explains():
    assert [code for code, _ in told([LATE, CHANCE, RAW, BUG], STUCK)] == ["DAT201", "SPC101", "TRN401", "TRN414"]
    doubtful = replace(RAW, severity="warning", confidence=0.3)
    certain = replace(doubtful, code="SPC109", confidence=0.9)
    assert [code for code, _ in told([doubtful, certain], STUCK)] == ["SPC109", "DAT201"]


def test_a_risk_stays_an_error_where_learning_is_poor():
    poor = Finding("GEN603", "underfitting", "warning", 0.9, "it could do better", ("/model",), step=100)
    assert ("DAT201", "error") in told([RAW, poor])


def test_what_only_a_warning_explains_still_comes_first():
    steps = Finding("TRN408", "update-too-large", "error", 0.95, "the steps are too large", ("/training",), step=20)
    rate = Finding("SPC110", "learning-rate-out-of-range", "warning", 0.7, "a tenth is needed", ("/training",))
    assert [code for code, _ in told([BUG, CHANCE, steps, rate], STUCK)] == ["TRN408", "SPC101", "TRN401", "SPC110"]
