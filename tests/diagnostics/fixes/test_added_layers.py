from diagnostics.fixes.added_layers import chained, free_name, layer_of, put_before, put_behind, without
from tests.diagnostics.factories import chain, image, layer

SPEC = chain(
    image(4),
    layer("Dense", "left", units=2),
    layer("Dense", "right", inputs=["image"], units=2),
    layer("Add", "sum", inputs=["left", "right"]),
    outputs=["sum", "right"],
)


def wiring(spec):
    return {entry.name: entry.inputs for entry in spec.model.layers}


def test_a_new_layer_is_as_the_resolved_spec_has_it():
    resolved = chain(image(4), layer("Dropout", "dropout", rate=0.5), layer("RandomZoom", "zoom", height_factor=0.1))
    assert layer_of("Dropout", "dropout", "image", rate=0.5) == resolved.model.layers[1]
    assert layer_of("RandomZoom", "zoom", "dropout", height_factor=0.1) == resolved.model.layers[2]


def test_a_name_is_free():
    assert free_name([], "dropout") == "dropout"
    assert free_name(["dropout", "dropout_1"], "dropout") == "dropout_2"


def test_a_chain_is_named_as_keras_names_layers():
    made = chained(SPEC, "left", [("RandomFlip", {}), ("RandomFlip", {}), ("Dropout", {"rate": 0.1})])
    assert [entry.name for entry in made] == ["random_flip", "random_flip_1", "dropout"]
    assert [entry.inputs for entry in made] == [("left",), ("random_flip",), ("random_flip_1",)]


def test_behind_a_layer_all_its_readers_and_outputs_follow():
    after = put_behind(SPEC, "right", [layer_of("ReLU", "one", "right"), layer_of("ReLU", "two", "one")])
    assert wiring(after) == wiring(SPEC) | {"one": ("right",), "two": ("one",), "sum": ("left", "two")}
    assert [*wiring(after)] == ["image", "left", "right", "one", "two", "sum"]
    assert after.model.outputs == ("sum", "two")


def test_before_a_layer_it_alone_follows():
    after = put_before(SPEC, "right", layer_of("ReLU", "new", "image"))
    assert wiring(after) == wiring(SPEC) | {"new": ("image",), "right": ("new",)}
    assert [*wiring(after)] == ["image", "left", "new", "right", "sum"]


def test_without_a_layer_its_readers_read_what_it_read():
    spec = put_behind(SPEC, "image", [layer_of("ReLU", "new", "image")])
    assert without(spec, "new") == SPEC
