"""How the applications' inputs are prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from diagnostics.formats.conventions import convention_of
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Native, Unknown
from diagnostics.source.networks.data import Array
from diagnostics.source.networks.network import Tensor
from diagnostics.source.networks.tensor_math import operated


def _preprocess(backbone: str, request: Call, machine: Machine) -> Any:
    """`keras.applications.resnet50.preprocess_input(x)`."""
    value = request.get("x", 0)
    if isinstance(value, Array | Unknown):
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


def preprocessing_of(backbone: str) -> Native:
    """The function by which an application's inputs are prepared."""
    return Native(f"preprocess_input:{backbone}", partial(_preprocess, backbone))


_STEPS: Mapping[str, Sequence[tuple[str, Any]]] = {
    "none": (),
    "tf": (("divide", 127.5), ("subtract", 1.0)),
    "torch": (("divide", 255.0), ("subtract", [0.485, 0.456, 0.406]), ("divide", [0.229, 0.224, 0.225])),
}


_BACKBONES = {
    "vgg16": "VGG16", "vgg19": "VGG19", "resnet": "ResNet50", "resnet50": "ResNet50", "resnet_v2": "ResNet50V2",
    "inception_v3": "InceptionV3", "inception_resnet_v2": "InceptionResNetV2", "xception": "Xception",
    "mobilenet": "MobileNet", "mobilenet_v2": "MobileNetV2", "mobilenet_v3": "MobileNetV3Small",
    "densenet": "DenseNet121", "nasnet": "NASNetMobile", "efficientnet": "EfficientNetB0",
    "efficientnet_v2": "EfficientNetV2B0", "convnext": "ConvNeXtTiny",
}  # fmt: skip


PREPARING: Mapping[str, Native] = {
    f"keras.applications.{module}.preprocess_input": preprocessing_of(name) for module, name in _BACKBONES.items()
}
