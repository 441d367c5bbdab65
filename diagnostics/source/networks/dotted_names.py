"""What lies outside the text has one dotted name, wherever it was imported from."""

from __future__ import annotations

import re

_KERAS = re.compile(
    r"^(tensorflow\.(compat\.v[12]\.|contrib\.|python\.|_api\.v2\.)*keras|tf_keras|keras\.(src|api|_tf_keras\.keras))(?=\.|$)"
)


KINDS = ("optimizers", "losses", "metrics", "callbacks", "initializers", "regularizers", "constraints")


def canonical(path: str) -> str:
    """The name with Keras's own as its start, wherever it was imported from, and its inner folders left out."""
    path = _KERAS.sub("keras", path)
    if path in ("keras.models.Model", "keras.models.Sequential", "keras.engine.Model", "keras.engine.training.Model"):
        return "keras." + path.rsplit(".", 1)[1]
    path = path.replace(".experimental.preprocessing.", ".").replace(".legacy.", ".").replace(".experimental.", ".")
    parts = path.split(".")
    if len(parts) > 3 and parts[0] == "keras" and parts[1] in ("layers", *KINDS) and parts[2] != "schedules":
        return f"keras.{parts[1]}.{parts[-1]}"
    if path.startswith("keras.engine.") and parts[-1] in ("Layer", "Input", "InputLayer", "InputSpec"):
        return f"keras.layers.{parts[-1]}"
    return path
