"""Writes what Keras ships, and its defaults, as data that the light half reads without importing Keras.

Run as `python -m diagnostics.build.keras_tables` after a Keras upgrade; a test fails when the file is out of date.
"""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "graph" / "keras_tables.json"


def tables() -> dict[str, Any]:
    """Class names and constructor defaults by kind, as the installed Keras has them."""
    import keras  # heavy, and only needed here

    base = {"layers": keras.layers.Layer, "optimizers": keras.optimizers.Optimizer, "losses": keras.losses.Loss}
    base |= {"metrics": keras.metrics.Metric, "initializers": keras.initializers.Initializer}
    base |= {"regularizers": keras.regularizers.Regularizer, "constraints": keras.constraints.Constraint}
    found: dict[str, Any] = {
        kind: {
            name: _defaults(member)
            for name, member in sorted(vars(getattr(keras, kind)).items())
            if inspect.isclass(member) and issubclass(member, parent) and member is not parent
        }
        for kind, parent in base.items()
    }
    for kind in ("losses", "metrics", "initializers", "optimizers"):
        found[f"{kind}_by_name"] = _aliases(kind, found[kind])
    found["activations"] = sorted(
        name
        for name, member in vars(keras.activations).items()
        if inspect.isfunction(member) and name not in ("get", "serialize", "deserialize")
    )
    found["keras"] = keras.__version__
    return found


def _defaults(member: type) -> dict[str, Any]:
    parameters = inspect.signature(member).parameters.values()
    named = [each for each in parameters if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
    return {
        "defaults": {each.name: _plain(each.default) for each in named if each.default is not each.empty},
        "required": [each.name for each in named if each.default is each.empty],
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _aliases(kind: str, classes: dict[str, Any]) -> dict[str, str]:
    """Every short name that Keras's own `get` understands, with the class it stands for."""
    understood = importlib.import_module(f"keras.src.{kind}").ALL_OBJECTS_DICT
    known = {name.lower(): name for name in classes}
    stands_for = {alias: member.__name__.replace("_", "").lower() for alias, member in understood.items()}
    return {alias: known[name] for alias, name in sorted(stands_for.items()) if name in known}


if __name__ == "__main__":
    TABLE.write_text(json.dumps(tables(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
