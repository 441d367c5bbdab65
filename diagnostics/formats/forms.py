"""Every form of model as resolved layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.data.locations import Roots, local_path
from diagnostics.formats.application import read_application
from diagnostics.formats.archive import read_archive
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.keras_config import read_config
from diagnostics.formats.matching import matched
from diagnostics.formats.saved_model import SavedModel, with_mode_in_configs, with_trainable
from diagnostics.formats.with_head import Origin, resolve_with_head
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError, fault
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Application, Archive, Model, Weights

READ = ("layers", "keras", "application", "archive")


def resolve_model(model: Model, dataset: Dataset, roots: Roots) -> ResolvedModel:
    """The network of a job in one of the forms READ. Saved models must lie inside the roots. Raises SpecError."""
    match model.value:
        case Archive() as archive:
            return _from_archive(archive, model, dataset, roots)
        case Application() as application:
            return _from_application(application, model, dataset, roots)
        case dict() as config:
            return _from_config(config, model, dataset)
    return resolve_layers(model, dataset).model_copy(update={"weights": model.weights})


def _from_config(config: Mapping[str, Any], model: Model, dataset: Dataset) -> ResolvedModel:
    """Keras's JSON of a model, which holds no weights."""
    origin = Origin("/model/keras", "/model/keras", is_written_out=True)
    try:
        base = with_mode_in_configs(read_config(config))
    except SavedModelError as error:
        raise fault(origin.of(error.place), f"this model cannot be used: {error}", config.get("class_name")) from error
    return resolve_with_head(base, (), model.outputs, dataset, origin)


def _from_archive(archive: Archive, model: Model, dataset: Dataset, roots: Roots) -> ResolvedModel:
    origin = Origin("/model/archive/location", "/model/archive/head")
    saved = _read(archive.location, roots, origin.base)
    try:
        base = with_mode_in_configs(with_trainable(saved, archive.trainable))
    except SavedModelError as error:
        raise _fault(error, origin.base, archive.location) from error
    resolved = resolve_with_head(base, archive.head, model.outputs, dataset, origin)
    paths = {layer.name: layer.name for layer in base.layers}
    return _with_weights(resolved, Weights(location=archive.location, layers=paths, convention=archive.convention))


def _from_application(application: Application, model: Model, dataset: Dataset, roots: Roots) -> ResolvedModel:
    known = read_application(application.name, dataset)
    base = with_trainable(known.model, application.trainable)
    origin = Origin("/model/application/name", "/model/application/head")
    resolved = resolve_with_head(base, application.head, model.outputs, dataset, origin)
    if application.weights is None:
        return resolved
    pointer = "/model/application/weights"
    if application.weights == "imagenet":
        name = application.name
        message = (
            f"weights are not downloaded; save them once with keras.applications.{name}(weights='imagenet', "
            f"include_top=False).save('{name}.keras') and give the location of that file"
        )
        raise fault(pointer, message, application.weights)
    try:
        paths = matched(base, _read(application.weights, roots, pointer), application.name)
    except SavedModelError as error:
        raise _fault(error, pointer, application.weights) from error
    convention = known.convention if application.convention is None else application.convention
    return _with_weights(resolved, Weights(location=application.weights, layers=paths, convention=convention))


def _read(location: str, roots: Roots, pointer: str) -> SavedModel:
    try:
        return read_archive(local_path(location, roots, pointer))
    except SavedModelError as error:
        raise _fault(error, pointer, location) from error


def _fault(error: SavedModelError, pointer: str, location: str) -> SpecError:
    return fault(pointer, f"this model cannot be used: {error}", location)


def _with_weights(model: ResolvedModel, weights: Weights) -> ResolvedModel:
    """The model with the weights of its own layers; an InputLayer has none."""
    own = {layer.name for layer in model.layers if layer.class_name != "InputLayer"}
    kept = {name: path for name, path in weights.layers.items() if name in own}
    return model.model_copy(update={"weights": weights.model_copy(update={"layers": kept})})
