from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.outcome import outcome
from benchmarks.accuracy.program import Program, Truth

TRUTH = Truth(("SPC110", "TRN408"), ("/training/learning_rate",))
RATE, DEPTH = "/training/learning_rate", "/model/layers/3/config/activation"


def program(truth=None):
    return Program("base", "plain", "tuning", Recipe("moons", 10), {}, "some_fault" if truth else None, truth)


def finding(code, severity="error", at=RATE):
    return {"code": code, "severity": severity, "at": [at], "layer": None}


def result(state="learning", roots=(), findings=()):
    causes = [{"code": code, "at": [at]} for code, at in roots]
    return {
        "state": state,
        "root_causes": causes,
        "findings": list(findings),
        "steps": 50,
        "planned_steps": 200,
        "seconds": 1,
    }


def test_a_healthy_program_left_in_peace():
    seen = outcome(program(), result(findings=[finding("TRN404", "warning")]))
    assert not seen.noticed
    assert seen.wrong == ()


def test_an_error_or_a_sick_verdict_on_a_healthy_program_is_a_false_alarm():
    assert outcome(program(), result(findings=[finding("SPC109")])).wrong == ("SPC109",)
    assert outcome(program(), result("not_learning", [("SPC109", RATE)])).noticed
    assert outcome(program(), {"state": "crashed", "seconds": 1}).noticed
    assert not outcome(program(), result("inconclusive")).noticed


def test_a_sick_program_understood():
    seen = outcome(program(TRUTH), result("not_learning", [("TRN408", RATE)]))
    assert (seen.noticed, seen.first, seen.in_first_few, seen.placed) == (True, True, True, True)
    assert seen.share_of_planned == 0.25


def test_a_right_cause_behind_wrong_ones():
    wrong = [("SPC107", DEPTH), ("INI301", DEPTH)]
    seen = outcome(program(TRUTH), result("not_learning", [*wrong, ("SPC110", RATE)]))
    assert (seen.first, seen.in_first_few, seen.placed) == (False, True, True)
    assert seen.wrong == ("SPC107",)
    late = outcome(program(TRUTH), result("not_learning", [*wrong, ("DAT201", DEPTH), ("SPC110", RATE)]))
    assert not late.in_first_few


def test_a_right_cause_at_a_wrong_place():
    assert not outcome(program(TRUTH), result("not_learning", [("SPC110", DEPTH)])).placed


def test_a_layer_is_a_right_place_for_its_activation_but_the_whole_model_is_not():
    truth = Truth(("SPC107",), (DEPTH,))
    places = {
        "/model/layers/3": True,
        DEPTH: True,
        DEPTH + "/x": True,
        "/model/layers": False,
        "/model/layers/30": False,
    }
    for at, right in places.items():
        assert outcome(program(truth), result("not_learning", [("SPC107", at)])).placed == right, at


def test_without_root_causes_the_findings_that_alarm_take_their_place():
    findings = [finding("DAT207", "info"), finding("SPC110", "warning")]
    seen = outcome(program(TRUTH), result(findings=findings))
    assert (seen.noticed, seen.first) == (True, True)


def test_a_sick_program_overlooked():
    seen = outcome(program(TRUTH), result(findings=[finding("SPC110", "info")]))
    assert (seen.noticed, seen.first) == (False, False)
    assert seen.wrong == ("nothing (learning)",)
