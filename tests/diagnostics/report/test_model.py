from diagnostics.report.model import SCHEMA, Report, ReportedFinding


def test_the_schema_is_named_in_every_report():
    properties = Report.model_json_schema(mode="serialization")["properties"]
    assert properties["schema"]["const"] == SCHEMA == "deadweight.report/1"
    assert "schema_" not in properties


def test_evidence_that_is_not_finite_is_written_as_words():
    finding = ReportedFinding(
        id="1",
        code="TRN401",
        name="stuck-at-chance",
        severity="error",
        confidence=1,
        message="it is stuck",
        at=(),
        layer=None,
        step=None,
        evidence={"loss": float("nan"), "gains": [float("-inf")]},
    )
    text = finding.model_dump_json()
    assert '"evidence":{"loss":"NaN","gains":["-Infinity"]}' in text
