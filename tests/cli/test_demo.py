import pytest

from cli.demo.expected import differences


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_demo_shows_what_it_should(start):
    process = start("demo")
    shown, remarks = process.communicate(timeout=590)
    assert process.returncode == 0, remarks
    assert "NOT LEARNING" in shown
    assert "OUT501 output-collapse" in shown
    assert "SPC101 unused-layer" in shown
    assert "GET /v1/findings?code=OUT501" in shown
    assert "collapsing: not learning" in remarks
    assert "healthy: learning" in remarks
    assert "learned 3/3 with it, 0/3 without" in shown


def _report(state, *codes, proven=()):
    findings = [{"code": code, "severity": "error"} for code in codes]
    fixes = [{"name": name, "status": "proven"} for name in proven]
    return {"verdict": {"state": state}, "findings": findings, "fixes": fixes}


def test_the_expected_reports_differ_in_nothing():
    reports = {
        "collapsing": _report("not_learning", "OUT501", "SPC101", proven=["batch-normalisation"]),
        "healthy": _report("learning"),
    }
    assert differences(reports, [{"code": "OUT501"}]) == []


def test_every_difference_is_told():
    reports = {"collapsing": _report("learning"), "healthy": _report("unstable", "TRN401", proven=["dropout"])}
    told = differences(reports, [])
    assert told == [
        "collapsing is learning, not not_learning",
        "healthy is unstable, not learning",
        "healthy has error-level findings: TRN401",
        "no finding of OUT501 across jobs",
        "none of he-initialisation, learning-rate, batch-normalisation was proven to cure collapsing",
        "healthy is said to need dropout",
        "collapsing has no finding OUT501",
        "collapsing has no finding SPC101",
    ]
