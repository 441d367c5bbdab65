import pytest

from diagnostics.lint.comments import Comments, Ignore, read_comments


def ignores(text):
    return list(read_comments(text).ignores)


def test_a_comment_names_the_codes_that_it_silences():
    (found,) = ignores("x = Dense(3)(x)  # deadweight: ignore[SPC107, spc10, TRN]\n")
    assert found == Ignore(1, frozenset({"SPC107", "SPC10", "TRN"}), stands_alone=False)
    assert found.covers("SPC107", 1, 1)
    assert found.covers("TRN404", 1, 3)
    assert not found.covers("SPC101", 1, 1)
    assert not found.covers("SPC107", 2, 2)


def test_without_codes_it_silences_everything():
    (found,) = ignores("x = 1  #deadweight:ignore because it is meant\n")
    assert found.codes is None
    assert found.covers("SPC101", 1, 1)


def test_on_a_line_of_its_own_it_covers_the_next():
    (found,) = ignores("x = 1\n    # deadweight: ignore[SPC101]\ny = 2\n")
    assert found.stands_alone
    assert found.covers("SPC101", 3, 3)
    assert not found.covers("SPC101", 4, 4)
    assert not found.covers("SPC101", 1, 1)


def test_beside_code_it_does_not_cover_the_next_line():
    (found,) = ignores("x = 1  # deadweight: ignore\n")
    assert not found.covers("SPC101", 2, 2)


def test_a_string_is_no_comment():
    assert read_comments('x = "# deadweight: ignore"\n"""\n# deadweight: skip-file\n"""\n') == Comments()


def test_a_file_may_ask_to_be_left_alone():
    assert read_comments("# deadweight: skip-file\n").skip_file
    assert not read_comments("# deadweight: ignore\n").skip_file


@pytest.mark.parametrize("broken", ["x = (\n", "if x:\n  y\n z\n", "'''\n", "x = 1 $ 2 ?\n", "\tx\n        y\n"])
def test_comments_are_found_in_broken_text(broken):
    text = broken + "a = 1  # deadweight: ignore[SPC101]\n"
    if "'''" in broken:
        assert len(ignores(text)) <= 1
    else:
        assert [found.line for found in ignores(text)] == [text.count("\n")]


def test_an_empty_list_of_codes_silences_nothing():
    (found,) = ignores("x = 1  # deadweight: ignore[]\n")
    assert not found.covers("SPC101", 1, 1)
