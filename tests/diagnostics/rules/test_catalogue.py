import re
from dataclasses import fields
from pathlib import Path

import pytest

import diagnostics.rules
from diagnostics.catalogue import fixes as all_fixes
from diagnostics.catalogue import rules, rules_on_specs
from diagnostics.evidence import AtStart, Data, Declared, Runs, Trained

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REMEDIES = {"add", "avoid", "check", "decrease", "enable", "fix", "increase", "lower", "raise", "reduce", "set", "use"}
SECTIONS = ["Why it matters", "How it is measured", "Known limits", "Sources"]
PACKAGE = Path(diagnostics.rules.__file__).parent

each_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
each_fix = pytest.mark.parametrize("fix", all_fixes(), ids=lambda fix: fix.name)


def test_rules_and_fixes_are_found_by_walking():
    assert {"SPC101", "DAT201", "INI301", "TRN404", "OUT501"} <= {rule.code for rule in rules()}
    assert {"he-initialisation", "wire-layer"} <= {fix.name for fix in all_fixes()}


def test_rules_on_specs_are_those_of_their_group():
    assert [rule.code for rule in rules_on_specs()] == [rule.code for rule in rules() if rule.code.startswith("SPC")]


def test_codes_and_names_are_unique():
    for values in ([rule.code for rule in rules()], [rule.name for rule in rules()], [fix.name for fix in all_fixes()]):
        assert len(values) == len(set(values))


@each_rule
def test_a_code_is_three_letters_and_three_digits_in_its_own_folder(rule):
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.__module__.split(".")[2] == rule.code[:3].lower()


@each_rule
def test_a_name_states_the_fault_and_is_its_files_name(rule):
    assert KEBAB.fullmatch(rule.name)
    assert rule.name.split("-")[0] not in REMEDIES
    assert rule.__module__.split(".")[-1] == rule.name.replace("-", "_")
    assert rule.__name__.lower() == rule.name.replace("-", "")


@each_rule
def test_a_docstring_has_a_summary_and_every_section(rule):
    summary, *sections = re.split(r"^ *## ", rule.__doc__, flags=re.MULTILINE)
    assert re.fullmatch(r"[A-Z][^\n]*\.", summary.strip())
    assert [section.partition("\n")[0] for section in sections] == SECTIONS
    assert all(len(section.partition("\n")[2].split()) >= 6 for section in sections)


@each_rule
def test_every_threshold_is_explained_and_can_be_overridden(rule):
    for name, default in rule.thresholds().items():
        assert getattr(rule(**{name: default * 2}), name) == default * 2
        assert name in rule.__doc__
    assert {field.name for field in fields(rule)} == set(rule.thresholds())


@each_rule
def test_a_rule_says_what_it_looks_at_and_what_it_explains(rule):
    assert rule.looks_at() in (Declared, Data, AtStart, Trained, Runs)
    assert rule.code not in rule.explains
    assert all(re.fullmatch(r"[A-Z]{3}\d{3}", code) for code in rule.explains)
    assert 0 < rule.blame <= 1


@each_rule
def test_a_rule_names_fixes_of_the_catalogue(rule):
    assert set(rule.fixes) <= set(all_fixes())


@each_rule
def test_a_rule_has_a_twin_test(rule):
    group, module = rule.__module__.split(".")[2:]
    assert (Path(__file__).parent / group / f"test_{module}.py").is_file()


@each_fix
def test_a_fix_says_what_it_does_and_why(fix):
    assert KEBAB.fullmatch(fix.name)
    assert fix.__module__.split(".")[-1] == fix.name.replace("-", "_")
    assert fix.title[0].isupper()
    assert not fix.title.endswith(".")
    assert fix.why.endswith(".")
    assert fix.safety in ("safe", "changes_capacity", "changes_training")


@each_fix
def test_a_fix_is_proposed_by_some_rule_and_has_a_twin_test(fix):
    assert any(fix in rule.fixes for rule in rules())
    module = fix.__module__.split(".")[-1]
    assert (Path(__file__).parents[1] / "fixes" / f"test_{module}.py").is_file()


def test_no_cause_is_explained_by_its_own_symptom():
    """Explanations point one way, so that roots exist."""
    explained = {rule.code: set(rule.explains) for rule in rules()}
    while leaves := [code for code, effects in explained.items() if not effects & set(explained)]:
        explained = {code: effects for code, effects in explained.items() if code not in leaves}
    assert not explained
