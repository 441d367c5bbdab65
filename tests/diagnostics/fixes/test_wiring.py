from diagnostics.fixes.wiring import Addition, with_layer_before, with_layers_behind, without_layer
from tests.diagnostics.factories import chain, image, layer

SPEC = chain(
    image(4),
    layer("Dense", "left", units=2),
    layer("Dense", "right", inputs=["image"], units=2),
    layer("Add", "sum", inputs=["left", "right"]),
    outputs=["sum", "right"],
)
NEW = Addition("new", "ReLU")


def wiring(spec):
    return {entry.name: entry.inputs for entry in spec.model.layers}


def test_a_new_layer_is_as_the_resolved_spec_has_it():
    written = chain(image(4), layer("Dropout", "dropout", rate=0.5), layer("Dense", "output", units=2))
    before = chain(image(4), layer("Dense", "output", units=2))
    addition = Addition("dropout", "Dropout", {"rate": 0.5})
    assert with_layers_behind(before, "image", addition) == with_layer_before(before, "output", addition) == written


def test_behind_a_layer_all_its_readers_and_outputs_follow():
    after = with_layers_behind(SPEC, "right", NEW, NEW)
    assert wiring(after) == wiring(SPEC) | {"new": ("right",), "new_1": ("new",), "sum": ("left", "new_1")}
    assert [*wiring(after)] == ["image", "left", "right", "new", "new_1", "sum"]
    assert after.model.outputs == ("sum", "new_1")


def test_before_a_layer_it_alone_follows():
    after = with_layer_before(SPEC, "right", NEW)
    assert wiring(after) == wiring(SPEC) | {"new": ("image",), "right": ("new",)}
    assert [*wiring(after)] == ["image", "left", "new", "right", "sum"]


def test_without_a_layer_its_readers_read_what_it_read():
    assert without_layer(with_layers_behind(SPEC, "image", NEW), "new") == SPEC
