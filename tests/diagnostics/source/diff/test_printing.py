import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.printing import literal, quote_of


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1, "0.1"), (1e-3, "0.001"), (1e-4, "1e-4"), (3.5e-7, "3.5e-7"), (-2e-4, "-2e-4"), (0.0, "0.0"), (1.0, "1.0"),
        (2e7, "2e7"), (1e300, "1e300"), (7, "7"), (True, "True"), (None, "None"),
        ([2, 3], "(2, 3)"), ([2], "(2,)"), ("relu", "'relu'"), ("it's", '"it\'s"'), ({0: 1.5}, "{0: 1.5}"),
    ],
)  # fmt: skip
def test_values(value, written):
    assert literal(value, "'") == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_what_has_no_plain_spelling(value):
    with pytest.raises(NotExpressible):
        literal(value, "'")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    ),
    st.sampled_from("'\""),
)
@settings(deadline=None)
def test_a_value_survives(value, quote):
    assert ast.literal_eval(literal(value, quote)) == value


@pytest.mark.parametrize(("code", "quote"), [("f('a', \"b\")", "'"), ('f("a", "b", \'c\')', '"'), ("", "'")])
def test_the_mark_used_most(code, quote):
    assert quote_of(code) == quote
