from markdown_it import MarkdownIt

from diagnostics.report.markdown import plain, render
from tests.diagnostics.report.making import finding
from tests.diagnostics.report.tried import tried_report

PARSER = MarkdownIt("commonmark").enable("table")


def kinds(text):
    return [token.type for token in PARSER.parse(text)]


def headings(text):
    return [line for line in text.splitlines() if line.startswith("#")]


def test_the_verdict_comes_first_then_findings_and_what_to_try():
    text = render(tried_report())
    assert headings(text)[:2] == ["# Not learning: ten kinds of beetle", "## Findings"]
    assert "## What to try" in text
    assert "### Initialise the layers before a ReLU with he\\_normal (proven)" in text
    assert "Learned 3/3 with it, 0/3 without" in text
    assert "## Trials" in text
    assert "## Data and machine" in text


def test_every_table_and_block_is_whole():
    found = kinds(render(tried_report()))
    assert found.count("table_open") == found.count("table_close") == 3
    assert "html_block" not in found


def test_every_finding_has_a_row_with_its_place():
    report = tried_report()
    text = render(report)
    for each in report.findings:
        assert f"| {each.code} |" in text
    on_lines = finding("x", "SPC101", "unused-layer", "error", "lost", lines=(3, 3))
    assert "| SPC101 | **error** | lost | line 3 |" in render(report.model_copy(update={"findings": (on_lines,)}))


def test_names_and_messages_are_no_markup():
    evil = finding("x", "SPC101", "unused-layer", "error", "a|b <script>alert(1)</script>\n# title ![x](y) `c`")
    report = tried_report()
    spec = report.spec.model_copy(update={"name": "*bold* \x1b[2J"})
    text = render(report.model_copy(update={"findings": (evil,), "spec": spec}))
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "\x1b" not in text
    tokens = [child for token in PARSER.parse(text) for child in token.children or ()]
    assert not {"html_inline", "image", "em_open"} & {token.type for token in tokens}


def test_a_diff_of_the_source_takes_the_place_of_the_patch():
    report = tried_report()
    with_diff = report.fixes[0].model_copy(update={"diff": "--- a.py\n+++ a.py\n+```\n"})
    text = render(report.model_copy(update={"fixes": (with_diff,)}))
    assert "````diff\n--- a.py\n+++ a.py\n+```\n````" in text


def test_why_the_source_has_no_diff_is_told_above_the_patch():
    report = tried_report()
    without = report.fixes[0].model_copy(update={"diff": None, "no_diff": "the text states no /dataset/preprocess"})
    text = render(report.model_copy(update={"fixes": (without,)}))
    assert "No diff of the source: the text states no /dataset/preprocess\n\n```json" in text


def test_plain_text_is_one_line():
    assert plain("a\n  b\tc") == "a b c"
