"""A pasted `model.summary()` as a network: what it shows, what follows from that, and what it never says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.formats.application import entering_shape
from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.errors import SourceError
from diagnostics.source.place import Place
from diagnostics.source.reading import LayerSource, Missing, ReadModel
from diagnostics.source.tables import tables_in
from diagnostics.source.tabulated.network import Network, network_of
from diagnostics.source.tabulated.printed import table_of
from diagnostics.source.tabulated.table import Table
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.errors import fault
from diagnostics.spec.model import Model, Summary

_MOST_ROWS = 10_000  # as many as a job may declare
_NEVER_SAID = (
    ("optimizer", "training.optimizer"),
    ("loss", "training.loss"),
    ("learning rate", "training.learning_rate"),
)


@dataclass(frozen=True)
class SummaryReading:
    """The network of a summary, and the counts that the summary states.

    `input_shape` is without the batch axis and None where it is not known, `batch_size` is None where it is free.
    `unread` are the rows that no layer stands for: the network cannot be built without them.
    """

    model: ReadModel
    input_shape: Shape | None
    batch_size: int | None
    parameters: int | None
    trainable_parameters: int | None
    non_trainable_parameters: int | None
    unread: tuple[Missing, ...]


def read_summary(text: str, first_line: int = 1, input_shape: tuple[int, ...] | None = None) -> SummaryReading:
    """The first summary of a text, whose first line has that number. Raises SourceError where there is none.

    `input_shape` is that of one sample, where it is known from elsewhere.
    """
    lines = text.split("\n")
    tables = tables_in(lines)
    if not tables:
        raise SourceError("there is no table with 'Layer (type)' in it; paste all that model.summary() prints")
    first, last = tables[0]
    shown, first_line = lines[first - 1 : last], first_line + first - 1
    table = table_of(shown, first_line)
    if not 0 < len(table.rows) <= _MOST_ROWS:
        raise SourceError(f"this summary has {len(table.rows):,} rows, 1 to {_MOST_ROWS:,} are read", first_line)
    network = network_of(table, input_shape)
    batches = {row.batch for row in table.rows}
    batch_size = batches.pop() if len(batches) == 1 else None
    return SummaryReading(
        model=_read_model(table, network, _places(shown, table, first_line), batch_size),
        input_shape=network.input_shape,
        batch_size=batch_size,
        parameters=table.total,
        trainable_parameters=table.trainable,
        non_trainable_parameters=table.non_trainable,
        unread=network.unread,
    )


def resolve_summary(summary: Summary, dataset: Dataset) -> Model:
    """The summary as a declared list of layers, ready to be resolved. Raises SpecError."""
    shape = entering_shape(dataset)
    try:
        reading = read_summary(summary.text, input_shape=shape)
    except SourceError as error:
        raise fault("/model/summary/text", str(error), summary.text) from error
    if reading.unread:
        first = reading.unread[0]
        message = f"line {first.line}, {first.expression}: {first.supply}"
        raise fault("/model/summary/text", message, summary.text.split("\n")[first.line - 1])
    return Model(layers=reading.model.layers, outputs=reading.model.outputs)


def _read_model(table: Table, network: Network, places: Mapping[str, Place], batch_size: int | None) -> ReadModel:
    last = table.totals_line or table.rows[-1].lines[1]
    never = [Missing(last, name, f"a summary does not say it; give {key}") for name, key in _NEVER_SAID]
    training: dict[str, Any] = {} if batch_size is None else {"batch_size": batch_size}
    return ReadModel(
        name=table.title or "model",
        layers=network.layers,
        outputs=network.outputs,
        sources={layer: LayerSource(places[row]) for layer, row in network.rows.items()},
        training=training,
        dataset=_dataset(network),
        places={} if batch_size is None else {"/training/batch_size": next(iter(places.values()))},
        open=network.open,
        missing=tuple(sorted([*network.missing, *never], key=lambda missing: missing.line)),
    )


def _dataset(network: Network) -> dict[str, Any]:
    """Images of the size that the table states."""
    shape = network.stated_shape
    if shape is None or len(shape) != 3 or None in shape or shape[2] not in (1, 3, 4):
        return {}
    return {"image": {"size": list(shape[:2]), "channels": shape[2]}}


def _places(lines: Sequence[str], table: Table, first_line: int) -> dict[str, Place]:
    return dict(_each_place(lines, table, first_line))


def _each_place(lines: Sequence[str], table: Table, first_line: int) -> Iterator[tuple[str, Place]]:
    for row in table.rows:
        first, last = row.lines
        begins, ends = lines[first - first_line], lines[last - first_line]
        column = len(begins) - len(begins.lstrip()) + 1
        yield row.name, Place(first, column, last, len(ends.rstrip()) + 1)
