"""Where the data are and how they reach the network."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from diagnostics.spec.augmentation import Augmentation, SplitAugmentation
from diagnostics.spec.features import ColumnName, Stated
from diagnostics.spec.part import Choice, Part

Fraction = Annotated[float, Field(gt=0, lt=1)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]


Encoding = Literal["auto", "index", "one_hot", "float"]


class ImageShape(Part):
    """The form every image is brought to: height and width in pixels, and channels (1 grey, 3 RGB, 4 RGBA)."""

    size: tuple[Annotated[int, Field(ge=1, le=4096)], Annotated[int, Field(ge=1, le=4096)]]
    channels: Literal[1, 3, 4] = 3
    resize: Literal["nearest", "bilinear", "bicubic", "lanczos"] = "bilinear"


class Labels(Part):
    """How labels are fed to the loss; `auto` feeds class indices, or floats where the labels are not whole numbers.

    `column` names the column of a table, or the feature of a record, that holds them: several for several labels, or
    several quantities, each. Without it a column named label, labels, target, class or y is taken, in any case.
    `separator` parts a text that names several labels: "red|round".
    """

    encoding: Encoding = "auto"
    column: ColumnName | Annotated[tuple[ColumnName, ...], Field(min_length=1, max_length=1000)] | None = None
    separator: Annotated[str, Field(min_length=1, max_length=8, exclude_if=lambda text: text is None)] | None = None


class Validation(Part):
    """The held-out split: a random fraction, the tail as Keras's validation_split takes it, or a second location."""

    fraction: Fraction | None = None
    seed: Seed = 0
    stratify: bool = True
    tail: Fraction | None = None
    location: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [name for name in ("fraction", "tail", "location") if getattr(self, name) is not None]
        if len(ways) != 1:
            raise ValueError(f"exactly one of fraction, tail, location is needed, got {', '.join(ways) or 'none'}")
        return self


class Rescale(Part):
    """`x * scale + offset`."""

    scale: float
    offset: float = 0.0


class Normalize(Part):
    """`(x - mean) / std`, one number or one a channel."""

    mean: float | tuple[float, ...]
    std: float | tuple[float, ...]


class Nothing(Part):
    """An operation without settings, written `{}`."""


class Resize(Part):
    """Images brought to another size on their way into the network."""

    size: tuple[Annotated[int, Field(ge=1, le=4096)], Annotated[int, Field(ge=1, le=4096)]]


class Operation(Choice):
    """One preprocessing step."""

    rescale: Rescale | None = None
    normalize: Normalize | None = None
    per_sample_standardize: Nothing | None = None
    grayscale_to_rgb: Nothing | None = None
    resize: Resize | None = None
    backbone: str | None = None


class SplitPreprocess(Part):
    """Preprocessing by split; read from, and dumped as, one list where both splits get the same."""

    train: tuple[Operation, ...] = ()
    validation: tuple[Operation, ...] = ()

    @model_serializer(mode="wrap")
    def _one_list(self, handler: SerializerFunctionWrapHandler) -> list[dict[str, Any]] | dict[str, Any]:
        dumped: dict[str, Any] = handler(self)
        same: list[dict[str, Any]] = list(dumped["train"])
        return same if self.train == self.validation else dumped


def _labels(value: Any) -> Any:
    return {"encoding": value} if isinstance(value, str) else value


def _split(value: Any) -> Any:
    return {"train": value, "validation": value} if isinstance(value, list | tuple) else value


def _training_split(value: Any) -> Any:
    return {"train": value} if isinstance(value, list | tuple) else value


class Dataset(Part):
    """The data, their form and their split.

    `features` names the columns of a table, or the features of a record, that enter the network, and how; a table
    without it gives all its columns but the labels, each as its type says: numbers and true or false as numbers, dates
    as days since 1970-01-01, text as one column a category. `deduplicate` leaves out inputs that equal an earlier one,
    number for number, before the split.
    """

    location: Annotated[str, Field(min_length=1)]
    format: Literal[
        "auto", "image_folder", "image_manifest", "arrays", "csv", "parquet", "tfrecord", "idx", "cifar"
    ] = "auto"
    image: ImageShape | None = None
    features: Annotated[
        dict[ColumnName, Stated] | None, Field(min_length=1, max_length=10_000, exclude_if=lambda given: given is None)
    ] = None
    labels: Annotated[Labels, BeforeValidator(_labels, json_schema_input_type=Encoding | Labels)] = Labels()
    validation: Validation | None = Validation(fraction=0.2)
    preprocess: Annotated[
        SplitPreprocess, BeforeValidator(_split, json_schema_input_type=list[Operation] | SplitPreprocess)
    ] = SplitPreprocess()
    augment: Annotated[
        SplitAugmentation,
        BeforeValidator(_training_split, json_schema_input_type=list[Augmentation] | SplitAugmentation),
    ] = SplitAugmentation()
    limit: Annotated[int, Field(ge=1)] | None = None
    deduplicate: bool = False
