import pytest

from diagnostics.source.interpreter.values import Unknown
from tests.diagnostics.source.small import names_after


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("a = b = 1", {"a": 1, "b": 1}),
        ("a, (b, c) = 1, [2, 3]", {"a": 1, "b": 2, "c": 3}),
        ("a, *b, c = range(5)", {"a": 0, "b": [1, 2, 3], "c": 4}),
        ("a: int = 1\nb: str", {"a": 1}),
        ("a = 1\na += 2\na *= 5", {"a": 15}),
        ("a = [1]\nb = a\na += [2]", {"a": [1, 2], "b": [1, 2]}),
        ("a = (1,)\na += (2,)", {"a": (1, 2)}),
        ("a = {}\na['b'] = 1\na['b'] += 1", {"a": {"b": 2}}),
        ("a = [1, 2]\na[0] = 3\na[9] = 4", {"a": [3, 2]}),
        ("a = 1\ndel a\nb = 2", {"b": 2}),
    ],
)
def test_names_are_bound_as_python_binds_them(text, bound):
    assert names_after(text) == bound


def test_unpacking_what_is_open_makes_each_name_open():
    found = names_after("a, b = load()")
    assert [found[name].expression for name in "ab"] == ["a", "b"]


def test_unpacking_the_wrong_number_leaves_the_names_open():
    assert isinstance(names_after("a, b = 1, 2, 3")["a"], Unknown)


def test_a_list_grows_so_far_only():
    found = names_after("a = [0] * 15000\na += a")
    assert isinstance(found["a"], Unknown)
