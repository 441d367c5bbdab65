import json

import pytest

from diagnostics.lint.cells import Cells, lines_in_file
from tests.diagnostics.lint.programs import notebook

CELLS = Cells((1, 4, 4, 9))


@pytest.mark.parametrize(("line", "within"), [(1, (1, 1)), (3, (1, 3)), (4, (3, 1)), (8, (3, 5)), (20, (4, 12))])
def test_a_line_lies_in_the_last_cell_that_begins_before_it(line, within):
    assert CELLS.split(line) == within


def test_lines_are_named_by_cell_in_notebooks_alone():
    assert CELLS.name(5) == "line 2 of cell 3"
    assert Cells().name(5) == "line 5"


@pytest.mark.parametrize("escaped", [True, False])
def test_lines_are_found_in_the_notebooks_file(escaped):
    code = ["x = 'é\\n'", "", '    y = "1"', "x = 'é\\n'"]
    text = notebook(code[:3], code[3:])
    if escaped:
        text = json.dumps(json.loads(text), indent=1)
    places = lines_in_file(text, code)
    assert set(places) == {1, 3, 4}
    lines = text.split("\n")
    for number, (line, column) in places.items():
        rest = lines[line - 1][column - 1 :]
        assert json.loads(f'"{rest.rstrip(",").rstrip()}').rstrip("\n") == code[number - 1]
    assert places[1] < places[3] < places[4]


def test_lines_that_are_not_there_are_left_out():
    assert lines_in_file("{}", ["x = 1"]) == {}
