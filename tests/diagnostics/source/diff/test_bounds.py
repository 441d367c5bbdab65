import pytest

from diagnostics.source.diff.bounds import MAX_BRACKETS, MAX_TEXT, check_bounds
from diagnostics.source.diff.errors import NotExpressible


@pytest.mark.parametrize(
    "code",
    [
        "x = " + "(" * 100 + "1" + ")" * 100,
        "x = " + "-" * 100 + "1",
        "x = f" + "()" * 100,
        "".join(" " * depth + "if a:\n" for depth in range(90)) + " " * 90 + "pass\n",
    ],
)
def test_deep_text_is_refused_before_it_is_parsed(code):
    with pytest.raises(NotExpressible, match="nested too deeply"):
        check_bounds(code)


@pytest.mark.parametrize(
    "code", ["x = " + "(" * 20_000 + ")" * 20_000, "-" * 200_000 + "1", "x = 'a", "\0", "x = '\ud800'", "if a:\npass"]
)
def test_what_is_no_python_is_refused(code):
    with pytest.raises(NotExpressible):
        check_bounds(code)


def test_large_text_is_refused():
    with pytest.raises(NotExpressible, match="characters; up to 300,000 are rewritten"):
        check_bounds("#" * (MAX_TEXT + 1))


def test_usual_depth_is_let_through():
    check_bounds("x = " + "f(" * (MAX_BRACKETS - 1) + ")" * (MAX_BRACKETS - 1) + "\ns = '((('\n")
