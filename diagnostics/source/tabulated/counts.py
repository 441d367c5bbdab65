"""Holds what was understood against what the summary counts, line by line and as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagnostics.graph.node import Node
from diagnostics.graph.shapes.infer import LayerShape, infer
from diagnostics.source.reading import Missing
from diagnostics.source.tabulated.frozen import Frozen, frozen_rows
from diagnostics.source.tabulated.parts import IN_CODE, Part
from diagnostics.source.tabulated.table import Table
from diagnostics.spec.model import Layer


@dataclass(frozen=True)
class Counted:
    """The rows that are frozen, those of which that is not sure, and what does not agree with the summary."""

    frozen: frozenset[str]
    unsure: frozenset[str]
    missing: tuple[Missing, ...]


def counted(table: Table, parts: Sequence[Part], before: Sequence[Layer]) -> Counted:
    """`before` are layers that are put before the table."""
    shapes = shapes_of([*before, *(layer for part in parts for layer in part.layers)])
    own = [part for part in parts if not part.call.shares]
    missing = [*_rows(own, shapes), *_whole(table, own)]
    if any(part.call.row.trainable is not None for part in own):
        told = frozenset(part.call.name for part in own if part.call.row.trainable is False)
        return Counted(told, frozenset(), tuple(missing))
    found = _frozen(table, own, shapes) if not missing else Frozen(frozenset())
    if found.rows is None:
        message = "several sets of frozen layers, or none, lead to this count; freeze them in code or in layers"
        missing.append(Missing(table.totals_line or 1, "non-trainable params", message))
    frozen = found.rows or frozenset()
    return Counted(frozen, frozenset() if found.is_only_way else frozen, tuple(missing))


def shapes_of(layers: Sequence[Layer]) -> Mapping[str, LayerShape]:
    """Shapes and weights of every layer; those of a shared one are told at each of its calls."""
    configs = {layer.name: layer.config for layer in layers}
    nodes = [
        Node(
            layer.name or "", layer.class_name, configs[layer.shares or layer.name], tuple(layer.inputs or ()), position
        )
        for position, layer in enumerate(layers)
    ]
    return infer(nodes, None)


def _rows(parts: Sequence[Part], shapes: Mapping[str, LayerShape]) -> Iterator[Missing]:
    for part in parts:
        row = part.call.row
        held = [shapes[layer.name or ""].parameters for layer in part.layers]
        known = None if None in held else sum(count or 0 for count in held)
        output = shapes[part.output].output
        if any(expression == "call" for expression, _ in part.missing):
            continue
        if row.parameters is not None and known != row.parameters:
            told = f"read as {'unknown' if known is None else f'{known:,}'} weights, the row says {row.parameters:,}"
        elif row.output is not None and output != row.output:
            told = f"read as giving {output}, the row says {row.output}"
        else:
            continue
        yield Missing(row.lines[0], part.call.name, f"{told}; {IN_CODE}")


def _whole(table: Table, parts: Sequence[Part]) -> Iterator[Missing]:
    rows = sum(part.call.row.parameters or 0 for part in parts)
    if table.total is not None and table.total != rows:
        message = f"the rows add up to {rows:,}, the summary says {table.total:,}; paste the whole summary"
        yield Missing(table.totals_line or 1, "total params", message)


def _frozen(table: Table, parts: Sequence[Part], shapes: Mapping[str, LayerShape]) -> Frozen:
    trained = {
        part.call.name: sum(shapes[layer.name or ""].trainable_parameters or 0 for layer in part.layers)
        for part in parts
    }
    if table.non_trainable is None:
        return Frozen(frozenset())
    fixed = sum(part.call.row.parameters or 0 for part in parts) - sum(trained.values())
    nested = [part.call.name for part in parts if part.application is not None]
    return frozen_rows(trained, table.non_trainable - fixed, nested)
