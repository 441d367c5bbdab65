import pytest

from tests.diagnostics.source.small import Open, value_of


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("len('abc')", 3),
        ("list(range(3))", [0, 1, 2]),
        ("tuple('ab')", ("a", "b")),
        ("set([1, 1])", {1}),
        ("dict(a=1)", {"a": 1}),
        ("dict([('a', 1)], b=2)", {"a": 1, "b": 2}),
        ("list(zip([1, 2], 'ab'))", [(1, "a"), (2, "b")]),
        ("list(enumerate('ab', 1))", [(1, "a"), (2, "b")]),
        ("list(reversed([1, 2]))", [2, 1]),
        ("sorted([3, 1, 2], reverse=True)", [3, 2, 1]),
        ("sum([1, 2], 10)", 13),
        ("any([0, 1])", True),
        ("all([])", True),
        ("list(map(lambda a, b: a + b, [1, 2], [10, 20]))", [11, 22]),
        ("[*map(str, [1])]", ["1"]),
    ],
)
def test_what_python_answers(expression, value):
    assert value_of(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "len(3)",
        "len(range(10 ** 30))",
        "sum(['a'])",
        "sum([1], 'a')",
        "sum([1.5, 2 ** 2000])",
        "set([[1]])",
        "sorted([1, 'a'])",
        "sorted([1], key=len)",
        "range('a')",
        "dict([1, 2])",
        "list(range(10 ** 9))",
        "map()",
    ],
)
def test_what_fails_or_is_too_large_is_open(expression):
    assert value_of(expression) == Open(expression)


def test_what_is_open_is_told():
    assert value_of("list(unknown)") == Open("unknown")
    assert value_of("range(args.depth)") == Open("args.depth")
    assert value_of("sum([1, unknown])") == Open("unknown")
    assert value_of("len(set(y_train))", classes=4) == 4
