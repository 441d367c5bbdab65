"""Keras's applications as the text asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.formats import application
from diagnostics.formats.application_widths import name_at_width, of_width
from diagnostics.formats.saved_model import SavedModel
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call
from diagnostics.source.networks.application_body import take_body
from diagnostics.source.networks.application_names import name_of_application
from diagnostics.source.networks.application_tops import with_top
from diagnostics.source.networks.input_shapes import declare_shape
from diagnostics.source.networks.models_made import new_model
from diagnostics.source.networks.network import Layer, Model, Tensor, apply
from diagnostics.source.networks.tensor_math import layer_for

STORE = "keras://"  # where the weights lie that Keras downloads itself

_OF_ANY_SIZE = frozenset({"MobileNetV3Small", "MobileNetV3Large"})
_OF_ONE_SIZE = "NASNet"  # unless it is told, with a top and without
_NORMALISED_LAST = "ConvNeXt"  # after the pooling that include_top=False may ask for, and not at all before a top

_ORDER = ("include_top", "weights", "input_tensor", "input_shape", "pooling", "classes", "classifier_activation")
_SHAPE_FIRST = ("input_shape", "include_top", "weights", "input_tensor", "pooling", "classes", "classifier_activation")
_PREPARING_SECOND = ("include_top", "include_preprocessing", *_ORDER[1:])
_ORDERS = {
    "MobileNet": ("input_shape", "alpha", "depth_multiplier", "dropout", "include_top", "weights", "input_tensor"),
    "MobileNetV2": ("input_shape", "alpha", "include_top", "weights", "input_tensor", "pooling", "classes"),
    "MobileNetV3Small": ("input_shape", "alpha", "minimalistic", "include_top", "weights", "input_tensor", "classes"),
    "MobileNetV3Large": ("input_shape", "alpha", "minimalistic", "include_top", "weights", "input_tensor", "classes"),
    "NASNetLarge": _SHAPE_FIRST, "NASNetMobile": _SHAPE_FIRST,
    **{f"ConvNeXt{size}": _PREPARING_SECOND for size in ("Tiny", "Small", "Base", "Large", "XLarge")},
}  # fmt: skip
_AS_STORED: Mapping[str, Any] = {
    "depth_multiplier": 1, "minimalistic": False, "include_preprocessing": True,
}  # fmt: skip
_SIZES = {
    "InceptionResNetV2": 299, "NASNetLarge": 331, "InceptionV3": 299, "Xception": 299,
    "EfficientNetB1": 240, "EfficientNetB2": 260, "EfficientNetB3": 300,
    "EfficientNetB4": 380, "EfficientNetB5": 456, "EfficientNetB6": 528, "EfficientNetB7": 600,
    "EfficientNetV2B1": 240, "EfficientNetV2B2": 260, "EfficientNetV2B3": 300, "EfficientNetV2S": 384,
    "EfficientNetV2M": 480, "EfficientNetV2L": 480,
}  # fmt: skip


def make_application(name: str, request: Call, machine: Machine) -> Any:
    """`keras.applications.VGG16(...)`."""
    order = _ORDERS.get(name, _ORDER)
    given = dict(zip(order, request.arguments, strict=False)) | dict(request.keywords)
    body = _body(name, given)
    if body is None:
        return machine.unknown(request.node)
    made = new_model(name_of_application(name, given), request, machine)
    made.is_part = given.get("include_top", True) is False
    tensor = _entering(name, given, machine, request)
    weights = given.get("weights", "imagenet")
    if isinstance(weights, str) and weights != "imagenet":
        machine.note(request.place.line, f"the weights in {weights!r} are not read; give their location in the job")
    location = f"{STORE}{name_at_width(name, given.get('alpha', 1))}" if weights == "imagenet" else None
    take_body(name, body, location, made, tensor, machine)
    _finish(made, name, given, request, machine)
    return made


def _body(name: str, given: dict[str, Any]) -> SavedModel | None:
    """The application's layers without a top; None for one that is not known."""
    alpha = given.get("alpha", 1)
    if any(given.get(key, value) != value for key, value in _AS_STORED.items()) or not isinstance(alpha, int | float):
        return None
    return of_width(name, application.stored(name), alpha)


def _entering(name: str, given: dict[str, Any], machine: Machine, request: Call) -> Tensor:
    existing = given.get("input_tensor")
    if isinstance(existing, Tensor):
        return existing
    layer = Layer("InputLayer", {}, machine.free_name("input_layer"), request.place)
    shape = given.get("input_shape")
    if shape is not None:
        declare_shape(layer, shape)
    elif name.startswith(_OF_ONE_SIZE) or (given.get("include_top", True) is not False and name not in _OF_ANY_SIZE):
        size = _SIZES.get(name, 224)
        declare_shape(layer, (size, size, 3))
    else:
        declare_shape(layer, (None, None, 3))
    place = request.place_of("input_shape", _ORDERS.get(name, _ORDER).index("input_shape"))
    if place is not None:
        layer.arguments["shape"] = place
    return apply(layer, (), machine.next_use(), request.place)


def _finish(made: Model, name: str, given: dict[str, Any], request: Call, machine: Machine) -> None:
    """Pooling, or the top with which Keras's application classifies."""
    last = made.outputs[0].use
    if name.startswith(_NORMALISED_LAST):
        made.outputs = last.inputs
        made.outputs[0].use.readers.remove(last)
    if given.get("include_top", True) is False:
        pooling = {"avg": "GlobalAveragePooling2D", "max": "GlobalMaxPooling2D"}.get(str(given.get("pooling")))
        if pooling is not None:
            made.outputs = (layer_for(pooling, {}, made.outputs, request.place, machine),)
        if name.startswith(_NORMALISED_LAST):
            made.outputs = (apply(last.layer, made.outputs, machine.next_use(), request.place, machine.prefix),)
        return
    classes, activation = given.get("classes", 1000), given.get("classifier_activation", "softmax")
    found = with_top(name, made.outputs[0], classes, activation, request, machine)
    if found is None:
        made.refusal = (request.place.line, f"{name} with its top is not read; give include_top=False and a head")
    else:
        made.outputs = (found,)
