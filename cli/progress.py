"""How far the work is: bars on a terminal, lines where those are wanted, or nothing."""

from __future__ import annotations

import sys
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cli.terminal import note

if TYPE_CHECKING:
    from rich.progress import TaskID

_LINE_SECONDS = 5.0


@dataclass(frozen=True)
class Standing:
    """Where one job stands."""

    title: str
    phase: str
    done: int = 0
    planned: int | None = None
    loss: float | None = None
    ended: bool = False


class Display(ABC):
    """Shows standings while entered."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @abstractmethod
    def show(self, key: str, standing: Standing) -> None:
        """The newest standing of a job."""


class Silent(Display):
    """For pipes and logs."""

    def show(self, key: str, standing: Standing) -> None:
        """Not a word."""


class Lines(Display):
    """A line whenever the phase changes, and now and then in between, as long as there is something new."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Standing, float]] = {}

    def show(self, key: str, standing: Standing) -> None:
        told, when = self._told.get(key, (None, 0.0))
        soon = time.monotonic() - when < _LINE_SECONDS
        if standing == told or (soon and told is not None and told.phase == standing.phase):
            return
        self._told[key] = standing, time.monotonic()
        steps = f", step {standing.done} of {standing.planned}" if standing.planned else ""
        loss = f", loss {standing.loss:.4g}" if standing.loss is not None else ""
        note(f"  {standing.title}: {standing.phase}{steps}{loss}")


class Bars(Display):
    """A bar for each job; notes are printed above them, for rich takes over the standard streams."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(finished_text=" "),
            TextColumn("{task.fields[title]}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[told]}", markup=False),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, key: str, standing: Standing) -> None:
        total = max(standing.done, 1) if standing.ended else standing.planned
        done = total if standing.ended else standing.done
        if key not in self._tasks:
            self._tasks[key] = self._progress.add_task("", total=total, title=standing.title, told="")
        self._progress.update(self._tasks[key], completed=done, total=total, told=_told(standing))


def display(plain: type[Display] = Silent) -> Display:
    """Bars at a terminal, else the plain form."""
    return Bars() if sys.stderr.isatty() else plain()


def _told(standing: Standing) -> str:
    steps = f"{standing.done}/{standing.planned}" if standing.planned and not standing.ended else ""
    loss = f"loss {standing.loss:.4g}" if standing.loss is not None and not standing.ended else ""
    return "  ".join(part for part in (standing.phase, steps, loss) if part)
