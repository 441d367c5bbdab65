import pytest

from diagnostics.lint import text as linting
from diagnostics.lint.known_data import KnownData
from diagnostics.lint.result import LintResult, document
from diagnostics.source.reading import Reading, Supplied
from diagnostics.spec.diagnosis import Diagnosis
from tests.diagnostics.lint.reading import NUM_CLASSES, healthy, lost_rescaling

LINES = [""] * 20


@pytest.fixture
def lint(monkeypatch):
    """Lints a text that is taken to hold these networks."""

    def run(*models, comments=(), **options):
        lines = list(LINES)
        for line, comment in comments:
            lines[line - 1] = comment
        monkeypatch.setattr(linting, "read", lambda *_: Reading(models))
        return linting.lint_text("\n".join(lines), Supplied(), KnownData(), **options)

    return run


def lines(result):
    return [located.finding.lines[0] for located in result.findings]


def test_a_comment_on_the_line_silences_the_finding(lint):
    assert lines(lint(lost_rescaling())) == [12, 13]
    assert lines(lint(lost_rescaling(), comments=[(12, "x = 1  # deadweight: ignore[SPC101]")])) == [13]


def test_a_comment_above_silences_the_finding(lint):
    result = lint(lost_rescaling(), comments=[(11, "    # deadweight: ignore")])
    assert (lines(result), result.idle_comments) == ([13], ())


def test_a_comment_that_silences_nothing_is_told(lint):
    result = lint(lost_rescaling(), comments=[(12, "x = 1  # deadweight: ignore[SPC107]")])
    assert (lines(result), result.idle_comments) == ([12, 13], (12,))


def test_a_file_that_asks_to_be_skipped_is(lint):
    assert lint(lost_rescaling(), comments=[(1, "# deadweight: skip-file")]) == LintResult()


def test_rules_are_selected_and_ignored(lint):
    assert lint(lost_rescaling(), diagnosis=Diagnosis(ignore=("SPC101",))).findings == ()
    assert lint(lost_rescaling(), diagnosis=Diagnosis(select=("SPC107",))).findings == ()
    assert len(lint(lost_rescaling(), diagnosis=Diagnosis(select=("SPC",))).findings) == 2


def test_one_network_of_several_is_chosen_by_name(lint):
    assert lint(lost_rescaling(), healthy(name="other"), model="other") == LintResult(networks=1)


def test_the_json_form_has_findings_as_in_the_report_and_what_is_missing(lint):
    entry = document("model.py", lint(lost_rescaling(), healthy(missing=(NUM_CLASSES,))))
    assert entry["file"] == "model.py"
    assert [finding["lines"] for finding in entry["findings"]] == [[12, 12], [13, 13]]
    assert {"id", "code", "severity", "at", "evidence", "caused_by", "fixes"} <= set(entry["findings"][0])
    assert entry["missing"] == [{"line": 4, "expression": "num_classes", "supply": "--classes N"}]
