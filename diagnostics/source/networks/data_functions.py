"""Functions that make, split and feed data: what of them a network and a spec depend on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from diagnostics.formats.conventions import convention_of
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Instance, Native, Unknown, UserClass
from diagnostics.source.networks.data import Array, Pipeline, finite, length
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import operated
from diagnostics.source.place import Place

Shape = tuple[int | None, ...]
_MOST_AXES = 32
_SETS: Mapping[str, tuple[Shape, Shape, Shape, Shape, int | None]] = {
    "mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,), 10),
    "fashion_mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,), 10),
    "cifar10": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1), 10),
    "cifar100": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1), 100),
    "imdb": ((25000,), (25000,), (25000,), (25000,), 2),
    "reuters": ((8982,), (8982,), (2246,), (2246,), 46),
    "boston_housing": ((404, 13), (404,), (102, 13), (102,), None),
    "california_housing": ((16512, 8), (16512,), (4128, 8), (4128,), None),
}
_CLASS_MODES = {"categorical": "one_hot", "sparse": "index", "binary": "index", "int": "index"}


def _load(name: str, request: Call, _machine: Machine) -> Any:
    """`mnist.load_data()`."""
    x, y, x_test, y_test, classes = _SETS[name]
    line = request.place.line

    def pair(inputs: Shape, labels: Shape) -> tuple[Array, Array]:
        return Array(inputs, name, line), Array(labels, f"{name} labels", line, encoding="index", classes=classes)

    return pair(x, y), pair(x_test, y_test)


def _to_categorical(request: Call, machine: Machine) -> Any:
    labels, classes = request.get("x", 0, request.keywords.get("y")), request.get("num_classes", 1)
    classes = request.keywords.get("nb_classes", classes)
    known = labels.classes if isinstance(labels, Array) else None
    width = length(classes)
    width = known if width is None else width
    if width is None:
        width = machine.supplied.classes
    samples = labels.shape[0] if isinstance(labels, Array) and labels.shape else None
    return Array((samples, width), "the labels", request.place.line, encoding="one_hot", classes=width)


def _split(request: Call, machine: Machine) -> Any:
    """`train_test_split(a, b, test_size=0.2)`: two parts of each."""
    fraction = request.keywords.get("test_size", 0.25)
    found: list[Any] = []
    for each in request.arguments:
        if isinstance(each, Array):
            held = fraction if isinstance(fraction, float) and 0 < fraction < 1 else None
            shape = (None, *each.shape[1:]) if each.shape else None
            if shape and each.shape and each.shape[0] is not None and held is not None:
                test = -int(-each.shape[0] * held // 1)
                found += [replace(each, shape=(each.shape[0] - test, *shape[1:]), split=held)]
                found += [replace(each, shape=(test, *shape[1:]))]
            else:
                found += [replace(each, shape=shape, split=held), replace(each, shape=shape)]
        elif isinstance(each, Unknown):
            found += [each, each]
        else:
            found += [machine.unknown(request.node), machine.unknown(request.node)]
    return found


def _filled(request: Call, machine: Machine) -> Any:
    """`np.zeros(shape)` and the like."""
    shape = request.get("shape", 0, request.keywords.get("size"))
    shape = (shape,) if isinstance(shape, int) else shape
    return _array_of(shape, request, machine)


def _array_of(shape: Any, request: Call, machine: Machine) -> Any:
    if not isinstance(shape, list | tuple) or not all(isinstance(each, int | Unknown) for each in shape):
        return machine.unknown(request.node)
    return Array(tuple(map(length, shape)), "an array", request.place.line)


def _drawn(position: int, request: Call, machine: Machine) -> Any:
    """`np.random.normal(mean, std, size)` and the like."""
    shape = request.get("size", position, request.keywords.get("shape"))
    return _array_of((shape,) if isinstance(shape, int) else shape, request, machine)


def _rand(request: Call, machine: Machine) -> Any:
    return _array_of(request.arguments, request, machine)


def _array(request: Call, machine: Machine) -> Any:
    """`np.array(values)`: the shape of nested lists; data that are arrays stay what they are."""
    value = request.get("object", 0)
    if isinstance(value, Array) or (isinstance(value, Unknown) and value.operations):
        return value
    shape: list[int | None] = []
    while isinstance(value, list | tuple) and len(shape) < _MOST_AXES:
        shape.append(len(value))
        value = value[0] if value else None
    if shape and isinstance(value, int | float | str):
        return Array(tuple(shape), "an array", request.place.line)
    return machine.unknown(request.node)


def _expanded(request: Call, machine: Machine) -> Any:
    value, axis = request.get("a", 0, request.keywords.get("input")), request.get("axis", 1)
    if isinstance(value, Tensor):
        from diagnostics.source.networks.tensor_math import tensor_function

        return tensor_function("expand_dims", request, machine)
    if not isinstance(value, Array) or value.shape is None or not isinstance(axis, int):
        return machine.unknown(request.node)
    at = axis if axis >= 0 else len(value.shape) + 1 + axis
    return replace(value, shape=(*value.shape[:at], 1, *value.shape[at:]))


def _reshaped(request: Call, machine: Machine) -> Any:
    value = request.get("a", 0, request.keywords.get("tensor"))
    if isinstance(value, Tensor):
        from diagnostics.source.networks.tensor_math import tensor_function

        return tensor_function("reshape", request, machine)
    if not isinstance(value, Array):
        return machine.unknown(request.node)
    method = value.attribute("reshape", machine.unknown(request.node))
    return method.call(Call((request.get("newshape", 1),), {}, request.place, request.node), machine)


def _padded(request: Call, machine: Machine) -> Any:
    """`pad_sequences(sequences, maxlen=100)`."""
    value, longest = request.get("sequences", 0), request.get("maxlen", 1)
    samples = value.shape[0] if isinstance(value, Array) and value.shape else None
    return Array((samples, length(longest)), "the sequences", request.place.line)


def _preprocess(backbone: str, request: Call, machine: Machine) -> Any:
    """`keras.applications.resnet50.preprocess_input(x)`."""
    value = request.get("x", 0)
    if isinstance(value, Array):
        operations = (*value.operations, {"backbone": backbone})
        return replace(value, operations=operations, prepared=request.place)
    if isinstance(value, Tensor):
        return _preprocess_within(backbone, value, request, machine)
    return machine.unknown(request.node)


def _preprocess_within(backbone: str, value: Tensor, request: Call, machine: Machine) -> Any:
    """The same on the output of a layer, as Keras's function does it step by step."""
    found: Any = value
    for name, operand in _STEPS.get(convention_of(backbone) or "", (("other", 0),)):
        if isinstance(found, Tensor):
            found = operated(name, (found, operand), {}, request.node, machine)
    return found


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


def _parser(_request: Call, _machine: Machine) -> Any:
    """`argparse.ArgumentParser()`: the program as it runs without arguments."""
    values: dict[str, Any] = {}

    def add(request: Call, machine: Machine) -> None:
        names = [each.lstrip("-").replace("-", "_") for each in request.arguments if isinstance(each, str)]
        name = request.keywords.get("dest") or (max(names, key=len) if names else None)
        default = request.keywords.get("default")
        if default is None and request.keywords.get("action") in ("store_true", "store_false"):
            default = request.keywords["action"] == "store_false"
        is_needed = request.keywords.get("required") is True or not any(
            isinstance(each, str) and each.startswith("-") for each in request.arguments
        )
        if isinstance(name, str):
            values[name] = machine.unknown(request.node, name) if is_needed and default is None else default

    def parse(_request: Call, _machine: Machine) -> Any:
        return Instance(UserClass("Namespace", (), {}), values)

    members = {"add_argument": Native("add_argument", add), "parse_args": Native("parse_args", parse)}
    members |= {"parse_known_args": Native("parse_known_args", lambda request, machine: (parse(request, machine), []))}
    return Instance(UserClass("ArgumentParser", (), {}), members)


def _unique(request: Call, machine: Machine) -> Any:
    return machine.supplied_for(machine.unknown(request.node))


def preprocessing_of(backbone: str) -> Native:
    """The function by which an application's inputs are prepared."""
    return Native(f"preprocess_input:{backbone}", partial(_preprocess, backbone))


_STEPS: Mapping[str, Sequence[tuple[str, Any]]] = {
    "none": (),
    "tf": (("divide", 127.5), ("subtract", 1.0)),
    "torch": (("divide", 255.0), ("subtract", [0.485, 0.456, 0.406]), ("divide", [0.229, 0.224, 0.225])),
}
Function = Callable[[Call, Machine], Any]
_HOMES = ("keras.preprocessing.image", "keras.preprocessing", "keras.utils", "keras.preprocessing.image_dataset")
_FUNCTIONS: Mapping[str, Function] = {
    **{f"keras.datasets.{name}.load_data": partial(_load, name) for name in _SETS},
    **{f"keras.utils.{name}": _to_categorical for name in ("to_categorical", "np_utils.to_categorical")},
    **{f"keras.utils.np_utils.{name}": _to_categorical for name in ("to_categorical",)},
    **{f"{home}.ImageDataGenerator": _generator for home in _HOMES},
    **{f"{home}.image_dataset_from_directory": _image_dataset for home in _HOMES},
    **{f"keras.{home}.pad_sequences": _padded for home in ("preprocessing.sequence", "utils", "utils.data_utils")},
    **{f"{home}.train_test_split": _split for home in ("sklearn.model_selection", "sklearn.cross_validation")},
    **{f"numpy.{name}": _filled for name in ("zeros", "ones", "empty")},
    **{f"numpy.random.{name}": _filled for name in ("random", "random_sample", "standard_normal")},
    **{f"numpy.random.{name}": _rand for name in ("rand", "randn")},
    **{f"numpy.random.{name}": partial(_drawn, 2) for name in ("normal", "uniform", "randint")},
    **{f"numpy.{name}": _array for name in ("array", "asarray", "float32")},
    **{f"{home}.expand_dims": _expanded for home in ("numpy", "tensorflow", "keras.ops", "keras.backend")},
    **{f"{home}.reshape": _reshaped for home in ("numpy", "tensorflow", "keras.ops", "keras.backend")},
    "numpy.unique": _unique,
    "tensorflow.data.Dataset.from_tensor_slices": _from_slices,
    "argparse.ArgumentParser": _parser,
}
_BACKBONES = {
    "vgg16": "VGG16", "vgg19": "VGG19", "resnet": "ResNet50", "resnet50": "ResNet50", "resnet_v2": "ResNet50V2",
    "inception_v3": "InceptionV3", "inception_resnet_v2": "InceptionResNetV2", "xception": "Xception",
    "mobilenet": "MobileNet", "mobilenet_v2": "MobileNetV2", "mobilenet_v3": "MobileNetV3Small",
    "densenet": "DenseNet121", "nasnet": "NASNetMobile", "efficientnet": "EfficientNetB0",
    "efficientnet_v2": "EfficientNetV2B0", "convnext": "ConvNeXtTiny",
}  # fmt: skip

DATA: Mapping[str, Any] = {
    **{path: Native(path, function) for path, function in _FUNCTIONS.items()},
    **{f"keras.applications.{module}.preprocess_input": preprocessing_of(name) for module, name in _BACKBONES.items()},
    "numpy.newaxis": None,
    "tensorflow.newaxis": None,
}
