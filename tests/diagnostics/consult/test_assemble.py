import json
import math

import jsonpatch
import pytest

from diagnostics.consult.assemble import assemble
from diagnostics.consult.case import Case
from diagnostics.report.model import Report
from diagnostics.report.text import render
from diagnostics.trial import Fault
from tests.diagnostics.factories import chain, facts, image, layer, observed, record, snapshot

SPEC = chain(
    image(8, 8, 3),
    layer("Rescaling", "lost", scale=0.004),
    layer("Conv2D", "conv", inputs=["image"], filters=4, kernel_size=3, activation="relu"),
    layer("Flatten"),
    layer("Dense", "output", units=2, activation="softmax"),
)
NAN, INF = float("nan"), float("inf")
SICK = {"verdict": "not_learning", "reason": "no better than chance", "dataset": facts({"maximum": 255.0, "std": 70.0})}
STUCK = record(snapshot(), snapshot(100), key="reference", timings={"training": 1.5, "probes": 0.0}, **SICK)


def assembled(*records, case_id="case", trial_ids=None, spec=SPEC):
    return assemble(Case(case_id, spec, tuple(records), trial_ids or {}), observed(*(records or [STUCK])))


def by_code(report, code):
    return next(finding for finding in report.findings if finding.code == code)


def test_findings_fixes_and_causes_refer_to_each_other():
    report = assembled(STUCK)
    stuck, raw = by_code(report, "TRN401"), by_code(report, "DAT201")
    assert raw.id in stuck.caused_by
    fixes = {fix.id: fix for fix in report.fixes}
    for finding in report.findings:
        assert set(finding.fixes) <= set(fixes)
        assert all(finding.id in fixes[fix].addresses for fix in finding.fixes)
    assert "scale-input" in [fixes[fix].name for fix in raw.fixes]
    assert all(fix.status == "untested" and fix.patch for fix in report.fixes)
    assert report.verdict.root_causes[0].code == "DAT201"


def test_ids_are_the_same_each_time_and_differ_between_jobs():
    first, again, other = assembled(STUCK), assembled(STUCK), assembled(STUCK, case_id="other")
    assert first == again
    for kind in ("findings", "fixes", "trials"):
        ours, theirs = ([each.id for each in getattr(report, kind)] for report in (first, other))
        assert len(set(ours)) == len(ours) > 0
        assert not set(ours) & set(theirs)


def test_stored_trials_keep_the_id_they_are_stored_under():
    assert assembled(STUCK, trial_ids={"reference": "stored"}).trials[0].id == "stored"


def test_a_trial_carries_its_losses_and_what_was_seen():
    report = assembled(record(snapshot(), snapshot(2), losses=(2.0, NAN), key="reference"))
    assert report.trials[0].series["loss"][0] == 2.0
    assert [seen.step for seen in report.trials[0].snapshots] == [0, 2]


def test_seconds_are_added_up_over_the_trials_phase_by_phase():
    more = record(snapshot(), timings={"training": 2.0, "dataset": 0.5}, key="replicate-1")
    assert assembled(STUCK, more).timings == {"training": 3.5, "probes": 0.0, "dataset": 0.5}


def test_the_report_says_what_cut_a_trial_short():
    short = record(snapshot(), truncated="the budget of 1 seconds ended at step 3", key="replicate-1")
    assert assembled(STUCK, short).truncated == "the budget of 1 seconds ended at step 3"
    assert assembled(STUCK).truncated is None


def test_the_size_of_the_network_is_the_reference_s():
    cost = assembled(record(snapshot(), parameters=10, trainable_parameters=4, seconds_per_step=0.1)).cost
    assert (cost.parameters, cost.trainable_parameters, cost.seconds_per_step) == (10, 4, 0.1)


def strict(text):
    """The document in a JSON text, which may hold no NaN."""

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


DIVERGED = record(
    snapshot(),
    snapshot(
        3, layers={"conv": {"mean": NAN, "std": INF, "dead_fraction": 0.0}}, logit_spread=NAN, loss=INF, gain=-INF
    ),
    losses=(1.0, INF, NAN),
    verdict="diverged",
    reason="the loss is not finite from step 2 on",
    dataset=facts({"maximum": INF, "mean": NAN, "std": NAN, "non_finite": 3}),
    key="reference",
)
INVALID = record(
    verdict="invalid", reason="no", steps=0, planned_steps=0, fault=Fault(title="t", detail="no", pointer="/model")
)


@pytest.mark.parametrize("trial", [STUCK, DIVERGED, INVALID, record(snapshot(), snapshot(50), key="reference")])
def test_a_report_survives_json_and_holds_no_nan_there(trial):
    report = assembled(trial)
    text = report.model_dump_json()
    assert strict(text)["schema"] == "deadweight.report/1"
    again = Report.model_validate_json(text)
    assert again.model_dump_json() == text
    assert render(again) == render(report)


def test_numbers_that_are_not_finite_are_written_as_words():
    document = strict(assembled(DIVERGED).model_dump_json())
    assert document["trials"][0]["series"]["loss"] == [1.0, "Infinity", "NaN"]
    assert document["trials"][0]["snapshots"][1]["train"]["gain"] == "-Infinity"
    again = Report.model_validate(document)
    assert math.isnan(again.trials[0].series["loss"][2])


def test_the_patches_of_a_report_apply_to_its_own_spec():
    document = assembled(STUCK).model_dump(mode="json")
    assert document["fixes"]
    for fix in document["fixes"]:
        assert jsonpatch.apply_patch(document["spec"], fix["patch"]) != document["spec"]
