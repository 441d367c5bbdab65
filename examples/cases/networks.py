"""The networks of the five posts as lists of declared layers, each as wide as asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Layer = dict[str, Any]

VGG16 = (2, 2, 3, 3, 3)  # convolutions before each pooling


def layer(name: str, class_name: str, *, inputs: str | None = None, **config: Any) -> Layer:
    """A declared layer; without `inputs` it reads the one before."""
    wiring = {"inputs": [inputs]} if inputs else {}
    return {"name": name, "class_name": class_name, **({"config": config} if config else {}), **wiring}


def image(size: int) -> Layer:
    """The entry for RGB images."""
    return layer("image", "InputLayer", shape=[size, size, 3])


def vgg(widths: Sequence[int], dense: int, classes: int, **config: Any) -> list[Layer]:
    """VGG16 after its entry: blocks of 3 × 3 convolutions, two dense layers with dropout, softmax.

    `config` goes to every layer before a ReLU.
    """
    layers = []
    for block, (convolutions, filters) in enumerate(zip(VGG16, widths, strict=True), 1):
        names = [f"conv_{block}_{number}" for number in range(1, convolutions + 1)]
        layers += [_conv(name, filters, 3, padding="same", **config) for name in names]
        layers.append(layer(f"maxpool_{block}", "MaxPooling2D"))
    layers.append(layer("flatten", "Flatten"))
    for number in (1, 2):
        layers.append(layer(f"fc_{number}", "Dense", units=dense, activation="relu", **config))
        layers.append(layer(f"dropout_{number}", "Dropout", rate=0.5))
    return [*layers, _softmax(classes)]


def lost_preprocessing() -> list[Layer]:
    """Case 001: augmentation and Rescaling, called and then overwritten, so that nothing reads them.

    The post's RandomHeight and RandomWidth are gone from Keras 3.
    """
    return [
        layer("random_flip", "RandomFlip", inputs="image", mode="horizontal"),
        layer("random_rotation", "RandomRotation", factor=0.1),
        layer("random_zoom", "RandomZoom", height_factor=0.1),
        layer("random_contrast", "RandomContrast", factor=0.1),
        layer("random_translation", "RandomTranslation", height_factor=0.1, width_factor=0.1),
        layer("rescaling", "Rescaling", inputs="image", scale=1 / 255),
    ]


def alexnet(widths: Sequence[int], dense: int, classes: int) -> list[Layer]:
    """After its entry, with batch normalisation as its many Keras versions have it, and the Rescaling wired in."""
    layers = [layer("rescaling", "Rescaling", scale=1 / 127.5, offset=-1)]
    for number, (filters, kernel) in enumerate(zip(widths, (5, 5, 3, 3, 3), strict=True), 1):
        layers.append(layer(f"conv_{number}", "Conv2D", filters=filters, kernel_size=kernel, padding="same"))
        layers.append(layer(f"norm_{number}", "BatchNormalization"))
        layers.append(layer(f"relu_{number}", "ReLU"))
        if number in (1, 2, 5):
            layers.append(layer(f"maxpool_{number}", "MaxPooling2D"))
    layers.append(layer("flatten", "Flatten"))
    layers.append(layer("fc_1", "Dense", units=dense, activation="relu"))
    layers.append(layer("dropout_1", "Dropout", rate=0.5))
    return [*layers, _softmax(classes)]


def dense_on_pixels(outputs: int) -> list[Layer]:
    """Case 002: a dense layer on the three values of each pixel, all of it flattened into the head."""
    return [
        layer("dense", "Dense", units=112, activation="relu"),
        layer("dropout", "Dropout", rate=0.4),
        layer("flatten", "Flatten"),
        _softmax(outputs),
    ]


def backbone_head(units: int, classes: int) -> list[Layer]:
    """Case 003: what stands on the pretrained features."""
    return [
        layer("head_norm", "BatchNormalization"),
        layer("head_dropout_1", "Dropout", rate=0.2),
        layer("head_dense", "Dense", units=units, activation="relu"),
        layer("head_dropout_2", "Dropout", rate=0.5),
        _softmax(classes),
    ]


def same_width_everywhere(filters: int, classes: int, poolings: Sequence[int] = (1, 2, 3, 4, 5)) -> list[Layer]:
    """Case 004: five blocks of 2 × 2 convolutions without padding, all equally wide, and one dense layer.

    `poolings` are the blocks that end in one; the post's have all five.
    """
    layers, number = [], 0
    for block, convolutions in enumerate((1, 3, 2, 2, 2), 1):
        for _ in range(convolutions):
            number += 1
            layers.append(_conv(f"conv_{number}", filters, 2))
        if block > 2:
            layers.append(layer(f"dropout_{block}", "Dropout", rate=0.4))
        if block in poolings:
            layers.append(layer(f"maxpool_{block}", "MaxPooling2D"))
    return [*layers, layer("flatten", "Flatten"), _softmax(classes)]


def answer_of_004(widths: Sequence[int], dense: int, classes: int) -> list[Layer]:
    """The small network of the post's answer; its dense layer has no activation, as there."""
    layers = []
    for number, (filters, kernel) in enumerate(zip(widths, (5, 3, 3), strict=True), 1):
        layers.append(_conv(f"conv_{number}", filters, kernel, padding="same"))
        layers.append(layer(f"maxpool_{number}", "MaxPooling2D"))
    return [*layers, layer("flatten", "Flatten"), layer("dense", "Dense", units=dense), _softmax(classes)]


def _conv(name: str, filters: int, kernel_size: int, **config: Any) -> Layer:
    return layer(name, "Conv2D", filters=filters, kernel_size=kernel_size, activation="relu", **config)


def _softmax(classes: int) -> Layer:
    return layer("output", "Dense", units=classes, activation="softmax")
