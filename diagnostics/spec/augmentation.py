"""Random changes of images on their way into the network."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from diagnostics.spec.part import Choice, Part

Share = Annotated[float, Field(gt=0, le=1)]


class Augmentation(Choice):
    """One random change, drawn anew for each image and epoch; factors mean what they mean in Keras's layers.

    `flip` mirrors half of the images. `rotate` turns by up to that share of a full turn, either way; `zoom` scales by
    up to 1 ± that; `translate` shifts by up to that share of the height and the width (or of each: `[height, width]`).
    `crop` keeps at least that share of each side, brought back to the whole size. `contrast` spreads the values about
    the image's mean by up to 1 ± that. `cutout` paints a rectangle with sides of that share in the image's mean. What
    comes in at an edge is mirrored there.
    """

    flip: Literal["horizontal", "vertical", "horizontal_and_vertical"] | None = None
    rotate: Share | None = None
    zoom: Annotated[float, Field(gt=0, lt=1)] | None = None
    contrast: Share | None = None
    translate: Share | tuple[Annotated[float, Field(ge=0, le=1)], Annotated[float, Field(ge=0, le=1)]] | None = None
    crop: Annotated[float, Field(gt=0, lt=1)] | None = None
    cutout: Annotated[float, Field(gt=0, lt=1)] | None = None


class SplitAugmentation(Part):
    """Augmentation by split; a plain list is that of the training split, and is dumped as such."""

    train: tuple[Augmentation, ...] = ()
    validation: tuple[Augmentation, ...] = ()

    @model_serializer(mode="wrap")
    def _one_list(self, handler: SerializerFunctionWrapHandler) -> list[dict[str, Any]] | dict[str, Any]:
        dumped: dict[str, Any] = handler(self)
        train: list[dict[str, Any]] = list(dumped["train"])
        return dumped if self.validation else train
