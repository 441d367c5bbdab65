from diagnostics.fixes.dropout import Dropout
from diagnostics.fixes.fix import Clues
from diagnostics.graph.graph import graph_of
from diagnostics.rules.spc.dropout_misplaced import DropoutMisplaced
from tests.diagnostics.factories import chain, declared, image, layer
from tests.diagnostics.fixes.applied import applied


def table(*between):
    return chain(
        image(4),
        layer("Dense", "first", units=8, activation="relu"),
        layer("BatchNormalization", "norm"),
        *between,
        layer("Dense", "second", units=8, activation="relu"),
        layer("Dense", "output", units=2, activation="softmax"),
    )


def names(spec):
    return [entry.name for entry in spec.model.layers]


def test_what_enters_each_dense_layer_but_the_first_is_thinned_out():
    after = applied(Dropout, table(), Clues())
    assert names(after) == ["image", "first", "norm", "dropout", "second", "dropout_1", "output"]
    assert [node.config["rate"] for node in graph_of(after).used if node.class_name == "Dropout"] == [0.5, 0.5]
    assert graph_of(after).by_name["dropout"].inputs == ("norm",)
    assert not list(DropoutMisplaced().check(declared(after)))


def test_nothing_else_changes():
    after = applied(Dropout, table(), Clues())
    kept = [entry for entry in after.model.layers if entry.class_name != "Dropout"]
    assert [entry.config for entry in kept] == [entry.config for entry in table().model.layers]
    assert after.model_copy(update={"model": table().model}) == table()


def test_convolutions_are_left_alone_before_a_dense_head():
    spec = chain(image(), layer("Conv2D", "conv", filters=4, kernel_size=3), layer("Flatten"), layer("Dense", units=2))
    assert names(applied(Dropout, spec, Clues())) == ["image", "conv", "flatten", "dropout", "dense"]


def test_where_units_are_left_out_already_it_does_not_apply():
    assert Dropout().apply(table(layer("SpatialDropout1D", rate=0.1)), Clues()) is None


def test_a_dropout_that_does_nothing_does_not_count():
    assert applied(Dropout, table(layer("Dropout", "idle", rate=0.0)), Clues()) is not None


def test_a_network_without_a_dense_layer_behind_features_is_left_alone():
    assert Dropout().apply(chain(image(4), layer("Dense", units=2)), Clues()) is None


def test_applying_it_twice_changes_nothing_more():
    assert Dropout().apply(applied(Dropout, table()), Clues()) is None
