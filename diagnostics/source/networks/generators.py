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
from diagnostics.source.networks.rescaling import finite
from diagnostics.source.place import Place

_CLASS_MODES = {"categorical": "one_hot", "sparse": "index", "binary": "index", "int": "index"}


_AUGMENTS = frozenset({
    "rotation_range", "width_shift_range", "height_shift_range", "brightness_range", "shear_range", "zoom_range",
    "channel_shift_range", "horizontal_flip", "vertical_flip",
})  # fmt: skip


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
    fraction = given.get("validation_split")
    if isinstance(fraction, float) and 0 < fraction < 1:
        settings["validation"] = {"tail": fraction}
    augments = sorted(_AUGMENTS & {key for key, value in given.items() if value not in (0, 0.0, False, None)})
    if augments:
        machine.note(request.place.line, f"augmentation is not applied: {', '.join(augments)}")
    members = {
        "flow_from_directory": Native("flow_from_directory", partial(_from_folder, settings, prepared)),
        "flow_from_dataframe": Native("flow_from_dataframe", partial(_from_folder, settings, prepared)),
        "flow": Native("flow", partial(_from_arrays, settings, prepared)),
        "fit": Native("fit", lambda request, machine: None),
    }
    return Instance(UserClass("ImageDataGenerator", (), {}), members)


def _from_folder(settings: dict[str, Any], prepared: Place, request: Call, _machine: Machine) -> Any:
    """`generator.flow_from_directory(folder, target_size=…)`."""
    size = request.get("target_size", 1, (256, 256))
    channels = {"grayscale": 1, "rgba": 4}.get(str(request.keywords.get("color_mode", "rgb")), 3)
    found = dict(settings)
    if isinstance(size, list | tuple) and len(size) == 2 and all(isinstance(each, int) for each in size):
        found["image"] = {"size": list(size), "channels": channels}
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


def _from_arrays(settings: dict[str, Any], prepared: Place, request: Call, _machine: Machine) -> Any:
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


def _from_catalogue(request: Call, machine: Machine) -> Any:
    """`tensorflow_datasets.load(name, split=["train", "test"], with_info=True)`."""
    split = request.get("split", 1)
    found: Any = machine.unknown(request.node)
    if isinstance(split, str):
        found = _named_split(split, request)
    elif isinstance(split, list | tuple):
        found = [_named_split(each, request) if isinstance(each, str) else found for each in split]
    return (found, machine.unknown(request.node)) if request.keywords.get("with_info") is True else found


def _named_split(split: str, request: Call) -> Pipeline:
    size = request.keywords.get("batch_size")
    batch = size if isinstance(size, int) else None
    return Pipeline("a dataset", request.place.line, {}, batch, not split.startswith("train"))


_HOMES = ("keras.preprocessing.image", "keras.preprocessing", "keras.utils", "keras.preprocessing.image_dataset")
GENERATORS: Mapping[str, Callable[[Call, Machine], Any]] = {
    **{f"{home}.ImageDataGenerator": _generator for home in _HOMES},
    **{f"{home}.image_dataset_from_directory": _image_dataset for home in _HOMES},
    "tensorflow.data.Dataset.from_tensor_slices": _from_slices,
    "tensorflow_datasets.load": _from_catalogue,
}
