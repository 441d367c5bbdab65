from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.graph.graph import graph_of
from tests.diagnostics.factories import chain, image, layer


def names(nodes):
    return [node.name for node in nodes]


def test_what_no_output_depends_on_is_unused():
    spec = chain(
        image(4),
        layer("Dense", "lost_1", units=2),
        layer("Dense", "lost_2", units=2),
        layer("Dense", "output", inputs=["image"], units=2),
    )
    graph = graph_of(spec)
    assert names(graph.used) == ["image", "output"]
    assert names(graph.unused) == ["lost_1", "lost_2"]


def test_every_output_makes_its_layers_used():
    spec = chain(
        image(4),
        layer("Dense", "first", units=2),
        layer("Dense", "second", inputs=["image"], units=2),
        outputs=["second", "first"],
    )
    assert names(graph_of(spec).used) == ["image", "second", "first"]


def test_consumers_are_in_the_order_declared_and_named_once():
    spec = chain(
        image(4),
        layer("Dense", "left", units=4),
        layer("Add", "twice", inputs=["image", "image"]),
        layer("Add", "output", inputs=["twice", "left"]),
    )
    consumers = graph_of(spec).consumers
    assert names(consumers["image"]) == ["left", "twice"]
    assert consumers["output"] == ()


def test_pointers_lead_into_the_resolved_spec():
    spec = chain(image(4), layer("Dense", "output", units=2))
    node = graph_of(spec).by_name["output"]
    assert node.pointer() == "/model/layers/1"
    assert node.pointer("config", "units") == "/model/layers/1/config/units"


def test_what_a_layer_holds_is_told_from_its_class():
    lstm = {"class_name": "LSTM", "config": {"units": 2}}
    spec = chain(image(4, 4), layer("LayerNormalization"), layer("Bidirectional", layer=lstm), layer("Softmax"))
    _, norm, wrapped, softmax = graph_of(spec).nodes
    assert (norm.has_weights, norm.has_kernel) == (True, False)
    assert (wrapped.has_weights, wrapped.has_kernel) == (True, True)
    assert (softmax.has_weights, softmax.has_kernel, softmax.trainable) == (False, False, True)


@st.composite
def wirings(draw):
    """For each layer after the first, the positions of the layers that feed it; and the positions of the outputs."""
    count = draw(st.integers(1, 8))
    feeds = [draw(st.lists(st.integers(0, at), min_size=1, max_size=3)) for at in range(count)]
    return feeds, draw(st.lists(st.integers(1, count), min_size=1, max_size=2, unique=True))


@settings(max_examples=60, deadline=None)
@given(wirings())
def test_used_layers_come_after_all_that_feed_them(wiring):
    feeds, outputs = wiring
    layers = [layer("Add", f"at_{at}", [f"at_{source}" for source in sources]) for at, sources in enumerate(feeds, 1)]
    entry = layer("InputLayer", "at_0", shape=[4])
    graph = graph_of(chain(entry, *layers, outputs=[f"at_{at}" for at in outputs]))
    placed = names(graph.used)
    assert len(placed) == len(set(placed))
    for node in graph.used:
        assert all(placed.index(source) < placed.index(node.name) for source in node.inputs)
    assert sorted(placed + names(graph.unused)) == sorted(names(graph.nodes))
    assert all(reader.name not in placed for node in graph.unused for reader in graph.consumers[node.name])


def test_a_graph_as_deep_as_a_spec_may_be_is_walked():
    layers = [layer("ReLU", f"relu_{at}") for at in range(5_000)]
    assert len(graph_of(chain(image(4), *layers)).used) == 5_001
