"""The pretrained backbone of case 003: a small batch-normalised network that knows other gratings.

It is trained on images as ResNet50's are fed to it: BGR, less the means of ImageNet, not scaled (the convention that
Keras calls caffe). Takes half a minute on two cores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from examples.cases.gratings import Gratings, Images

SIZE = 32
WIDTHS = (16, 32, 64)
_MEANS = np.array([103.939, 116.779, 123.68], np.float32)  # blue, green, red
_OTHER_GRATINGS = Gratings(7, 2, 2, slowest=2, fastest=7, faintest=0.3, strongest=0.7)
_IMAGES, _EPOCHS, _BATCH = 4096, 4, 64
_QUICK_MOMENTUM, _USUAL_MOMENTUM = 0.9, 0.99


def write(folder: Path) -> Path:
    """`003-backbone.keras`, made unless it is there already; its output is `(samples, 64)`."""
    file = folder / "003-backbone.keras"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / ".003-backbone.keras"
        _pretrained().save(unfinished)
        unfinished.rename(file)
    return file


def as_pretrained(images: Images) -> Any:
    """Images `(samples, height, width, 3)` as the backbone was fed them."""
    return images[..., ::-1].astype(np.float32) - _MEANS


def _pretrained() -> Any:
    import keras

    keras.utils.set_random_seed(3)
    images, labels = _OTHER_GRATINGS.draw(_IMAGES, SIZE, seed=30)
    backbone = _backbone(keras)
    answers = keras.layers.Dense(_OTHER_GRATINGS.classes, activation="softmax")(backbone.output)
    model = keras.Model(backbone.input, answers)
    model.compile(keras.optimizers.Adam(2e-3), "sparse_categorical_crossentropy")
    model.fit(as_pretrained(images), labels, batch_size=_BATCH, epochs=_EPOCHS, verbose=0)
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = _USUAL_MOMENTUM  # so short a training needed statistics that keep up
    return backbone


def _backbone(keras: Any) -> Any:
    layers = keras.layers
    entry = x = keras.Input((SIZE, SIZE, 3), name="image")
    for number, filters in enumerate(WIDTHS, 1):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"conv_{number}")(x)
        x = layers.BatchNormalization(momentum=_QUICK_MOMENTUM, name=f"norm_{number}")(x)
        x = layers.ReLU(name=f"relu_{number}")(x)
        x = layers.MaxPooling2D(name=f"maxpool_{number}")(x)
    x = layers.GlobalAveragePooling2D(name="features")(x)
    return keras.Model(entry, x, name="backbone")
