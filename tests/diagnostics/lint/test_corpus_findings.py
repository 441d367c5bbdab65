"""Faults that the corpus is known to have are found where they stand, and healthy programs have none."""

from __future__ import annotations

import pytest

from diagnostics.data.glance import Glance
from diagnostics.lint.result import Located
from diagnostics.lint.text import lint_text
from tests.diagnostics.source.programs import Program, programs

READ = [program for program in programs() if program.unreadable is None]


def findings(program: Program) -> tuple[Located, ...]:
    known = Glance(classes=program.classes, samples=program.samples)
    return lint_text(program.text, program.supplied, known).findings


@pytest.mark.parametrize("program", [each for each in READ if each.healthy], ids=lambda program: program.name)
def test_nothing_is_wrong_with_a_healthy_program(program):
    errors = [each.finding for each in findings(program) if each.finding.severity == "error"]
    assert [(finding.code, finding.lines, finding.message) for finding in errors] == []


@pytest.mark.parametrize("program", [each for each in READ if each.finds], ids=lambda program: program.name)
def test_each_fault_is_found_on_one_of_its_lines(program):
    found = {(each.finding.code, line) for each in findings(program) for line in _lines(each)}
    for code, lines in program.finds.items():
        assert found & {(code, line) for line in lines}, (code, lines, sorted(found))


def _lines(located: Located) -> range:
    lines = located.finding.lines
    return range(lines[0], lines[1] + 1) if lines else range(0)
