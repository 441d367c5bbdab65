from dataclasses import dataclass, field
from typing import List, Optional

import keras
from keras import layers


@dataclass
class Config:
    n_features: int = 20
    units: List[int] = field(default_factory=lambda: [32, 16])
    activation: str = "relu"
    dropout: Optional[float] = 0.25
    lr: float = 2e-3


class Net:
    def __init__(self, cfg: Config):
        self.cfg = cfg

    def build(self) -> keras.Model:
        c = self.cfg
        inp = keras.Input(shape=(c.n_features,))
        x = inp
        for u in c.units:
            x = layers.Dense(u, activation=c.activation)(x)
            if c.dropout is not None:
                x = layers.Dropout(c.dropout)(x)
        out = layers.Dense(1, activation="sigmoid")(x)
        model = keras.Model(inp, out)
        model.compile(keras.optimizers.Adam(c.lr), "binary_crossentropy", metrics=["accuracy"])
        return model


model = Net(Config(units=[64, 32])).build()
