import pytest

from diagnostics.catalogue import fixes
from diagnostics.consult.examine import lint
from diagnostics.fixes.batch_normalisation import BatchNormalisation
from diagnostics.fixes.edit import with_configs, with_layers
from diagnostics.fixes.fix import Clues
from diagnostics.fixes.wiring import with_class, with_layer_moved_behind, without_layer
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from tests.diagnostics.factories import chain, facts, image, layer, sharing
from tests.diagnostics.fixes.applied import applied
from tests.diagnostics.fixes.looking import about


def branches(**config):
    """Two branches from one convolution called twice, whose answers are compared."""
    return chain(
        image(),
        layer("Rescaling", "rescaling", scale=1 / 255),
        layer("Conv2D", "first", filters=3, kernel_size=3, padding="same", activation="relu", **config),
        sharing("first", "Conv2D", "second"),
        layer("Flatten", "flat"),
        layer("Dense", "head", units=2, activation="softmax"),
    )


def held(spec):
    return {entry.name: entry.shares for entry in spec.model.layers if "Conv" in entry.class_name}


def test_a_config_changes_once_whichever_call_is_named():
    for name in ("first", "second"):
        changed = with_configs(branches(), {name: {"padding": "valid"}})
        assert changed is not None
        assert changed.model.layers[2].config["padding"] == "valid"
        assert changed.model.layers[3].config == {}


def test_without_the_first_call_the_second_declares_the_weights():
    changed = without_layer(branches(), "first")
    assert held(changed) == {"second": None}
    assert changed.model.layers[2].config["filters"] == 3
    assert changed.model.layers[2].inputs == ("rescaling",)


def test_a_first_call_that_moves_behind_the_second_shares_with_it():
    changed = with_layer_moved_behind(branches(), "first", "second")
    assert held(changed) == {"second": None, "first": "second"}
    assert resolve(read_job(changed.model_dump(mode="json"))) == changed


def test_another_class_is_that_of_all_calls():
    changed = with_class(branches(), "second", "DepthwiseConv2D", {"kernel_size": 3, "padding": "same"})
    assert [entry.class_name for entry in changed.model.layers[2:4]] == ["DepthwiseConv2D"] * 2
    assert held(changed) == {"first": None, "second": "first"}


def test_layers_without_sharing_are_left_as_they_are():
    spec = chain(image(4), layer("Dense", units=2))
    assert with_layers(spec, spec.model.layers) == spec


def test_every_call_is_normalised_and_the_bias_goes_once():
    after = applied(BatchNormalisation, branches())
    assert [entry.name for entry in after.model.layers][2:8] == [
        *("first", "first_norm", "first_activation", "second", "second_norm", "second_activation"),
    ]
    assert (after.model.layers[2].config["use_bias"], after.model.layers[2].config["activation"]) == (False, "linear")
    assert after.model.layers[5].config == {}


def test_a_layer_that_also_makes_the_answer_is_not_normalised():
    spec = chain(
        image(4), layer("Dense", "hidden", units=4, activation="softmax"), sharing("hidden", "Dense", "answer")
    )
    assert BatchNormalisation().apply(spec, Clues()) is None


def recurrent():
    return chain(
        layer("InputLayer", "image", shape=[5, 4]),
        layer("SimpleRNN", "first", units=4, return_sequences=True, recurrent_initializer="glorot_uniform"),
        sharing("first", "SimpleRNN", "second"),
        layer("Flatten", "flat"),
        layer("Dense", "head", units=2, activation="softmax"),
    )


@pytest.mark.parametrize("fix", fixes(), ids=lambda fix: fix.name)
def test_a_patched_network_with_a_shared_layer_is_resolved_and_has_shapes(fix):
    for spec, shape in ((branches(), (8, 8, 3)), (branches(trainable=False), (8, 8, 3)), (recurrent(), (5, 4))):
        named = about(*(node.name for node in graph_of(spec).nodes))
        clues = Clues((*lint(spec), named), facts(input_shape=shape))
        if fix().apply(spec, clues) is not None:
            after = applied(fix, spec, clues)
            graph = graph_of(after)
            assert all(graph.shapes[node.name].output is not None for node in graph.used)
