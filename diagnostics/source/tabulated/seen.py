"""One layer as a summary shows it, and guesses at its config that can be checked against that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnostics.graph.shapes.families import ODD_CONFIG, called, families, output_of, weights_of
from diagnostics.graph.shapes.layer_shape import Shape


@dataclass(frozen=True)
class Seen:
    """A layer of a class, the shapes around it and the count of its weights; None where the summary does not say."""

    class_name: str
    inputs: tuple[Shape | None, ...]
    output: Shape | None
    parameters: int | None

    @property
    def input(self) -> Shape | None:
        """The shape of the one input."""
        return self.inputs[0] if len(self.inputs) == 1 else None


@dataclass(frozen=True)
class Guess:
    """A config with what follows from the summary, and in `open` the keys whose values only stand in."""

    config: Mapping[str, Any] = field(default_factory=dict)
    open: frozenset[str] = frozenset()


Guesses = Iterator[Guess]
Guesser = Callable[[Seen], Guesses]


def fits(seen: Seen, guess: Guess) -> bool:
    """Whether a layer with this config has the shape and the count of weights that the summary shows."""
    if seen.class_name not in families():
        return False
    call = called(seen.class_name, {**guess.config, "trainable": True}, seen.inputs)
    try:
        if seen.output is not None and output_of(call) != seen.output:
            return False
        held = weights_of(call)
    except ODD_CONFIG:
        return False
    return seen.parameters is None or held.trained + held.fixed == seen.parameters
