import pytest

from tests.diagnostics.source.small import Open, value_of


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("f'conv{1}_{2:02d}'", "conv1_02"),
        ("f'{0.5:.1%}'", "50.0%"),
        ("f'{\"a\"!r}{{}}'", "'a'{}"),
        ("f'{3:{4}}'", "   3"),
        ("f'{(1, [2])}'", "(1, [2])"),
    ],
)
def test_texts(expression, text):
    assert value_of(expression) == text


@pytest.mark.parametrize(
    "expression", ["f'{1:{10 ** 9}}'", "f'{1:1000000}'", "f'{1.5:.99999f}'", "f'{len}'", "f'{1:x$}'", "f'{q}'"]
)
def test_what_is_open_or_too_large_is_open(expression):
    assert isinstance(value_of(expression), Open)
