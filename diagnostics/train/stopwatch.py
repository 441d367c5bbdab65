"""What a run spends its time on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field


@dataclass
class Stopwatch:
    """Seconds by what they were spent on, those of processes that were lost included.

    `started` is when the run began by the monotonic clock, less what earlier processes spent on it. Pace is taken from
    the `timed_steps` alone: the first step of a process compiles.
    """

    started: float
    training_seconds: float = 0.0
    timed_steps: int = 0
    probing_seconds: float = 0.0
    checkpoint_seconds: float = 0.0
    first_step_seconds: float = 0.0
    until_first_step_seconds: float = 0.0
    _warm: bool = field(default=False, init=False)

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    @property
    def seconds_per_step(self) -> float | None:
        """The pace, once it is known."""
        return self.training_seconds / self.timed_steps if self.timed_steps else None

    @contextmanager
    def probing(self) -> Iterator[None]:
        """Counts what is done inside as probing."""
        before = time.monotonic()
        yield
        self.probing_seconds += time.monotonic() - before

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Counts what is done inside as keeping checkpoints."""
        before = time.monotonic()
        yield
        self.checkpoint_seconds += time.monotonic() - before

    def trained(self, steps: int, seconds: float) -> None:
        """Notes so many steps, which took so long."""
        if self._warm:
            self.training_seconds += seconds
            self.timed_steps += steps
        elif not self.until_first_step_seconds:
            self.first_step_seconds, self.until_first_step_seconds = seconds, self.seconds
        self._warm = True

    def figures(self) -> dict[str, float]:
        """All of it, for another process to go on with."""
        counted = {name: value for name, value in asdict(self).items() if name not in ("started", "_warm")}
        return counted | {"seconds": self.seconds}

    def take_up(self, figures: dict[str, float]) -> None:
        """Goes on where another process was when it took these figures."""
        self.started -= figures["seconds"]
        self.timed_steps = int(figures["timed_steps"])
        self.training_seconds, self.probing_seconds = figures["training_seconds"], figures["probing_seconds"]
        self.checkpoint_seconds = figures["checkpoint_seconds"]
        self.first_step_seconds = figures["first_step_seconds"]
        self.until_first_step_seconds = figures["until_first_step_seconds"]
