"""Layers that keep the shape of their one input, and the input itself."""

from __future__ import annotations

from math import prod

from diagnostics.graph.shapes.family import Call, Family, Unknown, Weights, known, same
from diagnostics.graph.shapes.layer_shape import Shape

_IMAGE_AXES = 3
_ANY = (
    *(
        "Activation",
        "ActivityRegularization",
        "ELU",
        "Identity",
        "LeakyReLU",
        "Masking",
        "ReLU",
        "Rescaling",
        "Softmax",
    ),
    *("AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise"),
)
_IMAGES = (
    *("AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MixUp"),
    *("RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast"),
    *("RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue"),
    *("RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation"),
    *("RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Solarization"),
)


def _declared(call: Call) -> Shape:
    shape = tuple(call.config["shape"])
    if any(axis is not None and (not isinstance(axis, int) or axis < 1) for axis in shape):
        raise Unknown(f"shape {shape}")
    return shape


def _image(call: Call) -> Shape:
    if len(call.input) != _IMAGE_AXES:
        raise Unknown("no image")
    return call.input


def _map(call: Call) -> Shape:
    if len(call.input) != call.rank + 1:
        raise Unknown("no map of that rank")
    return call.input


def _slopes(call: Call) -> Weights:
    shared = {axis - 1 for axis in call.config.get("shared_axes") or ()}
    return Weights(prod(known(side) for axis, side in enumerate(call.input) if axis not in shared))


FAMILIES = {
    "InputLayer": Family(_declared),
    "PReLU": Family(same, _slopes),
    **{name: Family(same) for name in _ANY},
    **{name: Family(_image) for name in _IMAGES},
    **{f"SpatialDropout{rank}D": Family(_map) for rank in (1, 2, 3)},
}
