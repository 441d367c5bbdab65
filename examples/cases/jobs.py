"""The job files of the five cases: what each post trained, and what it should have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from examples.cases import networks as net

Document = dict[str, Any]
SPARSE = "sparse_categorical_crossentropy"
CENTRED = [{"rescale": {"scale": 1 / 127.5, "offset": -1.0}}]
UNIT = [{"rescale": {"scale": 1 / 255}}]
CAFFE = [{"backbone": "caffe"}]


@dataclass(frozen=True)
class Job:
    """A job file: its name, what a reader should know, and the document."""

    name: str
    told: str
    document: Document


def job(name: str, told: str, dataset: Document, model: Document, training: Document, steps: int | None = None) -> Job:
    """A job on the data of its case and size; `steps` bounds what the diagnosis may spend."""
    data = "-".join(name.split("-")[:2])
    document = {"name": name, "dataset": {"location": f"{data}.npz", **dataset}, "model": model, "training": training}
    return Job(name, told, document | ({"diagnosis": {"budget": {"steps": steps}}} if steps else {}))


def _layers(size: int, layers: list[net.Layer]) -> Document:
    return {"layers": [net.image(size), *layers]}


def _training(epochs: int, batch_size: int = 32, learning_rate: Any = 1e-3, loss: str = SPARSE) -> Document:
    return {
        "optimizer": "Adam",
        "learning_rate": learning_rate,
        "loss": loss,
        "batch_size": batch_size,
        "epochs": epochs,
    }


def _case_000() -> list[Job]:
    told = "Half of VGG16 without normalisation, Glorot initialisation, Adam 1e-3: every input gets the same answer."
    cured = "The same with He initialisation and a rate of 1e-4, which learns."
    dataset = {"validation": {"fraction": 0.1}, "preprocess": [{"rescale": {"scale": 1 / 255, "offset": -0.5}}]}
    small, full = (16, 32, 64, 128, 128), (32, 64, 128, 256, 256)
    he = net.vgg(small, 1024, 5, kernel_initializer="he_normal")
    return [
        job("000-small", told, dataset, _layers(32, net.vgg(small, 1024, 5)), _training(200, 30), steps=2250),
        job("000-small-control", cured, dataset, _layers(32, he), _training(200, 30, 1e-4), steps=150),
        job("000-full", told, dataset, _layers(224, net.vgg(full, 4096, 5)), _training(500, 30), steps=50),
    ]


def _case_001() -> list[Job]:
    told = "Raw pixels into a deep plain network at Adam 1e-3; augmentation and Rescaling are overwritten, a bug aside."
    cured = "AlexNet with batch normalisation and its Rescaling wired in, which learns."
    dataset = {"validation": {"fraction": 0.2}}
    small, full = (8, 16, 24, 32, 32), (32, 64, 96, 128, 128)
    alexnet = net.alexnet((24, 48, 64, 64, 48), 256, 160)
    return [
        job(
            "001-small", told, dataset, _layers(32, _with_losses(net.vgg(small, 1024, 160))), _training(30), steps=1920
        ),
        job("001-small-control", cured, dataset, _layers(32, alexnet), _training(30), steps=1152),
        job("001-full", told, dataset, _layers(224, _with_losses(net.vgg(full, 4096, 160))), _training(240), steps=5),
    ]


def _with_losses(layers: list[net.Layer]) -> list[net.Layer]:
    """The network behind layers that lead nowhere: it reads the image itself."""
    first, *others = layers
    return [*net.lost_preprocessing(), {**first, "inputs": ["image"]}, *others]


def _case_002() -> list[Job]:
    told = "A very wide Flatten on raw pixels, whose common signal drowns the pixel that tells; three outputs for two."
    cured = "The same on centred inputs, which learns."
    dataset = {"validation": {"fraction": 0.25}}
    centred = {**dataset, "preprocess": CENTRED}
    cyclic = {"cyclic": {"base": 5e-6, "max": 3e-4, "step_size": 200}}
    loss = "categorical_crossentropy"
    sick, wide = _layers(32, net.dense_on_pixels(3)), _layers(224, net.dense_on_pixels(3))
    return [
        job("002-small", told, dataset, sick, _training(10, learning_rate=cyclic, loss=loss), steps=9400),
        job("002-small-control", cured, centred, sick, _training(10, learning_rate=cyclic, loss=loss)),
        job("002-full", told, dataset, wide, _training(94, learning_rate=cyclic, loss=loss), steps=5),
    ]


def _case_003() -> list[Job]:
    unfrozen = "A pretrained batch-normalised backbone, unfrozen, fed x/255 where it was trained on caffe's convention."
    splits = "Training images as the backbone wants them, validation images as x/255."
    frozen = "The backbone frozen and fed x/255 where it was trained on caffe's convention: it trains badly."
    cured = "The backbone frozen and fed what it was trained on, which learns."
    full = "ResNet50 under x/255. Without its weights there is nothing to learn from: for what shows before training."
    dataset, training = {"validation": {"fraction": 0.2}}, _training(10, 16)
    wrong, right = {**dataset, "preprocess": UNIT}, {**dataset, "preprocess": CAFFE}
    differing = {**dataset, "preprocess": {"train": CAFFE, "validation": UNIT}}
    large = {"image": {"size": [256, 256], "channels": 3}, **wrong}
    head = [net.layer("pool", "GlobalAveragePooling2D"), *net.backbone_head(512, 101)]
    resnet = {"application": {"name": "ResNet50", "weights": None, "trainable": False, "head": head}}
    return [
        job("003-small-unfrozen", unfrozen, wrong, _archive(trainable=True), training, steps=946),
        job("003-small-splits", splits, differing, _archive(trainable=False), training, steps=946),
        job("003-small-frozen", frozen, wrong, _archive(trainable=False), training, steps=946),
        job("003-small-control", cured, right, _archive(trainable=False), training, steps=473),
        job("003-full", full, large, resnet, _training(947), steps=2),
    ]


def _archive(*, trainable: bool) -> Document:
    head = net.backbone_head(64, 20)
    location = "003-backbone.keras"
    return {"archive": {"location": location, "trainable": trainable, "convention": CAFFE, "head": head}}


def _case_004() -> list[Job]:
    told = "Ten unpadded 2 × 2 convolutions of equal width, Glorot initialisation, Adam 1e-3: loss ln 8 for ever."
    cured = "The small network of the post's answer, which learns at 1e-4."
    dataset = {"validation": {"tail": 0.1}, "preprocess": UNIT}
    answer = net.answer_of_004((16, 32, 64), 128, 8)
    narrow = net.same_width_everywhere(128, 8, poolings=(1, 2, 4))  # five would leave nothing of 48 pixels
    return [
        job("004-small", told, dataset, _layers(48, narrow), _training(500, 16), steps=3150),
        job("004-small-control", cured, dataset, _layers(48, answer), _training(500, 16, 1e-4), steps=300),
        job("004-full", told, dataset, _layers(200, net.same_width_everywhere(256, 8)), _training(1750, 16), steps=5),
    ]


JOBS: Mapping[str, Job] = {
    each.name: each for case in (_case_000, _case_001, _case_002, _case_003, _case_004) for each in case()
}
