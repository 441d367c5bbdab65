"""Small experiment runner (keras 3, torch or tf backend)."""
from __future__ import annotations
from dataclasses import dataclass, field, replace
from typing import Literal
import keras


@dataclass
class HParams:
    units: tuple[int, ...] = (128, 64)
    act: str = "silu"
    norm: Literal["bn", "ln", None] = "ln"
    optimizer: str = "adamw"
    lr: float = 1e-3
    weight_decay: float = 1e-2
    warmup: int = 0
    input_dim: int = 30
    tags: list[str] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self.units)


def norm_layer(kind):
    match kind:
        case "bn":
            return keras.layers.BatchNormalization()
        case "ln":
            return keras.layers.LayerNormalization()
        case _:
            return keras.layers.Identity()


def make_optimizer(hp: HParams):
    return {
        "adamw": lambda: keras.optimizers.AdamW(hp.lr, weight_decay=hp.weight_decay),
        "sgd": lambda: keras.optimizers.SGD(hp.lr, momentum=0.9),
    }[hp.optimizer]()


def build(hp: HParams) -> keras.Model:
    x = inputs = keras.Input((hp.input_dim,), name="features")
    for i, u in enumerate(hp.units):
        h = keras.layers.Dense(u, name=f"dense_{i:02d}")(x)
        h = norm_layer(hp.norm)(h)
        h = keras.layers.Activation(hp.act)(h)
        x = keras.layers.add([x, h]) if x.shape[-1] == u else h
    if (n := hp.depth) > 1:
        x = keras.layers.Dropout(0.1 * n)(x)
    model = keras.Model(inputs, keras.layers.Dense(1, "sigmoid")(x), name="_".join(["mlp", *map(str, hp.units)]))
    model.compile(make_optimizer(hp), keras.losses.BinaryCrossentropy(), metrics=[keras.metrics.AUC()])
    return model


base = HParams()
for hp in (base, replace(base, units=(64, 64, 64), norm="bn", optimizer="sgd", lr=0.05)):
    model = build(hp)
    model.summary()
