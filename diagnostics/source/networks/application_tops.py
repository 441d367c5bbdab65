"""The layers with which Keras's applications classify, which their stored lists leave out."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.network import Layer, Tensor, apply

_POOLED = (
    "ResNet", "DenseNet", "InceptionV3", "InceptionResNetV2", "Xception", "NASNet", "MobileNetV2", "EfficientNet",
)  # fmt: skip
_DROPOUT = {
    "EfficientNetB0": 0.2, "EfficientNetB1": 0.2, "EfficientNetB2": 0.3, "EfficientNetB3": 0.3, "EfficientNetB4": 0.4,
    "EfficientNetB5": 0.4, "EfficientNetB6": 0.5, "EfficientNetB7": 0.5,
}  # fmt: skip


def with_top(
    name: str, tensor: Tensor, classes: Any, activation: Any, request: Call, machine: Machine
) -> Tensor | None:
    """The output of the application with its top; None where the top is not known."""
    if name in ("VGG16", "VGG19"):
        tensor = _apply("Flatten", {}, "flatten", tensor, request, machine)
        for fully in ("fc1", "fc2"):
            tensor = _apply("Dense", {"units": 4096, "activation": "relu"}, fully, tensor, request, machine)
    elif name.startswith(_POOLED):
        tensor = _apply("GlobalAveragePooling2D", {}, "avg_pool", tensor, request, machine)
        if name.startswith("EfficientNet"):
            rate = _DROPOUT.get(name, 0.2)
            tensor = _apply("Dropout", {"rate": rate}, "top_dropout", tensor, request, machine)
    else:
        return None
    config: dict[str, Any] = {"activation": activation}
    if isinstance(classes, int):
        config["units"] = classes
    top = _apply("Dense", config, "predictions", tensor, request, machine)
    if isinstance(classes, Unknown):
        top.use.layer.open["units"] = classes
    return top


def _apply(
    class_name: str, config: dict[str, Any], name: str, tensor: Tensor, request: Call, machine: Machine
) -> Tensor:
    layer = Layer(class_name, config, name, request.place, is_named=True)
    return apply(layer, (tensor,), machine.next_use(), request.place, machine.prefix)
