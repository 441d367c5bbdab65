import time

import pytest

from diagnostics.graph.graph import graph_of
from diagnostics.graph.size import MOST_BYTES, Size, check_size, size_of
from diagnostics.spec.errors import SpecError
from tests.diagnostics.factories import chain, image, layer


def graph(*layers, shape=(8, 8, 3)):
    return graph_of(chain(image(*shape), *layers))


def test_weights_and_outputs_of_what_is_used_are_added_up():
    spec = chain(
        image(4),
        layer("Dense", "lost", units=100),
        layer("Dense", "first", ["image"], units=3, trainable=False),
        layer("Dense", "second", units=2),
    )
    assert size_of(graph_of(spec)) == Size(15 + 8, 8, 4 * (4 + 3 + 2), True)


def test_a_frozen_weight_has_neither_gradient_nor_slots():
    assert Size(10, 0, 8, True).training_bytes(3) == 40 + 24
    assert Size(10, 10, 8, True).training_bytes(3) == 160 + 24


def test_what_is_unknown_counts_nothing():
    known = size_of(graph_of(chain(layer("Flatten"), layer("Dense", units=3), layer("Dense", units=2))))
    assert known == Size(8, 8, 4 * (1 + 3 + 2), False)


def test_exactly_at_the_limit_is_accepted():
    network = graph(layer("Flatten"), layer("Dense", units=10))
    needed = size_of(network).training_bytes(32)
    check_size(network, 32, needed)
    with pytest.raises(SpecError):
        check_size(network, 32, needed - 1)


def test_an_enormous_layer_is_refused_at_once_and_named():
    started = time.perf_counter()
    with pytest.raises(SpecError) as caught:
        check_size(graph(layer("Flatten"), layer("Dense", "wide", units=10**9), layer("Dense", units=10**9)), 32)
    assert time.perf_counter() - started < 0.5
    assert caught.value.problems[0].pointer == "/model"
    assert "the limit is 64.0 GiB" in caught.value.problems[0].message
    assert "1,000,000,194,000,000,000 weights" in caught.value.problems[0].message


@pytest.mark.parametrize("layers", [[layer("Dense", units=10**10)], [layer("Flatten"), layer("Dense", units=10**10)]])
def test_a_layer_is_too_wide_whatever_the_data(layers):
    with pytest.raises(SpecError):
        check_size(graph_of(chain(*layers)), 1)


def test_outputs_of_a_large_batch_count():
    maps = graph(layer("Conv2D", filters=64, kernel_size=3, padding="same"), shape=(512, 512, 3))
    check_size(maps, 32)
    with pytest.raises(SpecError):
        check_size(maps, 2000)


def test_a_large_but_ordinary_network_is_accepted():
    widths = [64, 128, 256, 512, 512]
    blocks = [
        entry
        for width in widths
        for entry in (layer("Conv2D", filters=width, kernel_size=3, padding="same"), layer("MaxPooling2D"))
    ]
    head = [layer("Flatten"), layer("Dense", units=4096), layer("Dense", units=4096), layer("Dense", units=1000)]
    network = graph(*blocks, *head, shape=(224, 224, 3))
    assert size_of(network).training_bytes(256) < MOST_BYTES
    check_size(network, 256)


def test_figures_beyond_a_float_can_still_be_told():
    with pytest.raises(SpecError) as caught:
        check_size(graph(layer("Flatten"), *[layer("Dense", units=2**62)] * 200), 32)
    assert "GiB" in str(caught.value)
