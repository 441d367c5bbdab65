"""Depthwise convolutions with batch normalisation, in the manner of MobileNet."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, SIXTEENTHS, Layer, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant


def _separable(width: int, strides: int = 1) -> list[Layer]:
    return [
        layer("DepthwiseConv2D", kernel_size=3, strides=strides, padding="same", use_bias=False),
        layer("BatchNormalization", momentum=0.9),
        layer("ReLU"),
        conv(width, 1, None, use_bias=False),
        layer("BatchNormalization", momentum=0.9),
        layer("ReLU"),
    ]


def gratings_depthwise(variant: Variant) -> Healthy:
    """Three separable convolutions on stripes."""
    data = Recipe("gratings", variant.many(800), variant.data_seed)
    first = [conv(variant.wide(12), activation=None, use_bias=False), layer("BatchNormalization", momentum=0.9)]
    rest = [*_separable(variant.wide(16), 2), *_separable(variant.wide(24), 2)]
    layers = [*first, layer("ReLU"), *rest, layer("GlobalAveragePooling2D"), dense(4, "softmax")]
    return Healthy(data, job((16, 16, 3), layers, rate=3e-3 * variant.rate, epochs=10, preprocess=BYTES))


def digits_depthwise(variant: Variant) -> Healthy:
    """Two separable convolutions on handwritten digits."""
    data = Recipe("digits", variant.many(1200), variant.data_seed)
    first = [conv(variant.wide(16), activation=None, use_bias=False), layer("BatchNormalization", momentum=0.9)]
    rest = [*_separable(variant.wide(24)), *_separable(variant.wide(32), 2)]
    layers = [*first, layer("ReLU"), *rest, layer("GlobalAveragePooling2D"), dense(10, "softmax")]
    return Healthy(data, job((8, 8, 1), layers, rate=4e-3 * variant.rate, epochs=10, preprocess=SIXTEENTHS))


BASES = (gratings_depthwise, digits_depthwise)
