"""Job documents in the layer form, and the places in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Document = dict[str, Any]
Layer = dict[str, Any]

BYTES = [{"rescale": {"scale": 1 / 127.5, "offset": -1.0}}]
SIXTEENTHS = [{"rescale": {"scale": 1 / 8, "offset": -1.0}}]


def layer(class_name: str, name: str | None = None, inputs: Sequence[str] | None = None, /, **config: Any) -> Layer:
    """A declared layer; without a name it is called after its class and place, without inputs it reads the one before.

    Name and inputs are given by position, as some layers have a setting of these names.
    """
    entry: Layer = {"class_name": class_name, "config": config}
    return entry | ({"name": name} if name else {}) | ({"inputs": list(inputs)} if inputs else {})


def dense(units: int, activation: str | None = "relu", name: str | None = None, **config: Any) -> Layer:
    """A dense layer."""
    return layer("Dense", name, units=units, activation=activation, **config)


def conv(filters: int, kernel: int = 3, activation: str | None = "relu", **config: Any) -> Layer:
    """A convolution over images that keeps their size."""
    settings = {"padding": "same", **config}
    return layer("Conv2D", filters=filters, kernel_size=kernel, activation=activation, **settings)


def job(
    shape: Sequence[int],
    layers: Sequence[Layer],
    *,
    loss: str | Mapping[str, Any] = "sparse_categorical_crossentropy",
    rate: float = 1e-3,
    epochs: int = 12,
    preprocess: Sequence[Mapping[str, Any]] = (),
    **training: Any,
) -> Document:
    """A job on inputs of this shape; its dataset's location is filled in where it runs."""
    named = [layer("InputLayer", "input", shape=list(shape))]
    for position, entry in enumerate(layers, 1):
        named.append({"name": f"{entry['class_name'].lower()}_{position}", **entry})
    settings = {"optimizer": "Adam", "learning_rate": rate, "loss": loss, "batch_size": 32, "epochs": epochs}
    return {
        "dataset": {"validation": {"fraction": 0.25, "seed": 7}, "preprocess": [dict(each) for each in preprocess]},
        "model": {"layers": named},
        "training": settings | {"metrics": ["accuracy"]} | training,
    }


def layers_of(document: Document) -> list[Layer]:
    """The declared layers, which may be changed in place."""
    found: list[Layer] = document["model"]["layers"]
    return found


def places(document: Document, *class_names: str) -> list[int]:
    """The positions of the layers of these classes."""
    return [place for place, entry in enumerate(layers_of(document)) if entry["class_name"] in class_names]


def weighted(document: Document) -> list[int]:
    """The positions of the layers with kernels, the output among them."""
    kinds = ("Dense", "Conv1D", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "LSTM", "GRU")
    return places(document, *kinds)


def hidden(document: Document) -> list[int]:
    """The positions of the layers with kernels before the output."""
    return weighted(document)[:-1]


def with_initializer(document: Document) -> list[int]:
    """The positions of the hidden layers that take a `kernel_initializer`."""
    return [place for place in hidden(document) if layers_of(document)[place]["class_name"] != "DepthwiseConv2D"]


def rectified(document: Document) -> list[int]:
    """The positions of hidden layers that end in a ReLU of their own."""
    return [place for place in hidden(document) if layers_of(document)[place]["config"].get("activation") == "relu"]


def pointer(place: int, *path: str) -> str:
    """The JSON pointer of a layer, or of a part of it."""
    return "/".join(("/model/layers", str(place), *path))


def task(document: Document) -> str:
    """What a healthy program learns: classes, binary, multilabel or regression."""
    loss = document["training"]["loss"]
    if loss == "binary_crossentropy":
        return "binary" if layers_of(document)[-1]["config"]["units"] == 1 else "multilabel"
    return "regression" if loss == "mean_squared_error" else "classes"


def normalised(document: Document) -> bool:
    """Whether batches are normalised somewhere."""
    return bool(places(document, "BatchNormalization"))


def insert(document: Document, place: int, *entries: Layer) -> list[int]:
    """Puts layers before the one at `place`, each reading the one before it, and says where they are now."""
    layers_of(document)[place:place] = list(entries)
    return list(range(place, place + len(entries)))


def configure(document: Document, at: Sequence[int], **config: Any) -> tuple[str, ...]:
    """Sets these settings of the layers at those positions; the pointers of all that was set."""
    for place in at:
        layers_of(document)[place]["config"].update(config)
    return tuple(pointer(place, "config", key) for place in at for key in config)
