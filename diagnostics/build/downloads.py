"""Weights that Keras itself fetches from where it publishes them, and keeps in its own cache."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras

from diagnostics.build.refusals import KERAS_REFUSES, first_lines
from diagnostics.formats.application import stored_names
from diagnostics.formats.application_widths import width_in


class DownloadError(ValueError):
    """The weights are not in Keras's cache and cannot be fetched: why, and which file to supply instead."""


def fetched(name: str) -> dict[str, Any]:
    """The layers of an application with the weights of ImageNet, by the names that Deadweight has for them.

    Keras numbers unnamed layers anew in each program; their order is always the same. Raises DownloadError.
    """
    return dict(zip(stored_names(name.partition("?")[0]), _layers(_model(name)), strict=True))


def _layers(model: Any) -> Iterator[Any]:
    """Those of a Sequential inside in its place."""
    for layer in model.operations:
        yield from layer.layers if isinstance(layer, keras.Sequential) else (layer,)


def _model(name: str) -> Any:
    try:
        application, alpha = width_in(name)
        width = {} if alpha == 1 else {"alpha": alpha}
        return getattr(keras.applications, application)(weights="imagenet", include_top=False, **width)
    except Exception as error:
        # Keras raises Exception itself where an address cannot be reached; cancellation is of a class of its own.
        if type(error) is not Exception and not isinstance(error, (OSError, *KERAS_REFUSES)):
            raise
        raise DownloadError(_advice(name, first_lines(error))) from error


def _advice(name: str, reason: str) -> str:
    application, _, width = name.partition("?")
    told = "".join((application, "(", width and f"{width}, ", "weights='imagenet', include_top=False)"))
    made = f"keras.applications.{told}.save('{application}.keras')"
    return (
        f"Keras cannot fetch the weights of {name} from this machine ({reason}). Where there is network, run {made} "
        "once, and give the location of that file as model.application.weights (model.weights.location in a resolved "
        "spec)"
    )
