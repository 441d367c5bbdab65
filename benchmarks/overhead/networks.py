"""The two networks that are trained, and data of their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from diagnostics.graph.resolve import resolve
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job

_VGG16 = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))  # filters and convolutions of each block


@dataclass(frozen=True)
class Workload:
    """A network, the shape of its inputs `(height, width, channels)`, and how it is trained."""

    name: str
    layers: tuple[dict[str, Any], ...]
    shape: tuple[int, int, int]
    classes: int
    batch_size: int
    steps: int
    steps_per_epoch: int
    most: float  # times the time of fit that watching may take

    @property
    def spec(self) -> ResolvedSpec:
        """The job; its data are handed over in memory."""
        training = {
            "loss": "sparse_categorical_crossentropy",
            "learning_rate": 1e-4,
            "batch_size": self.batch_size,
            "epochs": self.steps // self.steps_per_epoch,
        }
        inputs = _layer("InputLayer", shape=list(self.shape))
        model = {"layers": [inputs, *self.layers]}
        return resolve(read_job({"dataset": {"location": "memory.npz"}, "model": model, "training": training}))

    def data(self, seed: int = 0) -> tuple[Any, Any]:
        """Inputs of an epoch's length, with a faint pattern for each class, and labels `(samples,)`."""
        generator = np.random.default_rng(seed)
        samples = self.batch_size * self.steps_per_epoch
        labels = np.arange(samples) % self.classes
        patterns = generator.normal(size=(self.classes, *self.shape)).astype(np.float32)
        return generator.normal(size=(samples, *self.shape)).astype(np.float32) + 0.3 * patterns[labels], labels


def _layer(class_name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config}


def _convolution(filters: int) -> dict[str, Any]:
    settings = {"kernel_size": 3, "padding": "same", "activation": "relu", "kernel_initializer": "he_normal"}
    return _layer("Conv2D", filters=filters, **settings)


def _dense(units: int, activation: str = "relu") -> dict[str, Any]:
    return _layer("Dense", units=units, activation=activation)


def _vgg16(width: float, dense: int, classes: int) -> tuple[dict[str, Any], ...]:
    """VGG16 (Simonyan and Zisserman 2014) with all widths multiplied."""
    blocks = [
        [*[_convolution(int(filters * width))] * count, _layer("MaxPooling2D", pool_size=2)]
        for filters, count in _VGG16
    ]
    convolutions = [layer for block in blocks for layer in block]
    return (*convolutions, _layer("Flatten"), _dense(dense), _dense(dense), _dense(classes, "softmax"))


SMALL_CNN = Workload(
    name="small CNN, 28×28",
    layers=(
        _convolution(16),
        _layer("MaxPooling2D", pool_size=2),
        _convolution(32),
        _layer("MaxPooling2D", pool_size=2),
        _layer("Flatten"),
        _dense(32),
        _dense(10, "softmax"),
    ),
    shape=(28, 28, 1),
    classes=10,
    batch_size=32,
    steps=2_000,
    steps_per_epoch=200,
    most=0.90,
)
VGG = Workload(
    name="quarter-width VGG16, 64×64",
    layers=_vgg16(0.25, 256, 5),
    shape=(64, 64, 3),
    classes=5,
    batch_size=30,
    steps=300,
    steps_per_epoch=30,
    most=1.10,
)
WORKLOADS = {"cnn": SMALL_CNN, "vgg": VGG}
