from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnostics.graph.shapes.keras_says import agrees, ours, quickly

shapes = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)
PLAIN: dict[str, dict[str, Any]] = {
    **{name: {} for name in ("ActivityRegularization", "ELU", "Identity", "LeakyReLU", "Masking", "ReLU", "Softmax")},
    **{name: {"rate": 0.2} for name in ("AlphaDropout", "Dropout", "GaussianDropout")},
    "Activation": {"activation": "relu"},
    "GaussianNoise": {"stddev": 0.1},
    "Rescaling": {"scale": 2.0},
}
IMAGES: dict[str, dict[str, Any]] = {
    **{name: {} for name in ("AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix")},
    **{name: {} for name in ("Equalization", "MixUp", "RandAugment", "RandomElasticTransform", "RandomErasing")},
    **{name: {} for name in ("RandomColorJitter", "RandomFlip", "RandomGaussianBlur", "RandomGrayscale")},
    **{name: {} for name in ("RandomInvert", "RandomPerspective", "RandomShear", "Solarization")},
    **{
        name: {"factor": 0.2} for name in ("RandomBrightness", "RandomColorDegeneration", "RandomContrast", "RandomHue")
    },
    **{name: {"factor": 0.2} for name in ("RandomRotation", "RandomSaturation", "RandomSharpness")},
    "RandomPosterization": {"factor": 4},
    "RandomZoom": {"height_factor": 0.2},
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
}


@pytest.mark.parametrize("name", PLAIN)
@quickly
@given(shapes)
def test_layers_that_keep_any_shape(name, shape):
    assert agrees(name, shape, **PLAIN[name])


@pytest.mark.parametrize("name", IMAGES)
def test_layers_that_keep_an_image(name):
    assert agrees(name, (6, 5, 3), **IMAGES[name])


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_spatial_dropout(rank):
    assert agrees(f"SpatialDropout{rank}D", (4,) * (rank + 1), rate=0.1)
    assert not agrees(f"SpatialDropout{rank}D", (4,) * rank, rate=0.1)


@quickly
@given(shapes, st.booleans(), st.booleans())
def test_slopes(shape, shared, trainable):
    assert agrees("PReLU", shape, shared_axes=[1] if shared else None, trainable=trainable)


def test_an_input_that_says_nothing_is_unknown():
    assert ours("Dropout", (None, 3), rate=0.1).output == (None, 3)
    assert ours("PReLU", (None, 3)).parameters is None
