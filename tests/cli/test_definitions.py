import pytest

from cli.definitions import definitions
from cli.errors import UserError


@pytest.mark.parametrize(
    ("given", "expression", "value"),
    [
        ("num_classes=10", "num_classes", 10),
        ("X.shape = (5040, 200, 200, 3)", "X.shape", (5040, 200, 200, 3)),
        ("X.shape=[5040, 200]", "X.shape", [5040, 200]),
        ("name='a=b'", "name", "a=b"),
        ("get(size=3)=224", "get(size=3)", 224),
        ("args.augment=true", "args.augment", True),
        ("args.augment=False", "args.augment", False),
        ("rate=1e-3", "rate", 1e-3),
        ('cfg["units"]=64', 'cfg["units"]', 64),
        ("nothing=null", "nothing", None),
    ],
)
def test_values_are_literals_of_python_or_json(given, expression, value):
    assert definitions([given]) == {expression: value}


@pytest.mark.parametrize("given", ["num_classes", "=3", "x=", "x=relu", "x=__import__('os')", "x=" + "[" * 500])
def test_what_is_no_literal_is_refused(given):
    with pytest.raises(UserError, match="write EXPR=VALUE"):
        definitions([given])
