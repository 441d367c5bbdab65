import pytest

from diagnostics.report.html.findings import findings
from diagnostics.report.html.links import links, to_cause
from tests.diagnostics.report.making import finding
from tests.diagnostics.report.tried import tried_report


def shown(*made):
    report = tried_report(findings=made)
    return findings(report, links(report))


def test_a_rule_explains_itself():
    (one,) = shown(finding("1", "TRN404", "dead-units", "error", "dead"))
    assert one.explanation.what.startswith("Layers in which training has killed most units")
    assert one.explanation.why.startswith("A ReLU unit that is zero for every input gets no gradient")
    assert "##" not in one.explanation.what + one.explanation.why


def test_a_code_that_this_version_has_not_has_no_explanation():
    (one,) = shown(finding("1", "XYZ999", "odd", "info", "odd"))
    assert one.explanation is None


def test_a_layer_is_told_once():
    at = ("/model/layers/2/config/units",)
    named, other = shown(
        finding("1", "TRN404", "dead-units", "error", "dead", at=at, layer="conv1"),
        finding("2", "TRN404", "dead-units", "error", "dead", at=at, layer="conv2"),
    )
    assert (named.where, named.layer) == (["units of conv1"], None)
    assert other.layer == "conv2"


def test_causes_are_linked_and_one_that_is_missing_keeps_its_id():
    _, effect = shown(
        finding("1", "SPC109", "poor-initializer", "error", "poor"),
        finding("2", "OUT501", "output-collapse", "error", "same", caused_by=("1", "gone")),
    )
    assert [(link.brief, link.anchor) for link in effect.explained_by] == [("SPC109", "finding-1"), ("gone", None)]


def test_long_evidence_is_cut():
    (one,) = shown(finding("1", "TRN404", "dead-units", "error", "dead", evidence={"dead_share": ["x" * 1000]}))
    ((name, value),) = one.evidence
    assert (name, len(value)) == ("dead share", 300)


@pytest.mark.parametrize(("at", "anchor"), [(("/b",), "finding-2"), (("/c",), "finding-1")])
def test_a_root_cause_leads_to_the_finding_at_its_place_or_to_one_with_its_code(at, anchor):
    report = tried_report(
        findings=(
            finding("1", "SPC109", "poor-initializer", "error", "poor", at=("/a",)),
            finding("2", "SPC109", "poor-initializer", "error", "poor", at=("/b",)),
        )
    )
    assert to_cause("SPC109", at, report, links(report)).anchor == anchor
    assert to_cause("OUT501", at, report, links(report)).anchor is None
