from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, quickly

flags = st.booleans()
shapes = st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple)


@quickly
@given(shapes, st.sampled_from([-1, 1, -2]), flags, flags, flags, flags)
def test_batch_normalisation(shape, axis, scale, center, renorm, trainable):
    config = {"scale": scale, "center": center, "renorm": renorm, "trainable": trainable}
    agrees("BatchNormalization", shape, axis=axis, **config)


@quickly
@given(shapes, st.sampled_from([-1, 1, [-1, -2], [1, 2]]), flags, flags, flags)
def test_layer_normalisation(shape, axis, scale, center, trainable):
    agrees("LayerNormalization", shape, axis=axis, scale=scale, center=center, trainable=trainable)


@quickly
@given(shapes, st.sampled_from([-1, 1, 2, 3]), flags, flags)
def test_group_normalisation(shape, groups, scale, center):
    agrees("GroupNormalization", shape, groups=groups, scale=scale, center=center)


@pytest.mark.parametrize("name", ["RMSNormalization", "UnitNormalization"])
@quickly
@given(shapes, st.sampled_from([-1, 1, -2]))
def test_other_normalisations(name, shape, axis):
    agrees(name, (2, *shape), axis=axis)


@quickly
@given(shapes, st.sampled_from([-1, 1, None, [-1]]), flags)
def test_normalisation_by_the_data(shape, axis, given_statistics):
    statistics: dict[str, Any] = {"mean": 0.0, "variance": 1.0} if given_statistics else {}
    agrees("Normalization", shape, axis=axis, **statistics)
