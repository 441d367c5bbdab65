from typing import Any

from diagnostics.report.html.changes import Change, changes
from tests.diagnostics.report.tried import FIXES, SPEC

PATCHES = {fix.name: fix.patch for fix in FIXES}
Patch = list[dict[str, Any]]
RATE = "/training/learning_rate"


def test_layers_that_are_changed_alike_share_a_line():
    where = "kernel_initializer of conv1, conv2, conv3, conv4, conv5, conv6 and 2 more layers"
    assert changes(PATCHES["he-initialisation"], SPEC) == [Change("change", where, '"glorot_uniform"', '"he_normal"')]


def test_the_numbers_of_layers_are_those_that_earlier_changes_left():
    patch: Patch = [
        {"op": "add", "path": "/model/layers/0", "value": {"name": "new", "class_name": "Flatten"}},
        {"op": "remove", "path": "/model/layers/2"},
        {"op": "replace", "path": "/model/layers/2/inputs/0", "value": "new"},
    ]
    added, removed, changed = changes(patch, SPEC)
    assert added == Change("add", "model › layers", None, "Flatten new")
    assert removed == Change("remove", "scaled", "Rescaling scaled", None)
    assert changed == Change("change", "inputs › 0 of conv1", '"scaled"', '"new"')


def test_what_is_added_to_a_list_takes_the_place_of_nothing():
    (added,) = changes(PATCHES["scale-input"], SPEC)
    assert (added.verb, added.before, added.after) == ("add", None, '{"rescale": {"scale": 2, "offset": -1}}')


def test_what_was_not_there_before_has_no_value_before():
    (added,) = changes([{"op": "add", "path": "/training/jitter", "value": 1}], SPEC)
    assert added == Change("add", "training › jitter", None, "1")


def test_an_operation_that_does_not_fit_is_shown_as_it_is_written():
    patch: Patch = [
        {"op": "remove", "path": "/nowhere/at/all"},
        {"op": "replace", "path": "no pointer", "value": 2},
        {"op": "move", "from": "/nowhere", "path": "/training/seed"},
        {"op": "replace", "path": RATE, "value": 0.1},
    ]
    assert [change.where for change in changes(patch, SPEC)] == [
        "nowhere › at › all",
        "no pointer",
        "training › seed",
        "training › learning_rate",
    ]


def test_the_spec_itself_stays_as_it_is():
    before = SPEC.model_dump_json()
    changes(PATCHES["he-initialisation"], SPEC)
    assert SPEC.model_dump_json() == before


def test_a_long_value_is_cut():
    (change,) = changes([{"op": "add", "path": "/training/note", "value": "x" * 1000}], SPEC)
    assert len(change.after or "") == 120
