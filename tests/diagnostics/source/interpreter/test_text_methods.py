import pytest

from tests.diagnostics.source.small import Open, value_of


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'A'.lower()", "a"),
        ("'a,b'.split(',')", ["a", "b"]),
        ("'-'.join(['a', 'b'])", "a-b"),
        ("'conv{}_{n:02d}'.format(1, n=2)", "conv1_02"),
        ("'{{}}{0}{0}'.format('a')", "{}aa"),
        ("'aXa'.replace('X', '-')", "a-a"),
        ("'block1'.startswith(('block', 'conv'))", True),
    ],
)
def test_what_python_answers(expression, value):
    assert value_of(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "'{0.__class__}'.format(1)",
        "'{a.real}'.format(a=1)",
        "'{0[0]}'.format('abc')",
        "'{:>{}}'.format(1, 5)",
        "'{:>99999}'.format(1)",
        "'{'.format(1)",
        "'{}'.format([1])",
        "('b' * 9999).replace('', 'c' * 9999)",
        "('a' * 999).join(['b'] * 999)",
        "''.join([1])",
        "'a'.encode()",
        "'a'.index('b')",
    ],
)
def test_what_reaches_inside_or_is_too_large_is_open(expression):
    assert isinstance(value_of(expression), Open)


def test_what_is_open_is_told():
    assert value_of("'_'.join(['a', unknown])") == Open("unknown")
    assert value_of("'{}'.format(unknown)") == Open("unknown")
    assert value_of("'a'.startswith(unknown)") == Open("unknown")
