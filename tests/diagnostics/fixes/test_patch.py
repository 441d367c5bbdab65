import copy
import json

import jsonpatch
import jsonpointer
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diagnostics.fixes.patch import patch
from diagnostics.spec.job import ResolvedLayer, ResolvedSpec
from tests.diagnostics.factories import chain, image, layer

SPEC = chain(
    image(4),
    layer("Dense", "hidden", units=4, activation="relu"),
    layer("Dense", "output", units=2),
    training={"learning_rate": 0.001},
)


LEAVES = st.sampled_from([None, True, False, 0, 1, 2, -1, 0.0, -0.0, 1.0, 2.5, "", "a", "~0/1"])
ENTRIES = st.dictionaries(st.sampled_from(["units", "a/b", "m~n", "0"]), LEAVES, max_size=3)
VALUES = LEAVES | ENTRIES | st.lists(LEAVES, max_size=3) | st.lists(ENTRIES, max_size=2)
CONFIGS = st.dictionaries(st.sampled_from(["units", "rate", "a/b", ""]), VALUES, max_size=3)
LAYERS = st.lists(st.tuples(st.sampled_from("abcde"), CONFIGS), unique_by=lambda layer: layer[0], max_size=4)
SCALES = st.lists(st.sampled_from([{"rescale": {"scale": 1.0}}, {"resize": {"size": [2, 2]}}]), max_size=2)
PREPROCESS = SCALES | st.fixed_dictionaries({"train": SCALES, "validation": SCALES})


def spec_of(layers, preprocess):
    """A spec of these layers; whether it can be built does not matter here."""
    names = [name for name, _ in layers]
    model = {
        "layers": [
            ResolvedLayer(name=name, class_name="Dense", config=config, inputs=tuple(names[:index])).model_dump()
            for index, (name, config) in enumerate(layers)
        ],
        "outputs": names[-1:],
    }
    whole = SPEC.model_dump(mode="json")
    return ResolvedSpec.model_validate(whole | {"model": model, "dataset": {"location": "x", "preprocess": preprocess}})


SPECS = st.builds(spec_of, LAYERS, PREPROCESS)
FEW = settings(max_examples=60, deadline=None)


def exactly(value):
    """JSON text, which tells 1, 1.0 and true apart, as Python's equality does not."""
    return json.dumps(value, sort_keys=True)


def applied(operations, document):
    return jsonpatch.JsonPatch(copy.deepcopy(list(operations))).apply(document)


@FEW
@given(SPECS, SPECS)
def test_a_patch_makes_exactly_the_other_spec(before, after):
    made = applied(patch(before, after), before.model_dump(mode="json"))
    assert exactly(made) == exactly(after.model_dump(mode="json"))
    assert ResolvedSpec.model_validate(made) == after


@FEW
@given(SPECS, SPECS, st.data())
def test_a_patch_fails_on_a_document_that_differs_where_it_acts(before, after, data):
    operations = patch(before, after)
    tests = [operation for operation in operations if operation["op"] == "test"]
    assume(tests)
    document = before.model_dump(mode="json")
    place = data.draw(st.sampled_from(tests))["path"]
    other = jsonpointer.set_pointer(document, place, "something else", inplace=False)
    with pytest.raises((jsonpatch.JsonPatchTestFailed, jsonpatch.JsonPatchConflict)):
        applied(operations, other)


@FEW
@given(SPECS, SPECS)
def test_tests_come_first_and_guard_all_that_is_replaced_or_removed(before, after):
    operations = patch(before, after)
    kinds = [operation["op"] for operation in operations]
    assert kinds == sorted(kinds, key=lambda kind: kind != "test")
    guarded = {operation["path"]: operation["value"] for operation in operations if operation["op"] == "test"}
    document = before.model_dump(mode="json")
    assert all(exactly(jsonpointer.resolve_pointer(document, path)) == exactly(old) for path, old in guarded.items())
    assert {operation["path"] for operation in operations if operation["op"] in ("replace", "remove")} <= set(guarded)


@FEW
@given(SPECS)
def test_equal_specs_need_no_patch(spec):
    assert patch(spec, spec) == ()


def with_config(**config):
    layers = list(SPEC.model.layers)
    layers[1] = layers[1].model_copy(update={"config": layers[1].config | config})
    return SPEC.model_copy(update={"model": SPEC.model.model_copy(update={"layers": tuple(layers)})})


def test_a_replaced_leaf_is_all_that_changes():
    path = "/model/layers/1/config/kernel_initializer"
    assert patch(SPEC, with_config(kernel_initializer="he_normal")) == (
        {"op": "test", "path": path, "value": "glorot_uniform"},
        {"op": "replace", "path": path, "value": "he_normal"},
    )


def test_one_and_true_and_one_point_zero_are_three_values():
    for before, after in ((1, True), (1, 1.0), (True, 1.0), (False, 0), (0.0, -0.0)):
        operations = patch(with_config(units=before), with_config(units=after))
        assert [operation["op"] for operation in operations] == ["test", "replace"]
        assert exactly(operations[1]["value"]) == exactly(after)


def test_an_inserted_layer_is_one_operation_and_is_guarded_by_its_neighbour():
    after = chain(
        image(4),
        layer("Dense", "hidden", units=4, activation="relu"),
        layer("ReLU", "new"),
        layer("Dense", "output", inputs=["hidden"], units=2),
        training={"learning_rate": 0.001},
    )
    test, add = patch(SPEC, after)
    assert test == {"op": "test", "path": "/model/layers/1/name", "value": "hidden"}
    assert (add["op"], add["path"], add["value"]["name"]) == ("add", "/model/layers/2", "new")


def test_a_layer_that_goes_leaves_the_others_their_names():
    before = chain(
        image(4),
        layer("ReLU", "gone"),
        layer("Dense", "hidden", units=4, activation="relu"),
        layer("Dense", "output", units=2),
        training={"learning_rate": 0.001},
    )
    operations = [operation for operation in patch(before, SPEC) if operation["op"] != "test"]
    assert operations == [
        {"op": "replace", "path": "/model/layers/2/inputs/0", "value": "image"},
        {"op": "remove", "path": "/model/layers/1"},
    ]


def test_what_is_added_to_an_empty_list_is_guarded_by_its_emptiness():
    after = chain(
        image(4),
        layer("Dense", "hidden", units=4, activation="relu"),
        layer("Dense", "output", units=2),
        training={"learning_rate": 0.001},
        dataset={"preprocess": [{"rescale": {"scale": 2.0}}]},
    )
    test, add = patch(SPEC, after)
    assert test == {"op": "test", "path": "/dataset/preprocess", "value": []}
    assert add == {"op": "add", "path": "/dataset/preprocess/0", "value": {"rescale": {"scale": 2.0, "offset": 0.0}}}
