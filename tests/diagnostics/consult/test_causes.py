from dataclasses import replace
from graphlib import TopologicalSorter

from diagnostics.catalogue import rules
from diagnostics.consult.causes import caused_by, roots
from diagnostics.findings import Finding


def finding(code, confidence=0.9):
    return Finding(code, code.lower(), "error", confidence, f"{code} was found", ("/model",))


def links(*codes):
    return caused_by([finding(code) for code in codes])


def test_a_symptom_is_linked_to_every_finding_that_may_explain_it():
    assert links("INI301", "SPC109", "TRN401") == {0: (1,), 1: (), 2: (0, 1)}


def test_several_findings_of_one_rule_all_explain():
    assert links("SPC109", "SPC109", "INI301")[2] == (0, 1)


def test_without_a_symptom_nothing_explains():
    assert links("SPC101", "SPC109") == {0: (), 1: ()}


def test_a_root_explains_and_is_not_explained():
    found = [finding("INI301"), finding("SPC109"), finding("SPC101"), finding("TRN401")]
    assert roots(found, caused_by(found)) == (1,)


def test_a_warning_does_not_explain_an_error_away():
    risk = replace(finding("SPC109"), severity="warning")
    found = [finding("INI301"), risk, finding("TRN401")]
    assert roots(found, caused_by(found)) == (0, 1)
    found[0] = replace(found[0], severity="warning")
    assert roots(found, caused_by(found)) == (1,)


def test_roots_come_by_confidence_and_by_how_much_blame_their_kind_deserves():
    found = [finding("DAT201", 0.5), finding("SPC109", 0.7), finding("SPC102", 0.6), finding("TRN401")]
    assert roots(found, caused_by(found)) == (2, 1, 0)  # nothing trainable is always to blame


def test_a_finding_may_deserve_more_blame_than_its_kind():
    found = [finding("DAT201"), replace(finding("SPC109"), blame=0.95), finding("TRN401")]
    assert roots(found, caused_by(found)) == (1, 0)


def test_a_warning_weighs_less_than_an_error():
    found = [replace(finding("SPC109"), severity="warning"), finding("DAT201"), finding("TRN401")]
    assert roots(found, caused_by(found)) == (1, 0)


def test_equally_confident_roots_keep_their_order():
    found = [finding("SPC109"), finding("DAT201"), finding("TRN401")]
    assert roots(found, caused_by(found)) == (0, 1)


def test_how_the_network_ended_up_is_no_root():
    found = [finding("OUT501"), finding("TRN401")]
    assert caused_by(found)[1] == (0,)
    assert roots(found, caused_by(found)) == ()


def test_without_findings_there_are_no_roots():
    assert roots([], {}) == ()


def test_no_rule_explains_itself_in_the_end():
    """Raises CycleError where explanations run in a circle."""
    list(TopologicalSorter({rule.code: rule.explains for rule in rules()}).static_order())


def test_explanations_in_a_circle_have_no_root_and_do_no_harm():
    found = [finding("A"), finding("B")]
    assert roots(found, {0: (1,), 1: (0,)}) == ()


def test_a_code_that_no_rule_has_is_linked_to_nothing():
    assert links("XXX999", "TRN401") == {0: (), 1: ()}
