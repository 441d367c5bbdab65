"""Functions that feed data: generators of images and tf.data pipelines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Instance, Native, UserClass
from diagnostics.source.networks.data import Array
from diagnostics.source.networks.pipelines import Pipeline
from diagnostics.source.networks.random_changes import random_changes
from diagnostics.source.networks.rescaling import finite
from diagnostics.source.place import Place

_OTHER_WORK = (
    *("featurewise_center", "featurewise_std_normalization", "zca_whitening"),
    *("samplewise_center", "samplewise_std_normalization"),
)
_RESIZES = ("nearest", "bilinear", "bicubic", "lanczos")
_CLASS_MODES = {"categorical": "one_hot", "sparse": "index", "binary": "index", "int": "index"}


def _generator(request: Call, machine: Machine) -> Any:
    """`ImageDataGenerator(rescale=1/255, …)`: its settings, and what its flows then give."""
    given = request.keywords
    settings: dict[str, Any] = {}
    prepared = request.places.get("rescale", request.places.get("preprocessing_function", request.place))
    function = given.get("preprocessing_function")
    operations: list[dict[str, Any]] = []
    if isinstance(function, Native) and function.name.startswith("preprocess_input:"):
        operations.append({"backbone": function.name.partition(":")[2]})
    scale = finite(given.get("rescale"))
    if scale:
        operations.append({"rescale": {"scale": scale, "offset": 0.0}})
    if given.get("samplewise_center") is True and given.get("samplewise_std_normalization") is True:
        operations.append({"per_sample_standardize": {}})
    if operations:
        settings["preprocess"] = operations
    followed = _is_followed(given)
    fraction = given.get("validation_split")
    if isinstance(fraction, float) and 0 < fraction < 1:
        settings["validation"] = {"tail": fraction}
    augment, unsaid = random_changes(given)
    if augment:
        settings["augment"] = augment
    if unsaid:
        machine.note(request.place.line, f"augmentation that is not applied: {', '.join(unsaid)}")
    members = {
        "flow_from_directory": Native(
            "flow_from_directory", partial(_flow, _from_folder, settings, prepared, followed)
        ),
        "flow_from_dataframe": Native(
            "flow_from_dataframe", partial(_flow, _from_folder, settings, prepared, followed)
        ),
        "flow": Native("flow", partial(_flow, _from_arrays, settings, prepared, followed)),
        "fit": Native("fit", lambda request, machine: None),
    }
    return Instance(UserClass("ImageDataGenerator", (), {}), members)


def _is_followed(given: Mapping[str, Any]) -> bool:
    """Whether all that a generator does to every image is known, so that two of them may be compared."""
    function, scale = given.get("preprocessing_function"), given.get("rescale")
    if any(given.get(key, False) is not False for key in _OTHER_WORK):
        return False
    is_known = function is None or (isinstance(function, Native) and function.name.startswith("preprocess_input:"))
    return is_known and (scale is None or finite(scale) is not None)


def _flow(
    flow: Callable[[dict[str, Any], Place, Call], Pipeline],
    settings: dict[str, Any],
    prepared: Place,
    followed: bool,
    request: Call,
    _machine: Machine,
) -> Any:
    pipeline = flow(settings, prepared, request)
    return replace(pipeline, made=request.place if followed else None)


def _from_folder(settings: dict[str, Any], prepared: Place, request: Call) -> Pipeline:
    """`generator.flow_from_directory(folder, target_size=…)`."""
    size = request.get("target_size", 1, (256, 256))
    channels = {"grayscale": 1, "rgba": 4}.get(str(request.keywords.get("color_mode", "rgb")), 3)
    found = dict(settings)
    if "validation" in found:
        found["validation"] = {"fraction": found["validation"]["tail"]}  # as much of each class's folder
    if isinstance(size, list | tuple) and len(size) == 2 and all(isinstance(each, int) for each in size):
        resize = request.keywords.get("interpolation", "nearest")
        chosen = {"resize": resize} if resize in _RESIZES else {}
        found["image"] = {"size": list(size), "channels": channels, **chosen}
    mode = request.keywords.get("class_mode", "categorical")
    if isinstance(mode, str) and mode in _CLASS_MODES:
        found["labels"] = {"encoding": _CLASS_MODES[mode]}
    size_of_batch = request.keywords.get("batch_size", 32)
    is_validation = request.keywords.get("subset") == "validation"
    return Pipeline(
        "a generator",
        request.place.line,
        found,
        size_of_batch if isinstance(size_of_batch, int) else None,
        is_validation,
        prepared,
    )


def _from_arrays(settings: dict[str, Any], prepared: Place, request: Call) -> Pipeline:
    """`generator.flow(x, y, batch_size=32)`."""
    x, y = request.get("x", 0), request.get("y", 1)
    found = dict(settings)
    if isinstance(x, Array) and x.operations:
        prepared = prepared if "preprocess" in found or x.prepared is None else x.prepared
        found["preprocess"] = [*x.operations, *found.get("preprocess", [])]
    if isinstance(y, Array) and y.encoding is not None:
        found["labels"] = {"encoding": y.encoding}
    size = request.get("batch_size", 2, 32)
    size = size if isinstance(size, int) else None
    return Pipeline("a generator", request.place.line, found, size, prepared=prepared)


def _image_dataset(request: Call, machine: Machine) -> Any:
    """`keras.utils.image_dataset_from_directory(folder, …)`."""
    size = request.keywords.get("image_size", (256, 256))
    channels = {"grayscale": 1, "rgba": 4}.get(str(request.keywords.get("color_mode", "rgb")), 3)
    settings: dict[str, Any] = {}
    if isinstance(size, list | tuple) and len(size) == 2 and all(isinstance(each, int) for each in size):
        settings["image"] = {"size": list(size), "channels": channels}
    mode = request.keywords.get("label_mode", "int")
    if isinstance(mode, str) and mode in _CLASS_MODES:
        settings["labels"] = {"encoding": _CLASS_MODES[mode]}
    fraction, seed = request.keywords.get("validation_split"), request.keywords.get("seed")
    if isinstance(fraction, float) and 0 < fraction < 1:
        settings["validation"] = {"fraction": fraction, **({"seed": seed} if isinstance(seed, int) else {})}
    batch = request.keywords.get("batch_size", 32)
    is_validation = request.keywords.get("subset") == "validation"
    found = Pipeline(
        "a dataset", request.place.line, settings, batch if isinstance(batch, int) else None, is_validation
    )
    return (found, replace(found, is_validation=True)) if request.keywords.get("subset") == "both" else found


def _from_slices(request: Call, _machine: Machine) -> Any:
    """`tf.data.Dataset.from_tensor_slices((x, y))`."""
    given = request.get("tensors", 0)
    x, y = given if isinstance(given, tuple) and len(given) == 2 else (given, None)
    settings: dict[str, Any] = {}
    if isinstance(x, Array) and x.operations:
        settings["preprocess"] = list(x.operations)
    if isinstance(y, Array) and y.encoding is not None:
        settings["labels"] = {"encoding": y.encoding}
    prepared = x.prepared if isinstance(x, Array) else None
    return Pipeline("a dataset", request.place.line, settings, prepared=prepared)


_HOMES = ("keras.preprocessing.image", "keras.preprocessing", "keras.utils", "keras.preprocessing.image_dataset")
GENERATORS: Mapping[str, Callable[[Call, Machine], Any]] = {
    **{f"{home}.ImageDataGenerator": _generator for home in _HOMES},
    **{f"{home}.image_dataset_from_directory": _image_dataset for home in _HOMES},
    "tensorflow.data.Dataset.from_tensor_slices": _from_slices,
}
