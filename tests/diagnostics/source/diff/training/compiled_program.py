"""Programs around a `compile` and a `fit`."""

from typing import Any

from diagnostics.fixes.settings import with_optimizer, with_training
from diagnostics.source.diff.source_diff import SourceDiff
from tests.diagnostics.source.diff.rewritten import changed_lines, diff_to, program, rewritten_to, spec_of

NETWORK = program("""
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation='softmax')])
""")


def trained(
    compiled: str, fitted: str = "model.fit(X, y, epochs=50)", before: str = "from tensorflow import keras"
) -> str:
    """A program with these lines."""
    return f"{before}\n{NETWORK}{compiled}\n{fitted}\n"


def changed(code: str, **settings: Any) -> tuple[list[str], list[str]]:
    """Lines that change with training settings."""
    return changed_lines(code, rewritten_to(code, with_training(spec_of(code), **settings)))


def clipped(code: str, **config: Any) -> tuple[list[str], list[str]]:
    """Lines that change with settings of the optimizer."""
    return changed_lines(code, rewritten_to(code, with_optimizer(spec_of(code), **config)))


def refused(code: str, **settings: Any) -> SourceDiff:
    """What comes of training settings that the text cannot have."""
    found = diff_to(code, with_training(spec_of(code), **settings))
    assert found.diff is None
    return found
