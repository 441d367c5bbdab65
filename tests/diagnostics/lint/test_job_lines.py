import json

import pytest

from diagnostics.data.glance import Glance
from diagnostics.lint.jobs import lint_job
from diagnostics.spec.reading import read_job, read_text

JOB = """\
dataset:
  location: data.npz
model:
  layers:
    - {name: first, class_name: Dense, config: {units: 8}}
    - name: second
      class_name: Dense
      config:
        units: 8
    - {name: answer, class_name: Dense, config: {units: 1, activation: softmax}}
training:
  loss: binary_crossentropy
  learning_rate: 5
"""


def found(text, **changes):
    job = read_job(read_text(text))
    result = lint_job(job, Glance(), text=text)
    return {each.finding.code: each for each in result.findings}, result


def shown(located, text=JOB):
    place = located.place
    lines = text.split("\n")[place.line - 1 : place.end_line]
    if len(lines) == 1:
        return lines[0][place.column - 1 : place.end_column - 1]
    return [line.strip() for line in lines]


def test_a_value_that_the_file_states_is_its_place():
    by_code, _ = found(JOB)
    assert shown(by_code["SPC110"]) == "learning_rate: 5"
    assert by_code["SPC110"].finding.lines == (13, 13)
    assert shown(by_code["SPC105"]) == "activation: softmax"


def test_a_default_stands_where_its_layer_does():
    by_code, _ = found(JOB)
    assert shown(by_code["SPC107"]) == "config: {units: 8}"


@pytest.mark.parametrize("indent", [None, 2])
def test_json_has_places_too(indent):
    text = json.dumps(read_text(JOB), indent=indent)
    by_code, _ = found(text)
    assert shown(by_code["SPC110"], text) == '"learning_rate": 5'


def test_a_file_that_is_no_yaml_has_none():
    text = json.dumps(read_text(JOB), indent="\t")
    by_code, _ = found(text)
    assert by_code["SPC110"].place is None
    assert by_code["SPC110"].finding.lines is None


def test_comments_of_the_file_silence_its_findings():
    by_code, result = found(JOB.replace("learning_rate: 5", "learning_rate: 5  # deadweight: ignore[SPC110]"))
    assert ("SPC110" in by_code, result.idle_comments) == (False, ())
