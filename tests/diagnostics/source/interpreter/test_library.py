import pytest

from tests.diagnostics.source.small import Open, names_after


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("list(itertools.chain([1], (2,)))", [1, 2]),
        ("list(itertools.chain.from_iterable([[1], [2]]))", [1, 2]),
        ("list(itertools.repeat('a', 2))", ["a", "a"]),
        ("list(itertools.product([1, 2], 'a'))", [(1, "a"), (2, "a")]),
        ("list(itertools.pairwise([1, 2, 3]))", [(1, 2), (2, 3)]),
        ("""json.loads('{"a": [1, 2.5, null]}')""", {"a": [1, 2.5, None]}),
        ("collections.OrderedDict([('a', 1)])", {"a": 1}),
        ("functools.reduce(lambda a, b: a * b, [2, 3], 10)", 60),
        ("functools.partial(pow, 2)(5)", 32),
        ("sys.argv[0]", "program"),
        ("int(os.environ.get('SIZE', '128'))", 128),
        ("os.getenv('SIZE', 64)", 64),
    ],
)
def test_what_it_answers(expression, value):
    assert found(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "itertools.pairwise([1], [2])",
        "itertools.repeat(1)",
        "os.getenv('SIZE')",
        "itertools.repeat(1, -1)",
        "json.loads('{')",
        "json.loads('[' * 9000)",
        """json.loads('"\\\\ud800"')""",
        "functools.reduce(max, [])",
        "functools.partial()",
        "collections.namedtuple(1, 2)",
        "itertools.product(*[range(9)] * 9)",
    ],
)
def test_what_fails_or_is_too_large_is_open(expression):
    value = found(expression)
    assert isinstance(value, Open) or value is None, value


def found(expression):
    imports = "import itertools, functools, json, collections, os, sys\n"
    value = names_after(f"{imports}a = {expression}")["a"]
    return Open(value.expression) if hasattr(value, "expression") else value
