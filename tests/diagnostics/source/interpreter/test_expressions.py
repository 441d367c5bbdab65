import pytest

from tests.diagnostics.source.small import Open, names_after, value_of


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ** 2", -4),
        ("not []", True),
        ("'a' 'b'", "ab"),
        ("[1, *(2, 3)]", [1, 2, 3]),
        ("(1, 2)[::-1]", (2, 1)),
        ("[1, 2, 3][-1]", 3),
        ("{'a': 1, **{'b': 2}}['b']", 2),
        ("{1, 2} | {3}", {1, 2, 3}),
        ("1 < 2 < 3", True),
        ("1 < 2 > 3", False),
        ("0 or [] or 'last'", "last"),
        ("1 and 0 and unknown", 0),
        ("True or unknown", True),
        ("3 if 1 else unknown", 3),
        ("(lambda a, b=2: a + b)(1)", 3),
        ("(n := 4) + n", 8),
        ("[(a, b) for a in range(3) for b in 'xy' if a != 1]", [(0, "x"), (0, "y"), (2, "x"), (2, "y")]),
        ("{a: a * a for a in (1, 2)}", {1: 1, 2: 4}),
        ("{a % 2 for a in range(5)}", {0, 1}),
        ("list(a for a in [1])", [1]),
        ("f'{1 + 1}/{0.5:.2f} {\"a\"!r:>5}'", "2/0.50   'a'"),
        ("...", Ellipsis),
        ("0x10 + 1_000", 1016),
    ],
)
def test_values(expression, value):
    assert value_of(expression) == value


@pytest.mark.parametrize(
    ("expression", "supplied"),
    [
        ("unknown", "unknown"),
        ("args.units * 2", "args.units"),
        ("-config['units']", "config['units']"),
        ("f'{unknown}_1'", "unknown"),
        ("(1, 2)[unknown]", "unknown"),
        ("1 if unknown else 2", "unknown"),
        ("unknown and 1", "unknown"),
        ("load()[0].size", "load()[0].size"),
        ("1 / 0", "1 / 0"),
        ("[a for a in unknown]", "[a for a in unknown]"),
        ("{unknown: 1}", "{unknown: 1}"),
        ("1 < unknown", "1 < unknown"),
        ("'\\ud800'", "'\\ud800'"),
    ],
)
def test_what_is_open_says_what_to_supply(expression, supplied):
    found = value_of(expression)
    assert isinstance(found, Open)
    assert found == supplied


def test_an_expression_that_was_supplied_has_its_value_wherever_it_stands():
    assert value_of("args.units // 2", define={"args.units": 64}) == 32
    assert value_of("load( 'x' )", define={"load('x')": 3}) == 3
    assert value_of("rows[0]", define={"rows": (5, 6)}) == 5


def test_a_choice_between_the_same_values_is_known():
    assert value_of("'same' if unknown else 'same'") == "same"


def test_open_choices_keep_what_may_be():
    found = names_after("x = 1 if unknown else 'a'")["x"]
    assert (found.expression, found.either) == ("unknown", (1, "a"))


def test_a_comprehension_binds_nothing_outside_but_a_walrus_does():
    found = names_after("a = [b for b in range(3)]\nc = (d := 2)")
    assert "b" not in found
    assert found["d"] == 2


def test_what_an_expression_is_written_like_is_cut():
    found = names_after("x = unknown(" + "'a', " * 100 + ")")["x"]
    assert len(found.expression) == 200
    assert found.expression.endswith("…")
    found = names_after("x = unknown([" + "'a', " * 1000 + "])")["x"]
    assert found.expression == "unknown(…)"
