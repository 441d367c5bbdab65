"""The layers with which Keras's applications classify, which their stored lists leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.layer_names import snake
from diagnostics.source.networks.network import Layer, Tensor, apply

_POOLED = (
    "ResNet", "DenseNet", "InceptionV3", "InceptionResNetV2", "Xception", "NASNet", "MobileNetV2", "EfficientNet",
)  # fmt: skip
_DROPOUT = {
    "EfficientNetB0": 0.2, "EfficientNetB1": 0.2, "EfficientNetB2": 0.3, "EfficientNetB3": 0.3, "EfficientNetB4": 0.4,
    "EfficientNetB5": 0.4, "EfficientNetB6": 0.5, "EfficientNetB7": 0.5,
}  # fmt: skip
_LAST_POINTS = {"MobileNetV3Small": 1024, "MobileNetV3Large": 1280}


def with_top(
    name: str, tensor: Tensor, classes: Any, activation: Any, request: Call, machine: Machine
) -> Tensor | None:
    """The output of the application with its top; None where the top is not known."""
    top = _Top(tensor, request, machine)
    if name in ("VGG16", "VGG19"):
        top.add("Flatten", {}, "flatten")
        for fully in ("fc1", "fc2"):
            top.add("Dense", {"units": 4096, "activation": "relu"}, fully)
    elif name == "MobileNet":
        return _convolved(top, "conv_preds", classes, activation)
    elif name in _LAST_POINTS:
        return _convolved_twice(top, _LAST_POINTS[name], classes, activation)
    elif name.startswith("ConvNeXt"):
        return _normalised(top, f"convnext_{name.removeprefix('ConvNeXt').lower()}_head", classes, activation)
    elif name.startswith(_POOLED):
        top.add("GlobalAveragePooling2D", {}, None if name.startswith(("MobileNetV2", "NASNet")) else "avg_pool")
        if name.startswith("EfficientNet"):
            top.add("Dropout", {"rate": _DROPOUT.get(name, 0.2)}, "top_dropout")
    else:
        return None
    top.add_classes("Dense", {"activation": activation}, "units", classes, "predictions")
    return top.tensor


@dataclass
class _Top:
    """The layers that are put on an output one after another."""

    tensor: Tensor
    request: Call
    machine: Machine

    def add(self, class_name: str, config: dict[str, Any], name: str | None = None) -> Layer:
        """A layer more; without a name it gets the one that Keras would give it."""
        place = self.request.place
        layer = Layer(class_name, config, name or self.machine.free_name(snake(class_name)), place, name is not None)
        self.tensor = apply(layer, (self.tensor,), self.machine.next_use(), place, self.machine.prefix)
        return layer

    def add_classes(self, class_name: str, config: dict[str, Any], key: str, classes: Any, name: str) -> None:
        """A layer whose number of outputs is that of the classes."""
        known = {key: [classes] if key == "target_shape" else classes} if isinstance(classes, int) else {}
        layer = self.add(class_name, {**config, **known}, name)
        if isinstance(classes, Unknown):
            layer.open[key] = classes


def _normalised(top: _Top, name: str, classes: Any, activation: Any) -> Tensor:
    """Classes from the normalised pooled features, as ConvNeXt does it."""
    top.add("GlobalAveragePooling2D", {}, f"{name}_gap")
    top.add("LayerNormalization", {"epsilon": 1e-6}, f"{name}_layernorm")
    top.add_classes("Dense", {"activation": activation}, "units", classes, f"{name}_dense")
    return top.tensor


def _convolved(top: _Top, name: str, classes: Any, activation: Any) -> Tensor:
    """Classes by a convolution over the pooled features, as MobileNet does it."""
    top.add("GlobalAveragePooling2D", {"keepdims": True})
    top.add("Dropout", {"rate": 0.001}, "dropout")
    top.add_classes("Conv2D", {"kernel_size": [1, 1], "padding": "same"}, "filters", classes, name)
    top.add_classes("Reshape", {}, "target_shape", classes, "reshape_2")
    top.add("Activation", {"activation": activation}, "predictions")
    return top.tensor


def _convolved_twice(top: _Top, filters: int, classes: Any, activation: Any) -> Tensor:
    """The same after one more convolution, as MobileNetV3 does it."""
    top.add("GlobalAveragePooling2D", {"keepdims": True})
    top.add("Conv2D", {"filters": filters, "kernel_size": [1, 1], "padding": "same"}, "conv_2")
    top.add("Activation", {"activation": "hard_silu"})
    top.add("Dropout", {"rate": 0.2})
    top.add_classes("Conv2D", {"kernel_size": [1, 1], "padding": "same"}, "filters", classes, "logits")
    top.add("Flatten", {})
    top.add("Activation", {"activation": activation}, "predictions")
    return top.tensor
