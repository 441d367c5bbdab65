import ast

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.source.diff.edits import Edits
from diagnostics.source.diff.items import exchange, insert_after, insert_before
from diagnostics.source.diff.tree import Tree


def exchanged(code, gone, texts):
    tree, edits = Tree(code), Edits(code)
    call = next(tree.every(cst.Call))
    exchange(tree, edits, call.args, gone, texts, tree.bare_span(call).end - 1)
    return edits.made()


@pytest.mark.parametrize(
    ("code", "gone", "texts", "made"),
    [
        ("f()", (), ("a=1", "b=2"), "f(a=1, b=2)"),
        ("f(x)", (), ("a=1", "b=2"), "f(x, a=1, b=2)"),
        ("f(x,)", (), ("a=1",), "f(x, a=1,)"),
        ("f(x, y)", (1,), (), "f(x)"),
        ("f(x, y)", (0,), (), "f(y)"),
        ("f(x, y)", (0, 1), (), "f()"),
        ("f(x, y, z)", (1, 2), (), "f(x)"),
        ("f(x, y, z)", (0, 2), ("a=1",), "f(a=1, y)"),
        ("f(x,\n  y)", (), ("a=1",), "f(x,\n  y,\n  a=1)"),
        ("f(x,\n  y)", (1,), (), "f(x)"),
        ("f(x, y,\n  z)", (1,), (), "f(x,\n  z)"),
        ("f(\n  x,  # one\n  y,  # two\n)", (0,), (), "f(\n  y,  # two\n)"),
        ("f(\n  x,  # one\n  y  # two\n)", (), ("a=1", "b=2"), "f(\n  x,  # one\n  y,  # two\n  a=1,\n  b=2\n)"),
        ("f(\n  x,\n  y,\n)", (), ("a=1",), "f(\n  x,\n  y,\n  a=1,\n)"),
        ("f(\n  x, y,\n)", (), ("a=1",), "f(\n  x, y, a=1,\n)"),
        ("f((1, 2), (3))", (1,), ("(4)",), "f((1, 2), (4))"),
    ],
)
def test_arguments(code, gone, texts, made):
    assert exchanged(code, gone, texts) == made


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("[a, b]", "[a, n, m, b]"),
        ("[a,  # one\n b]", "[a,n,m,  # one\n b]"),
        ("[\n  a,  # one\n\n  # of two\n  b]", "[\n  a,  # one\n  n,\n  m,\n\n  # of two\n  b]"),
    ],
)
def test_elements_behind_the_first(code, made):
    tree, edits = Tree(code), Edits(code)
    insert_after(tree, edits, next(tree.every(cst.List)).elements[0], ("n", "m"))
    assert edits.made().replace(" ", "") == made.replace(" ", "")


@pytest.mark.parametrize(("code", "made"), [("[a, b]", "[a, n, b]"), ("[\n  a,\n  b]", "[\n  a,\n  n,\n  b]")])
def test_elements_before_the_second(code, made):
    tree, edits = Tree(code), Edits(code)
    insert_before(tree, edits, next(tree.every(cst.List)).elements[1], ("n",))
    assert edits.made() == made


def test_names_of_an_import():
    code = "from m import (\n    a,\n    b,  # two\n)\n"
    tree, edits = Tree(code), Edits(code)
    line = next(tree.every(cst.ImportFrom))
    assert not isinstance(line.names, cst.ImportStar)
    insert_after(tree, edits, line.names[-1], ("c",))
    assert edits.made() == "from m import (\n    a,\n    b,  # two\n    c,\n)\n"


GAPS = st.sampled_from(["", " ", "\n  ", "  # note\n    ", "\n\n  # note\n  "])


@given(st.data())
@settings(deadline=None)
def test_what_is_left_and_what_is_new_are_the_arguments(data):
    count = data.draw(st.integers(1, 5))
    parts = [f"{data.draw(GAPS)}k{place}={place}{data.draw(GAPS)}" for place in range(count)]
    tail = data.draw(st.sampled_from(["", ","])) + data.draw(GAPS)
    gone = data.draw(st.sets(st.integers(0, count - 1)))
    texts = [f"n{place}={place}" for place in range(data.draw(st.integers(0, 3)))]
    made = ast.parse(exchanged(f"f({','.join(parts)}{tail})\n", gone, texts)).body[0].value
    kept = {f"k{place}" for place in range(count) if place not in gone}
    assert {arg.arg for arg in made.keywords} == kept | {text.partition("=")[0] for text in texts}
