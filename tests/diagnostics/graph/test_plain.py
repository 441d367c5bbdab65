import pytest

from diagnostics.graph.plain import RUNS_CODE, check_plain
from diagnostics.spec.errors import SpecError
from tests.diagnostics.factories import chain, image, layer

LAMBDA = {"class_name": "Lambda", "config": {"function": "exec"}}


def nested(config, depth):
    """The layer inside so many wrappers."""
    for _ in range(depth):
        config = {"class_name": "TimeDistributed", "config": {"layer": config}}
    return config


def refused(*layers):
    with pytest.raises(SpecError) as caught:
        chain(image(4, 4), *layers)
    return {problem.pointer: problem.message for problem in caught.value.problems}


@pytest.mark.parametrize("class_name", sorted(RUNS_CODE))
def test_layers_that_hold_code_are_refused(class_name):
    assert refused(layer(class_name)) == {"/model/layers/1/class_name": "layers that hold code are not loaded"}


@pytest.mark.parametrize("depth", [0, 1, 3, 10])
def test_code_is_refused_at_any_depth(depth):
    found = refused(layer("TimeDistributed", layer=nested(LAMBDA, depth)))
    assert found == {
        "/model/layers/1/config/layer" + "/config/layer" * depth + "/class_name": "layers that hold code are not loaded"
    }


def test_code_is_refused_inside_lists():
    found = refused(layer("RNN", cell={"class_name": "StackedRNNCells", "config": {"cells": [LAMBDA]}}))
    assert list(found) == ["/model/layers/1/config/cell/config/cells/0/class_name"]


@pytest.mark.parametrize("class_name", ["__lambda__", "os.system", "MyLayer", [], 3])
def test_what_keras_does_not_ship_is_refused(class_name):
    kernel = {"class_name": class_name, "config": {}}
    assert list(refused(layer("Dense", units=2, kernel_initializer=kernel))) == [
        "/model/layers/1/config/kernel_initializer/class_name"
    ]


@pytest.mark.parametrize("key", ["module", "registered_name"])
def test_what_names_something_to_import_is_refused(key):
    kernel = {"class_name": "HeNormal", "config": {}, key: "os"}
    assert f"/model/layers/1/config/kernel_initializer/{key}" in refused(
        layer("Dense", units=2, kernel_initializer=kernel)
    )


def test_initializers_regularizers_and_wrapped_layers_are_plain():
    wrapped = {"class_name": "Dense", "config": {"units": 2, "kernel_initializer": {"class_name": "HeNormal"}}}
    spec = chain(
        image(4, 4),
        layer("TimeDistributed", layer=wrapped),
        layer("Dense", units=2, kernel_regularizer={"class_name": "L2", "config": {"l2": 0.1}}),
    )
    assert spec.model.layers[1].config["layer"] == wrapped


def test_a_vocabulary_file_is_refused_for_it_would_be_opened():
    with pytest.raises(SpecError) as caught:
        check_plain({"vocabulary": "/etc/passwd"}, "/model/layers/0/config")
    [problem] = caught.value.problems
    assert problem.pointer == "/model/layers/0/config/vocabulary"
    assert "/etc/passwd" in problem.value
    check_plain({"vocabulary": ["a", "b"]}, "/model/layers/0/config")
