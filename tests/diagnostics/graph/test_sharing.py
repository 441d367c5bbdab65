import keras
import pytest

from diagnostics.build.network import build
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.graph.size import size_of
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job
from tests.diagnostics.factories import chain, image, layer, sharing


def twice(*between):
    """One Dense layer called twice in a row, and a head."""
    return chain(
        image(6),
        layer("Dense", "dense", units=6, activation="relu"),
        *between,
        sharing("dense", "Dense", "again"),
        layer("Dense", "head", units=2),
    )


def refused(*layers):
    with pytest.raises(SpecError) as caught:
        chain(*layers)
    return {problem.pointer: problem.message for problem in caught.value.problems}


def test_a_further_call_has_no_config_of_its_own_and_comes_in_again_as_itself():
    spec = twice()
    assert [(entry.shares, bool(entry.config)) for entry in spec.model.layers[1:3]] == [(None, True), ("dense", False)]
    document = spec.model_dump(mode="json")
    assert ["shares" in entry for entry in document["model"]["layers"]] == [False, False, True, False]
    assert resolve(read_job(document)) == spec


def test_its_config_is_pointed_to_where_it_stands_and_its_inputs_where_it_is_called():
    node = graph_of(twice()).by_name["again"]
    assert node.pointer("config", "units") == "/model/layers/1/config/units"
    assert (node.pointer(), node.pointer("inputs")) == ("/model/layers/2", "/model/layers/2/inputs")
    assert (node.config["units"], node.class_name) == (6, "Dense")


def test_a_layer_that_shares_with_one_that_shares_names_the_first():
    spec = chain(
        image(6), layer("Dense", "a", units=6), sharing("a", "Dense", "b"), sharing("b", "Dense", "c"), outputs=["c"]
    )
    assert [entry.shares for entry in spec.model.layers] == [None, None, "a", "a"]


@pytest.mark.parametrize("spec", [twice(), twice(layer("Dropout", rate=0.1))])
def test_weights_are_counted_once_as_keras_counts_them(spec):
    graph = graph_of(spec)
    made = build(graph, (6,)).model
    assert size_of(graph).parameters == made.count_params() == 42 + 14
    assert graph.shapes["again"].output == (6,)


def test_weights_of_a_layer_whose_first_call_leads_nowhere_count():
    spec = chain(
        image(6),
        layer("Dense", "dense", units=3),
        sharing("dense", "Dense", "again", inputs=["image"]),
        outputs=["again"],
    )
    graph = graph_of(spec)
    assert size_of(graph).parameters == build(graph, (6,)).model.count_params() == 21


def test_an_input_that_needs_other_weights_has_no_shape():
    spec = chain(image(6), layer("Dense", "dense", units=3), sharing("dense", "Dense", "again"))
    assert graph_of(spec).shapes["again"].output is None


def test_keras_calls_the_same_layer_again():
    network = build(graph_of(twice()), (6,))
    assert network.layers["again"] is network.layers["dense"]
    assert list(network.holders) == ["image", "dense", "head"]
    assert isinstance(network.layers["dense"], keras.layers.Dense)


@pytest.mark.parametrize(
    ("entry", "pointer", "message"),
    [
        (sharing("dens", "Dense"), "/model/layers/2/shares", "no layer is named 'dens'; did you mean 'dense'?"),
        (sharing("dense", "Conv2D"), "/model/layers/2/shares", "'dense' is a Dense, and this a Conv2D"),
        (sharing("image", "InputLayer"), "/model/layers/2/shares", "an InputLayer has no weights to share"),
        (
            sharing("self", "Dense", "self"),
            "/model/layers/2/shares",
            "'self' is not declared before the layer that shares its weights",
        ),
        (
            {**sharing("dense", "Dense"), "config": {"units": 4}},
            "/model/layers/2/config",
            "a layer that shares weights has the config of the layer that declares them; leave this out",
        ),
    ],
)
def test_what_cannot_share_is_refused_with_its_place(entry, pointer, message):
    assert refused(image(4), layer("Dense", "dense", units=4), entry) == {pointer: message}
