"""The network over time: one row a layer, one column a step, for each of three measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diagnostics.observations import LayerSnapshot, Snapshot
from diagnostics.report.html.shades import Cell, Scale, Shares, powers
from diagnostics.report.model import Report

_MOST_STEPS = 14
Read = Callable[[LayerSnapshot], float | None]
Row = list[float | None]


@dataclass(frozen=True)
class View:
    """One measure; `scale` holds a few shades with what they stand for."""

    title: str
    note: str
    steps: Sequence[int]
    rows: list[tuple[str, list[Cell]]]
    scale: list[Cell]


def views(report: Report) -> list[View]:
    """The views that the reference trial has figures for."""
    reference = next((trial for trial in report.trials if trial.role == "reference"), None)
    if reference is None or not reference.snapshots:
        return []
    seen = _spread(reference.snapshots)
    layers = [layer.name for layer in report.spec.model.layers]
    dead = _rows(seen, layers, lambda layer: layer.dead_fraction)
    gradients = _rows(seen, layers, lambda layer: layer.gradient_norm)
    movement = _rows(seen, layers, lambda layer: layer.movement)
    steps = [snapshot.step for snapshot in seen]
    made = [
        _view("Dead units", "share of units that are zero for every probe input", steps, dead, Shares()),
        _view("Gradient", "norm of the loss's gradient in the layer's weights; logarithmic", steps, gradients),
        _view("Movement", "change of the weights since the start, relative; logarithmic", steps, movement),
    ]
    return [view for view in made if view.rows]


def _spread(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """The first, the last, and evenly some of those between."""
    if len(snapshots) <= _MOST_STEPS:
        return list(snapshots)
    last = len(snapshots) - 1
    return [snapshots[round(place * last / (_MOST_STEPS - 1))] for place in range(_MOST_STEPS)]


def _rows(seen: Sequence[Snapshot], layers: Sequence[str], read: Read) -> dict[str, Row]:
    """By layer, for those that were measured at all."""
    rows = {name: [_value(snapshot.layers.get(name), read) for snapshot in seen] for name in layers}
    return {name: row for name, row in rows.items() if any(value is not None for value in row)}


def _value(layer: LayerSnapshot | None, read: Read) -> float | None:
    return None if layer is None else read(layer)


def _view(title: str, note: str, steps: Sequence[int], rows: dict[str, Row], scale: Scale | None = None) -> View:
    known = [value for row in rows.values() for value in row if value is not None]
    shades = scale or powers(known)
    cells = [(name, [shades.cell(value) for value in row]) for name, row in rows.items()]
    return View(title, note, steps, cells, shades.samples())
