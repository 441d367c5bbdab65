from pathlib import Path

from cli.rule_text import catalogue


def test_rules_lists_codes_names_and_summaries(run):
    shown = run("rules")
    assert shown.returncode == 0
    assert "SPC101  unused-layer" in shown.stdout
    assert "A declared layer that no output depends on." in shown.stdout


def test_rule_prints_the_documentation(run):
    shown = run("rule", "spc101")
    assert shown.returncode == 0
    assert shown.stdout.startswith("# SPC101 unused-layer\n")
    for heading in ("Why it matters", "How it is measured", "Known limits", "Sources", "Fixes"):
        assert f"## {heading}" in shown.stdout


def test_rule_takes_a_name_too(run):
    assert run("rule", "unused-layer").stdout.startswith("# SPC101")


def test_an_unknown_rule_names_the_nearest(run):
    shown = run("rule", "OUT5O1")
    assert shown.returncode == 2
    assert shown.stderr == "deadweight: there is no rule 'OUT5O1'; did you mean 'OUT501'?\n"


def test_the_catalogue_in_the_docs_is_up_to_date():
    written = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == catalogue(), "run `make docs`"
