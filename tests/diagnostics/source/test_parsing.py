import pytest

from diagnostics.source.parsing import parses, syntax_tree

TOO_MUCH = ["x = " + "-" * 100_000 + "1", "a" + ".b" * 100_000, "(" * 5_000, "x = 'a\0'", "9" * 10_000]


@pytest.mark.parametrize("text", TOO_MUCH, ids=lambda text: text[:6])
def test_what_python_cannot_hold_is_a_syntax_error(text):
    with pytest.raises(SyntaxError):
        syntax_tree(text)
    assert not parses(text)


def test_an_invalid_escape_is_no_error_and_no_warning():
    assert parses("x = '\\d'")
