"""Writes the order of Keras's arguments, and its second names for classes, as data for the source reader.

Run as `python -m diagnostics.build.signatures` after a Keras upgrade; a test fails when the file is out of date.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "source" / "networks" / "signatures.json"
_KINDS = ("layers", "optimizers", "losses", "metrics", "initializers", "regularizers", "constraints", "callbacks")


def signatures() -> dict[str, dict[str, Any]]:
    """By kind and public name: the arguments in order, or the name of the class that it is a second name for."""
    import keras  # heavy, and only needed here

    homes = {kind: getattr(keras, kind) for kind in _KINDS} | {"schedules": keras.optimizers.schedules}
    return {kind: _of(vars(home)) for kind, home in homes.items()} | {"models": _models(keras)}


def _of(members: dict[str, Any]) -> dict[str, Any]:
    classes = {name: each for name, each in sorted(members.items()) if inspect.isclass(each)}
    return {
        name: _order(each) if each.__name__ == name or each.__name__ not in classes else each.__name__
        for name, each in classes.items()
    }


def _models(keras: Any) -> dict[str, list[str]]:
    return {name: _order(getattr(keras.Model, name))[1:] for name in ("compile", "fit")}


def _order(member: Any) -> list[str]:
    parameters = inspect.signature(member).parameters.values()
    return [each.name for each in parameters if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]


if __name__ == "__main__":
    TABLE.write_text(json.dumps(signatures(), indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
