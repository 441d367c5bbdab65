from diagnostics.consult.causes import caused_by
from diagnostics.consult.suspects import inseparable, suspects
from diagnostics.findings import Finding


def finding(code, severity="error", confidence=0.9, blame=None):
    return Finding(code, code.lower(), severity, confidence, f"{code} was found", ("/model",), blame=blame)


def suspected(state, *findings):
    return [each.code for each in suspects(state, findings, caused_by(findings))]


def test_a_sick_network_s_roots_are_suspected():
    assert suspected("not_learning", finding("DAT201"), finding("TRN401")) == ["DAT201"]


def test_an_error_that_explains_no_state_is_better_than_nothing():
    assert suspected("not_learning", finding("SPC101"), finding("TRN401")) == ["SPC101"]
    assert suspected("not_learning", finding("TRN401")) == []


def test_what_keeps_a_job_from_running_is_a_certain_fault():
    assert suspected("invalid", finding("SPC101"), finding("SPC102")) == ["SPC102"]


def test_what_the_data_are_like_keeps_no_job_from_running():
    assert suspected("invalid", finding("DAT202", confidence=1.0), finding("SPC102")) == ["SPC102"]
    assert suspected("invalid", finding("DAT202", confidence=1.0)) == []


def test_a_network_that_learns_has_the_roots_of_its_errors():
    assert suspected("learning", finding("DAT201", "warning"), finding("INI304")) == ["DAT201"]
    assert suspected("learning", finding("SPC101"), finding("DAT201", "warning")) == ["SPC101"]
    assert suspected("learning", finding("DAT201", "warning"), finding("TRN404", "warning")) == []


def test_what_is_not_settled_has_no_suspects():
    assert suspected("inconclusive", finding("DAT201"), finding("TRN401")) == []


def test_causes_that_are_about_as_suspect_are_not_told_apart():
    alike = [finding("DAT201", blame=0.6), finding("SPC109", blame=0.5), finding("SPC102", blame=0.4)]
    assert [each.code for each in inseparable(alike)] == ["DAT201", "SPC109"]
    assert inseparable([finding("DAT201", blame=0.6), finding("SPC109", blame=0.4)]) == ()
    assert inseparable([finding("DAT201"), finding("DAT201")]) == ()
    assert inseparable([]) == ()
