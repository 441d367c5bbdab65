"""Objects that stand for what programs use beside networks."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

SAMPLES = 200


class Anything:
    """What takes every call and every subscript, and is two of itself."""

    def __call__(self, *args: Any, **kwargs: Any) -> Anything:
        return self

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> Anything:
        return self

    def __iter__(self) -> Iterator[Anything]:
        return iter((self, self))


class AnyModule(ModuleType):
    """A module in which every name is bound."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Anything,), {}) if name[0].isupper() else Anything()


class Curves:
    """What `fit` answers: two epochs of every curve that is asked for."""

    epoch = (0, 1)

    @property
    def history(self) -> dict[str, list[float]]:
        return _Flat({name: [0.0, 0.0] for name in ("loss", "accuracy", "val_loss", "val_accuracy")})


class _Flat(dict[str, list[float]]):
    def __missing__(self, key: str) -> list[float]:
        return [0.0, 0.0]


class Images:
    """Batches of a folder of images, as a generator tells of them."""

    samples = n = SAMPLES
    class_indices = {"a": 0, "b": 1}
    num_classes = 2

    def __init__(self, size: tuple[int, int], colour: str, batch_size: int) -> None:
        self.image_shape = (*size, 1 if colour == "grayscale" else 3)
        self.batch_shape = (None, *self.image_shape)
        self.batch_size = batch_size

    def __len__(self) -> int:
        return SAMPLES // self.batch_size
