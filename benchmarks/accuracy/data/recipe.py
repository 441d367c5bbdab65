"""What a dataset is made of, and the file it is kept in."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.data.alterations import ALTERATIONS
from benchmarks.accuracy.data.images import digits, gratings, shapes, tags
from benchmarks.accuracy.data.sequences import bumps, order, tokens, tones, waves
from benchmarks.accuracy.data.tables import clusters, friedman, moons, rings, sensor_tags

Arrays = dict[str, NDArray[Any]]
_GENERATORS: Mapping[str, Callable[..., tuple[NDArray[Any], NDArray[Any]]]] = {
    each.__name__: each
    for each in (
        *(digits, gratings, shapes, tags, clusters, friedman, moons, rings, sensor_tags),
        *(bumps, order, tokens, tones, waves),
    )
}


@dataclass(frozen=True)
class Recipe:
    """A generator with its settings, and what is done to its samples afterwards, in order."""

    kind: str
    samples: int
    seed: int = 0
    settings: Mapping[str, float] = field(default_factory=dict)
    altered: tuple[tuple[str, float], ...] = ()

    @property
    def file(self) -> str:
        """A name that no other recipe has."""
        told = json.dumps(asdict(self), sort_keys=True)
        return f"{self.kind}-{hashlib.sha256(told.encode()).hexdigest()[:12]}.npz"

    def then(self, alteration: str, amount: float) -> Recipe:
        """The same samples, altered once more."""
        return replace(self, altered=(*self.altered, (alteration, amount)))

    def arrays(self) -> Arrays:
        """The samples: `x` and `y`, or `x_train`, `y_train`, `x_val` and `y_val`."""
        generator = np.random.default_rng((self.seed, 17))
        x, y = _GENERATORS[self.kind](generator, self.samples, **self.settings)
        made: Arrays = {"x": x, "y": y}
        for name, amount in self.altered:
            made = ALTERATIONS[name](generator, made, amount)
        return made

    def written(self, folder: Path) -> Path:
        """The file, made unless it is there; whole or not at all, as several processes may want it at once."""
        path = folder / self.file
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}.tmp.npz")
            np.savez(unfinished, allow_pickle=False, **self.arrays())
            unfinished.replace(path)
        return path
