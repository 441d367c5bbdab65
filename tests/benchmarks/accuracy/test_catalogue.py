from collections import Counter

import pytest

from benchmarks.accuracy.catalogue import healthy_programs, sick_programs
from benchmarks.accuracy.halves import HALVES
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job

PROGRAMS = (*healthy_programs(), *sick_programs())


def resolved(program):
    document = {**program.document, "dataset": {**program.document["dataset"], "location": "data.npz"}}
    return resolve(read_job(document)).model_dump(mode="json")


def exists(document, pointer):
    for step in pointer.split("/")[1:]:
        if isinstance(document, list):
            if int(step) >= len(document):
                return False
            document = document[int(step)]
        elif step in document:
            document = document[step]
        else:
            return False
    return True


def test_there_are_as_many_programs_as_promised():
    assert len(healthy_programs()) >= 100
    assert len(sick_programs()) >= 200
    assert len({program.base for program in healthy_programs()}) >= 12
    assert len({program.fault for program in sick_programs()}) >= 24


def test_names_are_unique():
    assert max(Counter(program.name for program in PROGRAMS).values()) == 1


def test_every_base_belongs_to_a_half_and_the_halves_are_of_a_size():
    assert {program.base for program in healthy_programs()} == set(HALVES)
    assert set(Counter(HALVES.values()).values()) == {len(HALVES) // 2}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_every_program_is_a_valid_job_and_its_truth_points_into_it(program):
    spec = resolved(program)
    assert len(spec["model"]["layers"]) == len(program.document["model"]["layers"])  # so that pointers mean the same
    places = program.truth.places if program.truth else ()
    assert [place for place in places if not exists(spec, place)] == []


@pytest.mark.parametrize("program", sick_programs(), ids=lambda program: program.name)
def test_every_fault_changes_something_and_leaves_its_base_as_it_was(program):
    base = next(each for each in healthy_programs() if each.name == program.healthy_name)
    assert (program.document, program.data) != (base.document, base.data)
    assert program.half == base.half
    assert program.truth is not None
    assert program.truth.codes
    assert program.truth.places
