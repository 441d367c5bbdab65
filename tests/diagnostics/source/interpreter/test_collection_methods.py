import pytest

from diagnostics.source.interpreter.values import Unknown
from tests.diagnostics.source.small import Open, names_after, value_of


def test_lists():
    found = names_after("""
        a = [1]
        a.append(2)
        a.extend((3, 4))
        a.insert(0, 0)
        b, c = a.pop(), a.pop(0)
        d = a.copy()
        d.reverse()
        e = a.index(2)
    """)
    assert {key: found[key] for key in "abcde"} == {"a": [1, 2, 3], "b": 4, "c": 0, "d": [3, 2, 1], "e": 1}


def test_dictionaries():
    found = names_after("""
        a = {'x': 1}
        a.update({'y': 2}, z=3)
        b = a.get('x'), a.get('no', 5), a.pop('y'), a.setdefault('w', 7)
        c = a.keys(), a.values(), a.items()
        d = a.copy()
    """)
    assert found["b"] == (1, 5, 2, 7)
    assert found["c"] == (["x", "z", "w"], [1, 3, 7], [("x", 1), ("z", 3), ("w", 7)])
    assert found["d"] == found["a"] == {"x": 1, "z": 3, "w": 7}


@pytest.mark.parametrize(
    "expression", ["[].pop()", "[1].pop('a')", "[1].index(2)", "{}.get([])", "{}.pop('a')", "{}.setdefault([])"]
)
def test_what_fails_is_open(expression):
    assert value_of(expression) == Open(expression)


def test_far_beyond_its_ends_a_list_ends():
    assert names_after("a = [1]\na.insert(2 ** 2000, 2)\na.insert(-2 ** 2000, 0)")["a"] == [0, 1, 2]


def test_what_a_list_is_extended_by_may_be_open():
    found = names_after("a = [1]\na.extend(unknown)")["a"]
    assert found[0] == 1
    assert isinstance(found[1], Unknown)
