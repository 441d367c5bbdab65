import libcst as cst
import pytest

from diagnostics.source.diff.draft import shared_value, variable_value
from diagnostics.source.diff.tree import Tree


def values(code):
    """What the argument of `f` was given, as its only reading and as any."""
    tree = Tree(code)
    call = next(call for call in tree.every(cst.Call) if tree.text(call.func) == "f")
    found = (variable_value(tree, call.args[0].value), shared_value(tree, call.args[0].value))
    return tuple(None if node is None else tree.text(node) for node in found)


@pytest.mark.parametrize(
    ("code", "once", "shared"),
    [
        ("a = 1\nf(a)\n", "1", "1"),
        ("a = 1\nf(a)\ng(a)\n", None, "1"),
        ("a = 1\nf(a, a=2).a\n", "1", "1"),
        ("a = 1\na = 2\nf(a)\n", None, None),
        ("a = 1\na += 2\nf(a)\n", None, None),
        ("a = b = 1\nf(a)\n", None, None),
        ("for a in (1, 2):\n    f(a)\n", None, None),
        ("def g(a):\n    f(a)\n", None, None),
        ("a = 1\nprint(f'{a}')\nf(a)\n", None, "1"),
        ("f(1)\n", None, None),
    ],
)
def test_values_of_variables(code, once, shared):
    assert values(code) == (once, shared)
