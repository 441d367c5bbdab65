import pytest

from cli import excerpt as underlining
from diagnostics.source.place import Place


def excerpt(lines, place):
    """The excerpt, which there is."""
    found = underlining.excerpt(lines, place)
    assert found is not None
    return found


def marked(line, column, end_column, end_line=1):
    """The piece of the excerpt that the mark lies under."""
    shown, mark = excerpt([line, "the next line"], Place(1, column, end_line, end_column))
    assert mark.strip("^ ") == ""
    start = len(mark) - len(mark.lstrip())
    return shown[start : start + mark.count("^")]


def test_the_place_is_underlined():
    assert marked("x = Dense(3)(y)", 5, 13) == "Dense(3)"


def test_a_place_over_several_lines_is_underlined_to_the_end_of_the_first():
    assert marked("x = Dense(", 5, 3, end_line=2) == "Dense("


def test_tabs_take_as_many_columns_above_as_below():
    assert marked("\t\tx = Dense(3)", 7, 15) == "Dense(3)"


def test_wide_characters_take_two_columns():
    shown, mark = excerpt(["模型 = Dense(3)"], Place(1, 6, 1, 14))
    assert (shown, mark) == ("模型 = Dense(3)", " " * 7 + "^" * 8)


@pytest.mark.parametrize("column", [1, 50, 200, 391])
def test_a_long_line_is_cut_around_the_place(column):
    line = "".join(chr(97 + place % 26) for place in range(400))
    shown, mark = excerpt([line], Place(1, column, 1, column + 9))
    assert max(len(shown), len(mark)) <= 102
    start = len(mark) - len(mark.lstrip())
    assert shown[start : start + 9] == line[column - 1 : column + 8]


def test_a_place_without_length_has_a_mark_too():
    assert excerpt([""], Place(1, 1, 1, 1)) == ("", "^")
    assert excerpt(["ab"], Place(1, 9, 1, 12))[1] == "  ^"


def test_a_line_that_is_not_there_has_no_excerpt():
    assert underlining.excerpt(["one"], Place(3, 1, 3, 2)) is None


def test_what_would_command_the_terminal_is_shown_as_a_mark():
    shown, mark = excerpt(["x = '\x1b[2J' + y"], Place(1, 14, 1, 15))
    assert "\x1b" not in shown
    assert shown[mark.index("^")] == "y"
