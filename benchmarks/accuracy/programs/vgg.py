"""A deep stack of convolutions without normalisation, in the manner of VGG, initialised after He."""

from __future__ import annotations

from benchmarks.accuracy.data.recipe import Recipe
from benchmarks.accuracy.document import BYTES, Layer, conv, dense, job, layer
from benchmarks.accuracy.program import Healthy, Variant

HE = {"kernel_initializer": "he_normal"}


def _stack(widths: tuple[int, ...], pooled_after: tuple[int, ...]) -> list[Layer]:
    layers: list[Layer] = []
    for number, width in enumerate(widths, 1):
        layers.append(conv(width, **HE))
        if number in pooled_after:
            layers.append(layer("MaxPooling2D"))
    return layers


def gratings_vgg(variant: Variant) -> Healthy:
    """Six convolutions on stripes."""
    data = Recipe("gratings", variant.many(800), variant.data_seed)
    widths = tuple(variant.wide(each) for each in (8, 8, 12, 12, 16, 16))
    layers = [*_stack(widths, (2, 4)), layer("Flatten"), dense(variant.wide(32), **HE), dense(4, "softmax")]
    return Healthy(data, job((16, 16, 3), layers, rate=7e-4 * variant.rate, epochs=12, preprocess=BYTES))


def shapes_vgg(variant: Variant) -> Healthy:
    """Eight convolutions on shapes."""
    data = Recipe("shapes", variant.many(900), variant.data_seed)
    widths = tuple(variant.wide(each) for each in (8, 8, 12, 12, 16, 16, 16, 16))
    layers = [*_stack(widths, (2, 4, 6)), layer("Flatten"), dense(variant.wide(32), **HE), dense(4, "softmax")]
    return Healthy(data, job((16, 16, 3), layers, rate=1e-3 * variant.rate, epochs=18, preprocess=BYTES))


BASES = (gratings_vgg, shapes_vgg)
