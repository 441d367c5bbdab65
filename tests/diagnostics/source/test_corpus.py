"""Each program of the corpus is read to what Keras builds of it."""

from __future__ import annotations

import pytest

from tests.diagnostics.source.judging import Judgement, judge
from tests.diagnostics.source.programs import Program, programs

LEAST_EXACT = 0.95


@pytest.fixture(scope="module")
def judged() -> dict[str, Judgement]:
    """What became of each program that was tried."""
    return {}


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_program_is_read_as_keras_builds_it(program: Program, judged: dict[str, Judgement]) -> None:
    judged[program.name] = found = judge(program)
    assert found.exact or (program.unreadable is not None and found.line is not None), found.told


def test_nearly_all_are_exact_and_the_rest_name_a_line(judged: dict[str, Judgement]) -> None:
    if len(judged) < len(programs()):
        pytest.skip("only the whole corpus tells")
    inexact = {name: found for name, found in judged.items() if not found.exact}
    assert len(inexact) <= (1 - LEAST_EXACT) * len(judged), sorted(inexact)
    assert [name for name, found in inexact.items() if found.line is None] == []


def test_the_corpus_spans_what_people_write() -> None:
    sick = [program for program in programs() if not program.healthy]
    assert len(programs()) >= 140
    assert len(sick) >= 50
