import pytest

from diagnostics.source.interpreter.items import entries
from tests.diagnostics.source.small import Open, value_of


def test_what_loops_go_through():
    assert entries({"a": 1, "b": 2}) == ["a", "b"]
    assert entries("ab") == "ab"
    assert list(entries(range(3)) or ()) == [0, 1, 2]
    assert entries({"b", "a", "c"}) == ["a", "b", "c"]
    assert entries(7) is None
    assert entries(range(10**30)) is None
    assert entries("a" * 3000) is None


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'abc'[1]", "b"),
        ("[1, 2, 3][1:]", [2, 3]),
        ("{'a': {'b': 1}}['a']['b']", 1),
        ("range(10)[2]", 2),
        ("[1][5]", Open("[1][5]")),
        ("{'a': 1}['b']", Open("{'a': 1}['b']")),
        ("{'a': 1}[[]]", Open("{'a': 1}[[]]")),
        ("3[0]", Open("3[0]")),
    ],
)
def test_items(expression, value):
    assert value_of(expression) == value


def test_the_shape_of_one_sample_is_supplied():
    assert value_of("x_train.shape[1:]", define={"x_train.shape": (10, 28, 28)}) == (28, 28)
