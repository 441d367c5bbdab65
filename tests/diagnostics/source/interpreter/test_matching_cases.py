import ast

import pytest

from diagnostics.source.interpreter.matching_cases import chosen_case
from diagnostics.source.interpreter.values import Unknown


def match(text) -> ast.Match:
    statement = ast.parse(text).body[0]
    assert isinstance(statement, ast.Match)
    return statement


@pytest.mark.parametrize(
    ("subject", "chosen"), [(1, "a"), ("x", "b"), (None, "c"), (True, "a"), (9, "d"), (Unknown("q", 1), None)]
)
def test_which_case_is_taken(subject, chosen):
    text = "match s:\n case 1: a\n case 'x' | 'y': b\n case None: c\n case _: d"
    body = chosen_case(match(text), subject)
    assert (None if body is None else ast.unparse(body[0])) == chosen


def test_patterns_with_names_are_open():
    assert chosen_case(match("match s:\n case [a, b]: a"), [1, 2]) is None
    assert chosen_case(match("match s:\n case 1 if q: a"), 1) is None


def test_nothing_is_done_where_no_case_fits():
    assert chosen_case(match("match s:\n case 1: a"), 2) == ()
