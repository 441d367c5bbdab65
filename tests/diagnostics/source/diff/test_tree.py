import libcst as cst
import pytest

from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.tree import Tree
from diagnostics.source.place import Place


@pytest.mark.parametrize("code", ["x = (", "print 'old'", "x = 1\n\n```\n", "a" * 3 + "\0"])
def test_what_is_no_python(code):
    with pytest.raises(NotExpressible, match="not plain Python"):
        Tree(code)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_expressions_by_their_places(newline):
    tree = Tree(newline.join(["x = 1", "y = 'ü', f((2, 3),", "  (4))", ""]))
    assert tree.newline == newline
    pair = tree.at(Place(2, 12, 2, 18), cst.Tuple)
    assert pair is not None
    assert tree.text(pair) == "(2, 3)"
    assert tree.at(Place(2, 13, 2, 17), cst.Tuple) is pair
    call = tree.enclosing(pair, cst.Call)
    assert call is not None
    assert (tree.line(call), tree.text(call)) == (2, f"f((2, 3),{newline}  (4))")
    assert tree.at(Place(3, 3, 3, 6), cst.Integer) is tree.at(Place(3, 4, 3, 5), cst.Integer) is not None


def test_places_outside_of_the_text():
    tree = Tree("x = f(1)\n")
    assert tree.at(Place(40, 1, 41, 2), cst.Call) is None
    assert tree.at(Place(1, 5, 1, 8), cst.Call) is None
