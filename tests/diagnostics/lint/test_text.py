import pytest

from diagnostics.data.glance import Glance
from diagnostics.lint.result import document
from diagnostics.lint.text import lint_text
from diagnostics.source.errors import SourceError
from diagnostics.source.reading import Supplied
from diagnostics.spec.diagnosis import Diagnosis
from tests.diagnostics.lint.programs import HEALTHY, LOST, LOST_NOTEBOOK, OPEN


def lint(text, classes=None, define=None, **options):
    return lint_text(text, Supplied(define or {}, classes), Glance(classes=classes), **options)


def found(result):
    return [(located.finding.code, located.finding.lines) for located in result.findings]


def commented(line, comment, text=LOST):
    lines = text.splitlines()
    lines[line - 1] += comment
    return "\n".join(lines)


def test_a_healthy_program_is_clean():
    result = lint(HEALTHY)
    assert (result.findings, result.missing, result.networks) == ((), (), 1)


def test_a_lost_layer_is_found_on_its_line():
    (located,) = lint(LOST).findings
    assert (located.finding.code, located.place.line, located.place.column) == ("SPC101", 5, 5)
    assert located.finding.message.startswith("x of line 5 is overwritten on line 6 before anything reads it")


def test_a_comment_on_the_line_silences_the_finding():
    assert found(lint(commented(5, "  # deadweight: ignore[SPC101]"))) == []


def test_a_comment_above_silences_the_finding():
    result = lint(LOST.replace("x = layers.Resc", "# deadweight: ignore\nx = layers.Resc"))
    assert (found(result), result.idle_comments) == ([], ())


def test_a_comment_that_silences_nothing_is_told():
    result = lint(commented(5, "  # deadweight: ignore[SPC107]"))
    assert (found(result), result.idle_comments) == ([("SPC101", (5, 5))], (5,))


def test_a_file_that_asks_to_be_skipped_is():
    result = lint("# deadweight: skip-file\n" + LOST)
    assert (result.findings, result.networks) == ((), 0)


def test_rules_are_selected_and_ignored():
    assert found(lint(LOST, diagnosis=Diagnosis(ignore=("SPC101",)))) == []
    assert found(lint(LOST, diagnosis=Diagnosis(select=("SPC107",)))) == []
    assert found(lint(LOST, diagnosis=Diagnosis(select=("SPC",)))) == [("SPC101", (5, 5))]


def test_one_network_of_several_is_chosen_by_name():
    both = LOST + HEALTHY.replace("model", "other")
    assert lint(both).networks == 2
    assert found(lint(both, model="other")) == []
    assert found(lint(both, model="model")) == [("SPC101", (5, 5))]


def test_what_is_left_open_is_named_until_it_is_supplied():
    (missing,) = lint(OPEN).missing
    assert (missing.line, missing.expression) == (8, "num_classes")
    assert lint(OPEN, define={"num_classes": 10}).missing == ()


def test_classes_are_held_against_the_outputs():
    assert found(lint(HEALTHY, classes=12)) == [("SPC104", (8, 8))]


def test_a_text_without_a_network_and_one_that_is_none_are_refused():
    with pytest.raises(SourceError) as none_there:
        lint("x = 1\n")
    assert none_there.value.line is None


def test_lines_of_a_notebook_are_named_by_cell():
    result = lint(LOST_NOTEBOOK)
    (located,) = result.findings
    assert located.finding.message.startswith("x of line 2 of cell 2 is overwritten on line 3 of cell 2")
    assert result.cells.split(located.place.line) == (2, 2)
    assert result.lines[located.place.line - 1] == "x = layers.Rescaling(1.0 / 255)(inputs)"


def test_the_json_form_has_findings_as_in_the_report_and_what_is_missing():
    entry = document("model.py", lint(LOST + OPEN.replace("model", "other")))
    assert entry["file"] == "model.py"
    assert [finding["lines"] for finding in entry["findings"]] == [[5, 5]]
    assert {"id", "code", "severity", "at", "evidence", "caused_by", "fixes"} <= set(entry["findings"][0])
    assert [(each["line"], each["expression"]) for each in entry["missing"]] == [(18, "num_classes")]
    assert set(entry["missing"][0]) == {"line", "expression", "supply"}
