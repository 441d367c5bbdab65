"""Stand-ins for what programs use beside networks: data, downloads, generators, plots, files, and long runs."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

from tests.diagnostics.source.anything import SAMPLES, AnyModule, Images

_HOMES = ("keras", "keras._tf_keras.keras", "tensorflow.keras")  # modules of one content, each with names of its own
_IMAGES = {
    "mnist": ((28, 28), 10),
    "fashion_mnist": ((28, 28), 10),
    "cifar10": ((32, 32, 3), 10),
    "cifar100": ((32, 32, 3), 100),
}
_TEXTS = {"imdb": 2, "reuters": 46}
_TABLES = {"boston_housing": 13, "california_housing": 8}
_ABSENT = (
    "matplotlib", "matplotlib.pyplot", "seaborn", "cv2", "tqdm", "IPython", "IPython.display", "wandb", "pandas",
    "google.colab",
)  # fmt: skip
_WITHOUT_WORK = ("save", "save_weights", "load_weights", "summary", "train_on_batch", "export")


@contextlib.contextmanager
def stand_ins() -> Iterator[None]:
    """Puts them all in place."""
    with contextlib.ExitStack() as patches:
        absent = {name: AnyModule(name) for name in _ABSENT}
        patches.enter_context(mock.patch.dict(sys.modules, absent))
        for home in _HOMES:
            _replace_data(home, patches)
            _replace_applications(home, patches)
        for name in _WITHOUT_WORK:
            patches.enter_context(mock.patch.object(keras.Model, name, _nothing))
        patches.enter_context(mock.patch.object(keras.Model, "predict", _predict))
        patches.enter_context(mock.patch.object(keras.initializers.VarianceScaling, "__call__", _zeros))
        yield


def _replace_data(home: str, patches: contextlib.ExitStack) -> None:
    for name, (shape, classes) in _IMAGES.items():
        _replace(f"{home}.datasets.{name}", "load_data", _arrays(shape, classes, "uint8"), patches)
    for name, classes in _TEXTS.items():
        _replace(f"{home}.datasets.{name}", "load_data", _texts(classes), patches)
        _replace(f"{home}.datasets.{name}", "get_word_index", _word_index, patches)
    for name, columns in _TABLES.items():
        _replace(f"{home}.datasets.{name}", "load_data", _arrays((columns,), None, "float64"), patches)
    for module in (f"{home}.utils", f"{home}.preprocessing"):
        _replace(module, "image_dataset_from_directory", _image_dataset, patches)
    _replace(f"{home}.utils", "plot_model", _nothing, patches)
    _replace(f"{home}.utils", "get_file", _nowhere, patches)
    legacy = import_module("keras._tf_keras.keras.preprocessing.image").ImageDataGenerator
    for name in ("flow_from_directory", "flow_from_dataframe"):
        patches.enter_context(mock.patch.object(legacy, name, _flow))
    patches.enter_context(mock.patch.object(legacy, "flow", _unchanged))
    patches.enter_context(mock.patch.object(legacy, "fit", _nothing))


def _replace(module: str, name: str, stand_in: Any, patches: contextlib.ExitStack) -> None:
    with contextlib.suppress(ImportError):
        home = import_module(module)
        if hasattr(home, name):
            patches.enter_context(mock.patch.object(home, name, stand_in))


def _replace_applications(home: str, patches: contextlib.ExitStack) -> None:
    applications = import_module(f"{home}.applications")
    families = [name for name, value in vars(applications).items() if isinstance(value, ModuleType)]
    for module in (applications, *(import_module(f"{home}.applications.{name}") for name in families)):
        for name, make in list(vars(module).items()):
            if name[:1].isupper() and callable(make):
                patches.enter_context(mock.patch.object(module, name, _without_download(make)))


def _without_download(make: Any) -> Any:
    def made(*args: Any, **kwargs: Any) -> Any:
        return make(*args, **{**kwargs, "weights": None})

    return made


def _nothing(*args: Any, **kwargs: Any) -> None:
    pass


def _unchanged(self: Any, x: Any, *args: Any, **kwargs: Any) -> Any:
    return x


def _nowhere(*args: Any, **kwargs: Any) -> str:
    return "/nowhere"


def _word_index(*args: Any, **kwargs: Any) -> dict[str, int]:
    return {"the": 1, "and": 2}


def _labels(classes: int | None) -> np.ndarray:
    return np.arange(SAMPLES) % classes if classes else np.zeros(SAMPLES)


def _arrays(shape: tuple[int, ...], classes: int | None, dtype: str) -> Any:
    def load_data(*args: Any, **kwargs: Any) -> Any:
        labels = _labels(classes)
        labels = labels[:, None] if len(shape) == 3 else labels  # as CIFAR has them
        return ((np.zeros((SAMPLES, *shape), dtype), labels),) * 2

    return load_data


def _texts(classes: int) -> Any:
    def load_data(*args: Any, **kwargs: Any) -> Any:
        texts = np.empty(SAMPLES, dtype=object)
        texts[:] = [[1, 2, 3] for _ in range(SAMPLES)]
        return ((texts, _labels(classes)),) * 2

    return load_data


def _flow(self: Any, directory: Any = None, *args: Any, **kwargs: Any) -> Images:
    return Images(kwargs.get("target_size", (256, 256)), kwargs.get("color_mode", "rgb"), kwargs.get("batch_size", 32))


def _image_dataset(directory: Any, labels: Any = "inferred", label_mode: str = "int", **kwargs: Any) -> Any:
    channels = 1 if kwargs.get("color_mode") == "grayscale" else 3
    shape = (kwargs.get("batch_size", 32), *kwargs.get("image_size", (256, 256)), channels)
    names = ["a", "b", "c", "d", "e"]
    targets = tf.zeros((shape[0], len(names))) if label_mode == "categorical" else tf.zeros(shape[:1], "int32")
    dataset = tf.data.Dataset.from_tensors((tf.zeros(shape), targets))
    dataset.class_names = names
    both = kwargs.get("subset") == "both"
    return (dataset, dataset) if both else dataset


def _predict(self: Any, x: Any, *args: Any, **kwargs: Any) -> np.ndarray:
    samples = len(x) if hasattr(x, "__len__") else SAMPLES
    return np.zeros((samples, *(size or 1 for size in self.output_shape[1:])))


def _zeros(self: Any, shape: Any, dtype: Any = None) -> Any:
    """Weights that cost nothing: what a network learns is not asked."""
    return tf.zeros(shape, dtype or "float32")
