import keras
import numpy as np

from diagnostics.build.common_weights import drawn_weights, take_over
from diagnostics.build.network import build
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.he_initialisation import HeInitialisation
from diagnostics.graph.graph import graph_of
from tests.diagnostics.factories import chain, image, layer

SPEC = chain(
    image(6),
    layer("Dense", "wide", units=8, activation="relu", bias_initializer="ones"),
    layer("Dense", "deep", units=8, activation="relu", kernel_initializer="he_normal"),
    layer("Dense", "output", units=3, activation="softmax"),
)


def drawn(spec, seed):
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    graph = graph_of(spec)
    return graph, build(graph, (6,))


def weights_after(spec, seed=5):
    """Those of SPEC drawn from one seed, and those of the other spec drawn from another that take them over."""
    origin = drawn_weights(*drawn(SPEC, 0))
    graph, network = drawn(spec, seed)
    own = {key: each.value for key, each in drawn_weights(graph, network).items()}
    take_over(graph, network, origin)
    taken = {key: each.value for key, each in drawn_weights(graph, network).items()}
    return {key: each.value for key, each in origin.items()}, own, taken


def treated(fix):
    after = fix().apply(SPEC, Clues())
    assert after is not None
    return after


def test_what_is_unchanged_starts_from_the_same_weights():
    origin, _, taken = weights_after(SPEC)
    assert origin.keys() == taken.keys()
    assert all((origin[key] == taken[key]).all() for key in origin)


def test_what_has_another_initializer_is_drawn_by_it():
    origin, own, taken = weights_after(treated(HeInitialisation))
    assert (taken["wide", "kernel"] == own["wide", "kernel"]).all()
    assert (taken["wide", "kernel"] != origin["wide", "kernel"]).any()
    assert (taken["deep", "kernel"] == origin["deep", "kernel"]).all()


def test_layers_put_in_between_keep_nothing_from_being_taken_over():
    origin, _, taken = weights_after(treated(BatchNormalisation))
    assert ("wide_norm", "gamma") in taken
    assert ("wide", "bias") not in taken
    assert all((taken[name, "kernel"] == origin[name, "kernel"]).all() for name in ("wide", "deep", "output"))


def test_what_has_another_shape_is_left_as_drawn():
    narrower = chain(
        image(6),
        layer("Dense", "wide", units=4, activation="relu", bias_initializer="ones"),
        layer("Dense", "deep", units=8, activation="relu", kernel_initializer="he_normal"),
        layer("Dense", "output", units=3, activation="softmax"),
    )
    origin, own, taken = weights_after(narrower)
    assert (taken["wide", "kernel"] == own["wide", "kernel"]).all()
    assert (taken["deep", "bias"] == origin["deep", "bias"]).all()
    assert (taken["output", "kernel"] == origin["output", "kernel"]).all()


def test_wrapped_layers_have_their_initializers_further_in():
    def wrapped(initializer):
        inner = {"class_name": "LSTM", "config": {"units": 4, "kernel_initializer": initializer}}
        return chain(image(6, 2), layer("Bidirectional", "both", layer=inner), layer("Dense", "output", units=2))

    def weights(spec, seed):
        keras.backend.clear_session()
        keras.utils.set_random_seed(seed)
        return graph_of(spec), build(graph_of(spec), (6, 2))

    origin = drawn_weights(*weights(wrapped("glorot_uniform"), 0))
    graph, network = weights(wrapped("he_normal"), 1)
    take_over(graph, network, origin)
    taken = drawn_weights(graph, network)
    for (name, path), each in taken.items():
        same = np.array_equal(each.value, origin[name, path].value)
        assert same == (not path.endswith("/kernel")), path
