import pytest

from benchmarks.cases.truth import Truth, Wanted, table
from examples.cases.jobs import JOBS

SICK = Truth(
    verdicts=("not_learning",),
    roots=("TRN408", "SPC109"),
    places=("/training/learning_rate*", "/model/layers/Conv2D*"),
    found=(Wanted(codes=("OUT501",), verdict="not_learning"), Wanted(codes=("SPC101",), layers=("rescaling",))),
    not_roots=("TRN404",),
    cures=("he-initialisation", "batch-normalisation"),
    no_cures=("wire-layer",),
    says="bug and not the cause",
    within=100,
    spent=500,
)


def report(
    state="not_learning",
    root="TRN408",
    at="/training/learning_rate",
    step=50,
    findings=None,
    others=(),
    proven=("he-initialisation+warm-up",),
    prove=True,
    spent=400,
    summary="The unwired layer is a bug and not the cause.",
):
    codes = [("OUT501", "error", "output"), ("SPC101", "warning", "rescaling")] if findings is None else findings
    layers = [{"class_name": "InputLayer"}, {"class_name": "Conv2D"}, {"class_name": "Dense"}]
    roots = [{"code": code, "at": [at]} for code in (root, *others) if code]
    return {
        "verdict": {
            "state": state,
            "root_causes": roots,
            "decided_at_step": step,
            "steps_spent": spent,
            "summary": summary,
        },
        "fixes": [{"name": name, "status": "proven"} for name in proven] + [{"name": "dropout", "status": "refuted"}],
        "findings": [{"code": code, "severity": severity, "layer": layer} for code, severity, layer in codes],
        "spec": {"model": {"layers": layers}, "diagnosis": {"prove": prove}},
    }


@pytest.mark.parametrize("at", ["/training/learning_rate", "/model/layers/1", "/model/layers/1/config/padding"])
def test_a_report_as_it_should_be(at):
    assert SICK.departures(report(at=at, step=100)) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": "learning"}, "the verdict is learning"),
        ({"root": "SPC101"}, "the first root cause is SPC101"),
        ({"root": None}, "no root cause"),
        ({"at": "/model/layers/2"}, "TRN408 points at /model/layers/2"),
        ({"at": "/training"}, "TRN408 points at /training"),
        ({"step": 101}, "decided at step 101"),
        ({"step": None}, "decided at step None"),
        ({"others": ["TRN404"]}, "TRN404 among the root causes"),
        ({"proven": []}, "proven: nothing; none of he-initialisation, batch-normalisation"),
        ({"proven": ["dropout"]}, "proven: dropout; none of"),
        ({"proven": ["batch-normalisation", "wire-layer"]}, "wire-layer is called proven"),
        ({"spent": 501}, "501 steps spent, 500 are allowed"),
        ({"summary": "It does not learn."}, "the summary does not say 'bug and not the cause'"),
        ({"findings": [("SPC101", "warning", "rescaling")]}, "no OUT501"),
        ({"findings": [("OUT501", "error", "output"), ("SPC101", "warning", "flip")]}, "no SPC101 on rescaling"),
    ],
)
def test_each_departure_is_told(changes, told):
    [departure] = SICK.departures(report(**changes))
    assert departure.startswith(told)


def test_a_finding_wanted_for_another_verdict_may_be_missing():
    [departure] = SICK.departures(report(state="unstable", findings=[("SPC101", "warning", "rescaling")]))
    assert departure.startswith("the verdict is unstable")


def test_where_fixes_were_not_tried_none_is_missed():
    assert SICK.departures(report(prove=False, proven=[], spent=501, summary="")) == []


def test_a_control_learns_without_an_error_and_without_a_fix():
    control = Truth(control=True)
    assert control.departures(report("learning", root=None, findings=[("SPC109", "warning", "conv")], proven=[])) == []
    told = control.departures(report("not_learning"))
    assert told == [
        "the verdict is not_learning, not learning",
        "fixes proven on a healthy network: he-initialisation+warm-up",
        "error-level findings on a healthy network: OUT501",
    ]


def test_every_small_job_is_in_the_table():
    assert set(table()) == {name for name in JOBS if "-full" not in name}
    assert set(table("full")) < {name for name in JOBS if "-full" in name}


def test_every_sick_job_of_the_table_asks_for_a_cause_at_a_place():
    assert all(truth.control or (truth.verdicts and truth.roots and truth.places) for truth in table().values())
