import json

import pytest

from diagnostics.source.documents import python_of
from diagnostics.source.errors import SourceError


def notebook(*cells, **more):
    entries = [{"cell_type": "markdown", "source": "x = 9"}, *({"cell_type": "code", "source": cell} for cell in cells)]
    return json.dumps({"cells": entries, "nbformat": 4, "metadata": {}, **more})


def test_a_notebook_is_its_code_cells():
    broken = "!ls\nif x = 3:\n  y"
    code = python_of(notebook(["%matplotlib inline\n", "E=5\n"], "x = f(\n  E)\nx", "%%bash\nA=1", broken, "z=1"))
    assert code.text == "\nE=5\nx = f(\n  E)\nx\n\n\n\n\n\nz=1"
    assert code.cells == (1, 3, 6, 8, 11)
    assert code.skipped == ((1, 1), (6, 10))


def test_a_notebook_of_format_3():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}], "nbformat": 3}
    assert python_of(json.dumps(old)).text == "x = 1\ny = 2"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (notebook("x <- 1", metadata={"kernelspec": {"language": "R"}}), "written in 'R'"),
        (notebook("x = 1")[:-9], "this notebook is no JSON"),
        (notebook({"a": 1}), "holds dict where its source should be"),
        ('{"cells": ' + "[" * 100_000 + '"cell_type"', "nested too deeply"),
        (notebook("x = '\ud800'"), "belongs in no text"),
    ],
)
def test_damaged_notebooks_are_refused(text, message):
    with pytest.raises(SourceError, match=message):
        python_of(text)
