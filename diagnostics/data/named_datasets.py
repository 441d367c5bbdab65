"""Datasets that Keras and TensorFlow know by name, where a copy lies on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from diagnostics.spec.errors import fault

_KERAS = "keras://"
_TENSORFLOW = "tfds://"
_PLACES = {
    "mnist": "mnist.npz",
    "fashion_mnist": "fashion-mnist",
    "cifar10": "cifar-10-batches-py-target/cifar-10-batches-py",
    "cifar100": "cifar-100-python-target/cifar-100-python",
    "boston_housing": "boston_housing.npz",
    "california_housing": "california_housing.npz",
}
_PICKLED = ("imdb", "reuters")  # lists of different length, stored as Python objects


def named_dataset(location: str, pointer: str) -> Path | None:
    """Where Keras keeps the dataset of a location `keras://mnist`; None for locations without such a name.

    Nothing is downloaded. Raises SpecError that names the file to supply.
    """
    if not pointer.startswith("/dataset"):  # elsewhere it names an application, whose weights Keras fetches
        return None
    if location.startswith(_TENSORFLOW):
        advice = "give the folder with its record files as the location, and its features in dataset.features"
        raise fault(pointer, f"TensorFlow's datasets are not read by name; {advice}", location)
    if not location.startswith(_KERAS):
        return None
    name = location.removeprefix(_KERAS).lower()
    if name in _PICKLED:
        raise fault(pointer, _how_to_convert(name), location)
    if name not in _PLACES:
        raise fault(pointer, f"no dataset of Keras's that is read by name; there are {', '.join(_PLACES)}", location)
    path = _home() / "datasets" / _PLACES[name]
    if not path.exists():
        advice = f"keras.datasets.{name}.load_data() puts it there on a machine with network; copy it from there"
        raise fault(pointer, f"there is no copy of {name} at {path}; nothing is downloaded here: {advice}", location)
    return path


def _home() -> Path:
    """As Keras finds it."""
    stated = os.environ.get("KERAS_HOME")
    return Path(stated) if stated else Path.home() / ".keras"


def _how_to_convert(name: str) -> str:
    loaded = f"(x, y), _ = keras.datasets.{name}.load_data(num_words=10000)"
    saved = f"np.savez('{name}.npz', x=keras.utils.pad_sequences(x, 200), y=y)"
    return (
        f"{name} is stored as pickled lists of different length, which are never loaded; convert it: {loaded}; {saved}"
    )
