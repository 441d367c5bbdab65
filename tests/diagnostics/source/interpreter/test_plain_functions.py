import pytest

from tests.diagnostics.source.small import Open, value_of


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("abs(-2)", 2),
        ("int('7')", 7),
        ("round(2.567, 1)", 2.6),
        ("max(1, 2, 3)", 3),
        ("min([4, 2])", 2),
        ("pow(2, 3)", 8),
        ("pow(2, 3, 5)", 3),
        ("str(1.5)", "1.5"),
        ("math.ceil(2.1)", 3),
        ("np.prod([2, 3, 4])", 24),
        ("np.sqrt(16)", 4.0),
        ("isinstance(3, (str, int))", True),
        ("isinstance([], dict)", False),
        ("callable(len)", True),
        ("print('x')", None),
    ],
)
def test_what_python_answers(expression, value):
    assert value_of(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "round(5, -10 ** 9)",
        "max(range(10 ** 9))",
        "frozenset(range(10 ** 9))",
        "int('9' * 5000)",
        "np.prod([2 ** 2000] * 2000)",
        "abs('a')",
        "abs()",
        "chr(55296)",
        "chr(0)",
        "max(1, b=2)",
    ],
)
def test_what_fails_or_is_too_large_is_open(expression):
    assert value_of(expression) == Open(expression)


def test_the_first_open_argument_is_told():
    assert value_of("max(3, args.units)") == Open("args.units")
    assert value_of("isinstance(unknown, int)") == Open("isinstance(unknown, int)")
    assert value_of("isinstance(3, unknown)") == Open("isinstance(3, unknown)")


def test_classes_within_classes_without_end_are_open():
    kinds = "int"
    for _ in range(12):
        kinds = f"({kinds}, {kinds})"
    assert isinstance(value_of(f"isinstance('x', {kinds})"), Open)
