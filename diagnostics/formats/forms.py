"""Every form of model as resolved layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.data.locations import Roots, downloaded_by_keras, keras_download, local_path
from diagnostics.formats.application import names as application_names
from diagnostics.formats.application import read_application
from diagnostics.formats.archive import read_archive
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.hdf5 import SUFFIXES
from diagnostics.formats.hdf5_model import holds_config
from diagnostics.formats.hdf5_names import layers_with_weights
from diagnostics.formats.keras_config import read_config
from diagnostics.formats.matching import matched, named_alike
from diagnostics.formats.program import resolve_source
from diagnostics.formats.saved_model import SavedModel, with_mode_in_configs, with_trainable
from diagnostics.formats.with_head import Origin, resolve_with_head
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.source.tabulated.summary import resolve_summary
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import SpecError, fault, nearest
from diagnostics.spec.job import ResolvedModel
from diagnostics.spec.model import Application, Archive, Model, Source, Summary, Weights

READ = ("layers", "keras", "source", "summary", "application", "archive")


def resolve_model(model: Model, dataset: Dataset, roots: Roots) -> ResolvedModel:
    """The network of a job in one of the forms READ. Saved models must lie inside the roots. Raises SpecError."""
    match model.value:
        case Archive() as archive:
            return _from_archive(archive, model, dataset, roots)
        case Application() as application:
            return _from_application(application, model, dataset, roots)
        case Source() as source:
            return resolve_source(source, model, dataset, roots)
        case Summary() as summary:
            shown = resolve_summary(summary, dataset)
            return resolve_layers(shown.model_copy(update={"outputs": model.outputs or shown.outputs}), dataset)
        case dict() as config:
            return _from_config(config, model, dataset)
    _check_download(model.weights)
    return resolve_layers(model, dataset).model_copy(update={"weights": model.weights, "lines": model.lines})


def _check_download(weights: Weights | None) -> None:
    name = keras_download(weights.location) if weights else None
    if name is not None and name not in application_names():
        hint = nearest(name, application_names())
        message = f"Keras has no weights for an application of this name; {hint}".rstrip("; ")
        raise fault("/model/weights/location", message, name)


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
    paths = {layer.name: layer.shares or layer.name for layer in base.layers}
    return _with_weights(resolved, Weights(location=archive.location, layers=paths, convention=archive.convention))


def _from_application(application: Application, model: Model, dataset: Dataset, roots: Roots) -> ResolvedModel:
    known = read_application(application.name, dataset)
    base = with_trainable(known.model, application.trainable)
    origin = Origin("/model/application/name", "/model/application/head")
    resolved = resolve_with_head(base, application.head, model.outputs, dataset, origin)
    if application.weights is None:
        return resolved
    pointer, location = "/model/application/weights", application.weights
    if location == "imagenet":
        location = downloaded_by_keras(application.name)
        paths = {layer.name: layer.name for layer in base.layers}
    else:
        paths = _found_in(location, base, application.name, roots, pointer)
    convention = known.convention if application.convention is None else application.convention
    return _with_weights(resolved, Weights(location=location, layers=paths, convention=convention))


def _found_in(location: str, base: SavedModel, name: str, roots: Roots, pointer: str) -> dict[str, str]:
    """For each layer of a backbone, the path of the same layer in a saved model, or in a file of weights alone."""
    path = local_path(location, roots, pointer)
    try:
        alone = layers_with_weights(path) if path.suffix.lower() in SUFFIXES and not holds_config(path) else None
        return matched(base, read_archive(path), name) if alone is None else named_alike(base, alone, name)
    except SavedModelError as error:
        raise _fault(error, pointer, location) from error


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
