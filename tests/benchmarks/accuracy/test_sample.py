"""The smallest run of the accuracy benchmark: if this fails, the doctor has become worse, not merely different."""

import json

import pytest

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.catalogue import healthy_programs, sick_programs
from benchmarks.accuracy.diagnosed import diagnosed
from benchmarks.accuracy.outcome import outcome
from benchmarks.accuracy.qualification import measured, qualifies

HEALTHY = ("digits_mlp/plain", "digits_sparse/plain", "digits_slow/plain", "friedman_regression/plain")
SICK = (
    "clusters_noisy/plain+dead_bias",
    "digits_mlp/plain+frozen_everything",
    "digits_mlp/narrow+unread_rescaling",
    "moons_binary/plain+dropout_on_output",
)


def healthy_sample():
    return [program for program in healthy_programs() if program.name in HEALTHY]


def sick_sample():
    return [program for program in sick_programs() if program.name in SICK]


@pytest.mark.slow
@pytest.mark.parametrize("program", healthy_sample(), ids=lambda program: program.name)
def test_a_healthy_program_is_left_in_peace(program, tmp_path):
    result = diagnosed(program, 0, tmp_path)
    assert outcome(program, result).wrong == (), result


@pytest.mark.slow
@pytest.mark.parametrize("program", sick_sample(), ids=lambda program: program.name)
def test_a_sick_program_is_understood(program, tmp_path):
    result = diagnosed(program, 0, tmp_path)
    seen = outcome(program, result)
    assert (seen.noticed, seen.in_first_few, seen.placed) == (True, True, True), result


def test_the_sample_is_qualified_and_complete():
    known = measured()
    programs = [*healthy_sample(), *sick_sample()]
    assert len(programs) == len(HEALTHY) + len(SICK)
    assert [program.name for program in programs if not qualifies(program, known)] == []


@pytest.mark.slow
def test_a_run_is_kept_and_not_repeated(tmp_path, capsys):
    asked = [
        "--half",
        "tuning",
        "--only",
        "moons_binary/plain",
        "--sample",
        "1",
        "--jobs",
        "1",
        "--work",
        str(tmp_path),
    ]
    main([*asked, "--table", str(tmp_path / "table.md")])
    assert "1 runs, 1 of them to do" in capsys.readouterr().out
    assert "| healthy | 1 | 1 |" in (tmp_path / "table.md").read_text()
    (line,) = (tmp_path / "results.jsonl").read_text().splitlines()
    assert json.loads(line)["state"] == "learning"
    main(asked)
    assert "1 runs, 0 of them to do" in capsys.readouterr().out
