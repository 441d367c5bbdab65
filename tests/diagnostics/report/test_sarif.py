import json

import jsonschema
import pytest

from diagnostics.report.sarif import Marked, of_report, render
from diagnostics.source.place import Place
from tests.diagnostics.report.making import finding
from tests.diagnostics.report.sarif_schema import LOG
from tests.diagnostics.report.tried import tried_report

LOST = finding("1", "SPC101", "unused-layer", "error", "it leads nowhere", layer="rescaling", at=("/model/layers/1",))
RATE = finding("2", "SPC110", "learning-rate-out-of-range", "warning", "it is high")
BIAS = finding("3", "SPC116", "bias-before-batchnorm", "info", "it is idle", at=(), layer=None)


def log(*marked, **options):
    read = json.loads(render(marked, **options))
    jsonschema.validate(read, LOG)
    (run,) = read["runs"]
    return run


def test_a_finding_stands_on_its_place():
    (result,) = log(Marked(LOST, "train.py", Place(12, 9, 13, 4)))["results"]
    assert (result["ruleId"], result["level"], result["message"]["text"]) == ("SPC101", "error", "it leads nowhere")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "train.py"},
        "region": {"startLine": 12, "startColumn": 9, "endLine": 13, "endColumn": 4},
    }
    assert location["logicalLocations"] == [
        {"kind": "object", "name": "rescaling", "fullyQualifiedName": "/model/layers/1"}
    ]


def test_levels_are_those_of_the_standard():
    results = log(*map(Marked, (LOST, RATE, BIAS)))["results"]
    assert [result["level"] for result in results] == ["error", "warning", "note"]


def test_rules_come_with_their_documentation_once():
    run = log(Marked(RATE), Marked(LOST), Marked(RATE))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["SPC101", "SPC110"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["SPC110", "SPC101", "SPC110"]
    assert rules[0]["name"] == "UnusedLayer"
    assert rules[0]["shortDescription"]["text"] == "A declared layer that no output depends on."
    assert rules[0]["help"]["markdown"].startswith("# SPC101 unused-layer\n")
    assert "Why it matters" in rules[0]["help"]["text"]


def test_paths_are_uris():
    (result,) = log(Marked(LOST, "a folder/tést.py"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20folder/t%C3%A9st.py"


def test_related_places_are_told():
    related = (("x is overwritten here", Place(13, 5, 13, 9)),)
    (result,) = log(Marked(LOST, "train.py", Place(12, 9, 12, 20), related))["results"]
    (other,) = result["relatedLocations"]
    assert other["message"]["text"] == "x is overwritten here"
    assert other["physicalLocation"]["region"]["startLine"] == 13


def fingerprints(*marked):
    return [result["partialFingerprints"]["deadweight/v1"] for result in log(*marked)["results"]]


def test_fingerprints_follow_the_text_not_the_line():
    before = fingerprints(Marked(LOST, "train.py", Place(12, 9, 12, 20), line_text="x = Rescaling(1/255)(inputs)"))
    after = fingerprints(Marked(LOST, "train.py", Place(40, 5, 40, 9), line_text="  x = Rescaling(1/255)(inputs)"))
    other = fingerprints(Marked(LOST, "train.py", Place(12, 9, 12, 20), line_text="x = Rescaling(2)(inputs)"))
    assert before == after != other


def test_the_same_twice_has_two_fingerprints():
    assert len(set(fingerprints(*[Marked(LOST, "train.py", line_text="x = 1")] * 2))) == 2


def test_files_that_could_not_be_looked_at_are_told():
    (invocation,) = log(unusable=[("odd name.py", "line 3: it does not parse")])["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "line 3: it does not parse"
    assert log()["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize("file", [None, "job.yaml"])
def test_the_findings_of_a_job_are_a_log_too(file):
    report = tried_report()
    on_lines = report.findings[0].model_copy(update={"lines": (3, 4)})
    report = report.model_copy(update={"findings": (on_lines, *report.findings[1:])})
    read = json.loads(of_report(report, file))
    jsonschema.validate(read, LOG)
    results = read["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [finding.code for finding in report.findings]
    physical = results[0]["locations"][0].get("physicalLocation")
    assert physical == (file and {"artifactLocation": {"uri": file}, "region": {"startLine": 3, "endLine": 4}})
