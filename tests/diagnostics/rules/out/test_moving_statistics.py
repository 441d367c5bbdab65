from diagnostics.graph.graph import graph_of
from diagnostics.rules.out.moving_statistics import lag, learns_by_batch, normalisations, waits_for_statistics
from tests.diagnostics.factories import chain, image, layer, record, score, snapshot, trained

SPEC = chain(
    image(4),
    layer("BatchNormalization", "quick", momentum=0.9),
    layer("BatchNormalization", "slow", momentum=0.99),
    layer("BatchNormalization", "frozen", momentum=0.999, trainable=False),
    layer("Dense", "output", units=2),
)


def after(step, by_batch, inference):
    mode = {"output": {"logit_spread": 1.0}, "train": score(gain=by_batch).model_dump()}
    return trained(SPEC, record(snapshot(), snapshot(step, batch_mode=mode, gain=inference)))


def test_frozen_layers_keep_their_statistics():
    assert [node.name for node in normalisations(graph_of(SPEC))] == ["quick", "slow"]


def test_the_slowest_layer_sets_the_lag():
    assert lag(normalisations(graph_of(SPEC)), 100) == 0.99**100
    assert lag((), 100) == 0.0


def test_a_network_waits_while_its_statistics_lag_behind_what_it_learned():
    assert waits_for_statistics(after(100, by_batch=0.5, inference=0.0))
    assert not waits_for_statistics(after(300, by_batch=0.5, inference=0.0))
    assert not waits_for_statistics(after(100, by_batch=0.0, inference=0.0))
    assert not waits_for_statistics(after(100, by_batch=0.5, inference=0.5))


def test_without_a_look_in_training_mode_nothing_is_known():
    assert not learns_by_batch(trained(SPEC, record(snapshot(), snapshot(100))))
