from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.source.diff.unified import unified
from tests.diagnostics.source.diff.rewritten import patched_by_program

TEXTS = st.lists(st.sampled_from(["a", "b", "", " x", "\r", "\f", "ü\u2028"]), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_program_makes_one_text_of_the_other(before, after):
    diff = unified(before, after, "model.py")
    assert (before == after) == (diff == "")
    if diff and before and after:
        assert patched_by_program(before, diff) == after


def test_a_name_with_a_blank_ends_at_a_tab():
    assert unified("a\n", "b\n", "my model.py").startswith("--- my model.py\t\n+++ my model.py\t\n")
