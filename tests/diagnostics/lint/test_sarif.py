import json

import jsonschema

from diagnostics.data.glance import Glance
from diagnostics.lint.sarif import marked
from diagnostics.lint.text import lint_text
from diagnostics.report.sarif import render
from diagnostics.source.reading import Supplied
from tests.diagnostics.lint.programs import LOST, LOST_NOTEBOOK, notebook
from tests.diagnostics.report.sarif_schema import LOG


def results(text, file="train.py"):
    log = json.loads(render(marked(file, text, lint_text(text, Supplied(), Glance()))))
    jsonschema.validate(log, LOG)
    return log["runs"][0]["results"]


def region(result):
    return result["locations"][0]["physicalLocation"]["region"]


def test_a_finding_lies_on_its_place_with_the_overwriting_beside_it():
    (result,) = results(LOST)
    assert region(result) == {"startLine": 5, "startColumn": 5, "endLine": 5, "endColumn": 40}
    (other,) = result["relatedLocations"]
    assert other["message"]["text"] == "x is overwritten here"
    assert other["physicalLocation"]["region"]["startLine"] == 6


def test_in_a_notebook_it_lies_on_the_line_of_the_file_and_names_the_cell():
    (result,) = results(LOST_NOTEBOOK, "train.ipynb")
    place = region(result)
    line = LOST_NOTEBOOK.split("\n")[place["startLine"] - 1]
    assert line[place["startColumn"] - 1 : place["endColumn"] - 1] == "layers.Rescaling(1.0 / 255)(inputs)"
    assert (result["properties"]["cell"], result["properties"]["line"]) == (2, 2)


def test_a_notebook_on_one_line_has_places_too():
    (result,) = results(notebook(LOST, indent=None), "train.ipynb")
    assert region(result)["startLine"] == 1


def test_the_fingerprint_is_that_of_the_line():
    before, after = results(LOST), results("# more\n\n" + LOST)
    assert before[0]["partialFingerprints"] == after[0]["partialFingerprints"]
