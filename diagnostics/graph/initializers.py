"""Initializers in any of Keras's spellings, read as the distribution they draw from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.graph import keras_tables

_SCALES = {
    "glorotnormal": (1.0, "fan_avg"),
    "glorotuniform": (1.0, "fan_avg"),
    "henormal": (2.0, "fan_in"),
    "heuniform": (2.0, "fan_in"),
    "lecunnormal": (1.0, "fan_in"),
    "lecununiform": (1.0, "fan_in"),
}


@dataclass(frozen=True)
class Initializer:
    """An initializer by its class name in lower case without underscores, with every setting."""

    kind: str
    config: Mapping[str, Any]

    @property
    def constant(self) -> float | None:
        """The one value that every weight gets; None where they differ."""
        given = self.config.get("value", 0.0)
        value = float(given) if isinstance(given, int | float) else None
        return {"zeros": 0.0, "ones": 1.0, "constant": value}.get(self.kind)

    @property
    def scale(self) -> float | None:
        """Variance times fan (VarianceScaling's `scale`: Glorot and LeCun 1, He 2); None for other families."""
        if self.kind == "variancescaling":
            return float(self.config["scale"])
        return _SCALES[self.kind][0] if self.kind in _SCALES else None

    @property
    def mode(self) -> str | None:
        """The fan that `scale` is divided by: fan_in, fan_out or fan_avg."""
        return self.config["mode"] if self.kind == "variancescaling" else _SCALES.get(self.kind, (0.0, None))[1]

    @property
    def largest(self) -> float | None:
        """The standard deviation of a normal, the farther bound of a uniform; None where shapes decide."""
        if self.kind in ("randomnormal", "truncatednormal"):
            return float(self.config["stddev"])
        if self.kind == "randomuniform":
            return max(abs(float(self.config["minval"])), abs(float(self.config["maxval"])))
        return None

    @property
    def mean_square(self) -> float | None:
        """The expected square of a weight; None where shapes decide."""
        if self.kind in ("randomnormal", "truncatednormal"):
            kept = 0.774 if self.kind == "truncatednormal" else 1.0  # variance left after the cut at two deviations
            return float(self.config["mean"]) ** 2 + kept * float(self.config["stddev"]) ** 2
        if self.kind == "randomuniform":
            low, high = float(self.config["minval"]), float(self.config["maxval"])
            return (low * low + low * high + high * high) / 3
        return None


def read_initializer(value: Any) -> Initializer | None:
    """What a config says in an initializer's place, or None where it is no initializer of Keras."""
    if value is None:
        return read_initializer("glorot_uniform")  # what Keras falls back to for weights
    name, config = (value.get("class_name"), value.get("config") or {}) if isinstance(value, Mapping) else (value, {})
    class_name = keras_tables.class_of("initializers", name) if isinstance(name, str) else None
    if class_name is None:
        return None
    kind = class_name.replace("_", "").lower().removesuffix("initializer")
    return Initializer(kind, keras_tables.defaults("initializers", class_name) | dict(config))
