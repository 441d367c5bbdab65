"""A run in the middle, as a file: everything that its further course and its record depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from diagnostics.data.raw import Array
from diagnostics.observations import Observation, Real, Snapshot

_STATE, _SERIES, _VARIABLE = "state", "series/", "variable/"


class Watched(Observation):
    """Where one callback stands: the best loss that it saw, and the epochs since."""

    best: Real | None
    waited: int


class State(Observation):
    """What a run has come to, beside its series and its variables; `of` names the run.

    The position in the data is the number of steps taken: the order of every epoch is drawn from the seed alone.
    """

    of: str
    stopped_early: bool
    callbacks: tuple[Watched, ...]
    snapshots: tuple[Snapshot, ...]
    learned_at_step: int | None
    resumed_at_steps: tuple[int, ...]
    clock: dict[str, float]


@dataclass(frozen=True)
class Checkpoint:
    """`series` grew by a figure a step; `variables` are raw bytes in the order of the loop's own."""

    state: State
    series: Mapping[str, list[float]]
    variables: Sequence[bytes]

    def fits(self, series: Mapping[str, list[float]], variables: Sequence[Any]) -> bool:
        """Whether a loop with such series and variables can go on from here."""
        lengths = {len(points) for points in self.series.values()}
        sizes = [np.asarray(variable).nbytes for variable in variables]
        kept = [len(raw) for raw in self.variables]
        return self.series.keys() == series.keys() and len(lengths) == 1 and kept == sizes


def write(checkpoint: Checkpoint, file: Path) -> None:
    """An uncompressed NumPy archive, in which each part has a checksum."""
    parts = {_STATE: np.frombuffer(checkpoint.state.model_dump_json().encode(), np.uint8)}
    parts |= {_SERIES + name: np.array(points, np.float64) for name, points in checkpoint.series.items()}
    parts |= {_VARIABLE + str(place): np.frombuffer(raw, np.uint8) for place, raw in enumerate(checkpoint.variables)}
    with file.open("wb") as opened:
        np.savez(opened, **parts)  # type: ignore[arg-type]  # mypy takes the parts for its option allow_pickle


def read(file: Path) -> Checkpoint:
    """What `write` wrote. Raises exceptions of many kinds for a file that is damaged."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as archive:
        parts: dict[str, Array] = {name: archive[name] for name in archive.files}
    count = sum(name.startswith(_VARIABLE) for name in parts)
    series = {name.removeprefix(_SERIES): part for name, part in parts.items() if name.startswith(_SERIES)}
    return Checkpoint(
        state=State.model_validate_json(parts[_STATE].tobytes()),
        series={name: part.tolist() for name, part in series.items()},
        variables=[parts[_VARIABLE + str(place)].tobytes() for place in range(count)],
    )
