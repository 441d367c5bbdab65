import ast

import pytest

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.values import Unknown


@pytest.mark.parametrize(
    ("kind", "left", "right", "answer"),
    [
        (ast.Add, 1, 2.5, 3.5),
        (ast.Add, [1], [2], [1, 2]),
        (ast.Mult, "ab", 2, "abab"),
        (ast.Mult, 2, (1,), (1, 1)),
        (ast.Pow, 2, 10, 1024),
        (ast.Pow, 2, -1, 0.5),
        (ast.Mod, 7, 4, 3),
        (ast.Mod, "%s %03d", ("a", 7), "a 007"),
        (ast.FloorDiv, -7, 2, -4),
        (ast.LShift, 1, 4, 16),
        (ast.BitOr, {"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
    ],
)
def test_what_python_answers(kind, left, right, answer):
    assert operators.binary(kind, left, right) == answer


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (ast.Div, 1, 0),
        (ast.Add, 1, "a"),
        (ast.Pow, 9, 9**9),
        (ast.Pow, 2**4000, 2),
        (ast.Pow, 10.0, 1000),
        (ast.LShift, 1, 10**10),
        (ast.Mult, "a", 10**10),
        (ast.Mult, 10**10, [0]),
        (ast.Add, "a" * MAX_ITEMS, "a"),
        (ast.Mod, "%999999999d", 1),
        (ast.Mod, "%*d", (5, 1)),
        (ast.Mod, "%s", ([1],)),
        (ast.MatMult, 1, 2),
        (ast.Add, Unknown("x", 1), 2),
    ],
)
def test_what_fails_or_is_too_large_is_not_answered(kind, left, right):
    with pytest.raises(Unanswered):
        operators.binary(kind, left, right)


def test_comparisons():
    assert operators.compare(ast.In, 2, [1, 2])
    assert operators.compare(ast.NotIn, 3, range(3))
    assert operators.compare(ast.Is, None, None)
    assert operators.compare(ast.IsNot, None, 0)
    with pytest.raises(Unanswered):
        operators.compare(ast.Lt, 1, "a")
    with pytest.raises(Unanswered):
        operators.compare(ast.In, 0.5, range(10**12))


def doubled(start, times):
    for _ in range(times):
        start = [start, start]
    return start


def test_small_values_have_few_parts_counted_as_often_as_they_occur():
    assert operators.is_small([1, (2.0, {"a": None})])
    assert operators.is_small(range(100))
    assert not operators.is_small(range(10**30))
    assert not operators.is_small(doubled(1, 60))
    assert not operators.is_small([object()])
    assert operators.has_few_parts([object(), Unknown("x", 1)])
    assert not operators.has_few_parts(doubled(object(), 60))


def test_a_list_in_itself_is_not_small():
    endless: list = []
    endless.append(endless)
    assert not operators.is_small(endless)


def test_what_may_be_a_key():
    assert operators.hashable((1, "a", (None,)))
    assert not operators.hashable((1, [2]))
    assert not operators.hashable(Unknown("x", 1))
    assert not operators.hashable(slice(1))


@pytest.mark.parametrize("odd", ["a\0", "a\ud800"])
def test_a_text_that_no_job_may_hold_is_not_answered(odd):
    assert not operators.is_text(odd)
    with pytest.raises(Unanswered):
        operators.answered(lambda: odd)
    assert operators.is_text("é 😀")
