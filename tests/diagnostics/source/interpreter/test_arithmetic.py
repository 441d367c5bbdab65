import pytest

from diagnostics.source.interpreter.arithmetic import truth_of
from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.data import Array
from tests.diagnostics.source.small import names_after


@pytest.mark.parametrize(
    ("value", "truth"),
    [(0, False), ("a", True), ([], False), (None, False), (range(10**30), True), (object(), True)],
)
def test_what_python_takes_as_true(value, truth):
    assert truth_of(value) is truth


@pytest.mark.parametrize("value", [Unknown("x", 1), Array((3,), "x", 1)])
def test_what_is_open_is_neither(value):
    assert truth_of(value) is None


def test_what_is_done_to_open_data_is_kept():
    found = names_after("x = load()\nx = (x - 127.5) / 127.5\ny = x ** 2")
    assert found["x"].operations == ({"rescale": {"scale": 1 / 127.5, "offset": -1.0}},)
    assert found["x"].prepared.line == 2
    assert not found["x"].is_odd
    assert found["y"].is_odd
