"""What Keras calls its applications, unless it is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SPLIT = {
    "InceptionResNetV2": "inception_resnet_v2", "InceptionV3": "inception_v3",
    "NASNetLarge": "nasnet_large", "NASNetMobile": "nasnet_mobile",
}  # fmt: skip
_TRAINED_ON = {"MobileNet": (128, 160, 192, 224), "MobileNetV2": (96, 128, 160, 192, 224)}
_USUAL_SIDE = 224


def name_of_application(name: str, given: Mapping[str, Any]) -> str:
    """Keras's name for an application with these arguments: `vgg16`, `mobilenetv2_1.00_224`, `efficientnetv2-b0`."""
    if name in _TRAINED_ON:
        return f"{name.lower()}_{given.get('alpha', 1):0.2f}_{_side(name, given)}"
    if name.startswith("MobileNetV3"):
        return name
    kind, version, size = name.lower().partition("efficientnetv2")
    if version:
        return f"{version}-{size}"
    return _SPLIT.get(name, kind.replace("convnext", "convnext_"))


def _side(name: str, given: Mapping[str, Any]) -> Any:
    """The height of the images or, with Keras's own weights, that of those they were trained on."""
    shape = given.get("input_shape")
    height, width = shape[:2] if isinstance(shape, list | tuple) and len(shape) > 1 else (None, None)
    is_pretrained = given.get("weights", "imagenet") == "imagenet"
    if is_pretrained and (height != width or height not in _TRAINED_ON[name]):
        return _USUAL_SIDE
    return _USUAL_SIDE if shape is None and given.get("include_top", True) is not False else height
