import pytest

from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.text.parsing import MOST_CHARACTERS, parses, syntax_tree

TOO_MUCH = ["x = " + "-" * 100_000 + "1", "a" + ".b" * 100_000, "(" * 5_000, "x = 'a\0'", "9" * 10_000]


@pytest.mark.parametrize("text", TOO_MUCH, ids=lambda text: text[:6])
def test_what_python_cannot_hold_is_a_syntax_error(text):
    with pytest.raises(SyntaxError):
        syntax_tree(text)
    assert not parses(text)


def test_an_invalid_escape_is_no_error_and_no_warning():
    assert parses("x = '\\d'")


def test_more_python_than_fits_into_memory_is_refused_before_it_is_parsed():
    with pytest.raises(SourceError, match="524,289 characters, 524,288 are read"):
        syntax_tree("#" * (MOST_CHARACTERS + 1))


def test_a_long_document_with_a_short_program_is_read():
    program = "import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])\n"
    told = "What is shown here was measured, not guessed.\n" * (MOST_CHARACTERS // 40)
    [model] = read(f"{told}\n```python\n{program}```\n").models
    assert model.layers[-1].class_name == "Dense"
