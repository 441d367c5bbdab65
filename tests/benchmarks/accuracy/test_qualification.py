from dataclasses import replace

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.program import Program, Truth
from benchmarks.accuracy.qualification import Measured, qualifies, suffers

HEALTHY = Program("base", "plain", "tuning", Recipe("moons", 10), {"training": {}})
SICK = replace(HEALTHY, fault="some_fault", truth=Truth(("SPC110",), ("/training/learning_rate",)))


def known(healthy=(0.9, 0.95), sick=(0.1, 0.2), refused=None):
    base = Measured(HEALTHY.name, HEALTHY.fingerprint, healthy)
    return {HEALTHY.name: base, SICK.name: Measured(SICK.name, SICK.fingerprint, sick, refused)}


def test_a_healthy_program_learns_from_every_seed():
    assert qualifies(HEALTHY, known())
    assert not qualifies(HEALTHY, known(healthy=(0.9, 0.3)))
    assert not qualifies(HEALTHY, {})


def test_a_sick_program_falls_short_from_every_seed():
    assert qualifies(SICK, known())
    assert not qualifies(SICK, known(sick=(0.1, 0.8)))
    assert qualifies(SICK, known(sick=(), refused="Keras will not"))


def test_a_sick_program_is_nothing_without_a_healthy_base():
    assert not qualifies(SICK, known(healthy=(0.3, 0.9)))


def test_what_was_measured_of_an_older_program_does_not_count():
    changed = replace(SICK, document={"training": {"epochs": 2}})
    assert not qualifies(changed, known())


def test_what_is_wrong_by_construction_need_not_suffer():
    certain = replace(SICK, truth=Truth(("SPC115",), ("/training/metrics",), by_construction=True))
    assert qualifies(certain, known(sick=(0.9, 0.9)))


def test_suffering_is_material():
    assert suffers([0.70], [0.95])
    assert not suffers([0.76], [0.95])
    assert suffers([0.2], [0.4])
    assert not suffers([0.21], [0.4])
