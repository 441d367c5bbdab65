import pytest

from diagnostics.source.diff.edits import Edits
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.tree import Span


def test_edits_are_made_by_place_and_insertions_in_the_order_asked_for():
    edits = Edits("abcdef")
    edits.insert(6, "!")
    edits.insert(2, "1")
    edits.insert(2, "2")
    edits.replace(Span(0, 1), "A")
    edits.delete(3, 5)
    assert edits.made() == "Ab12cf!"


def test_the_same_replacement_twice_is_one():
    edits = Edits("abc")
    edits.replace(Span(1, 2), "x")
    edits.replace(Span(1, 2), "x")
    assert edits.made() == "axc"


def test_stretches_to_take_out_may_overlap():
    edits = Edits("abcdef")
    edits.delete(1, 4)
    edits.delete(2, 5)
    assert edits.made() == "af"


def test_two_replacements_of_one_place_are_refused():
    edits = Edits("abc")
    edits.replace(Span(0, 2), "x")
    edits.replace(Span(1, 3), "y")
    with pytest.raises(NotExpressible, match="two changes fall on the same place"):
        edits.made()


def test_what_is_taken_has_its_changes_and_leaves_none():
    edits = Edits("f(a)+g(b)")
    edits.replace(Span(2, 3), "x")
    edits.replace(Span(7, 8), "y")
    assert edits.taken(Span(0, 4)) == "f(x)"
    assert edits.made() == "f(a)+g(y)"
