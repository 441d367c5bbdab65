"""Prints summaries as each Keras does, from rows; small enough to be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.layers_form import resolve_layers
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.model import Layer, Model

ANYWHERE = Dataset(location=".")


@dataclass(frozen=True)
class Printed:
    name: str
    class_name: str
    shape: str
    parameters: int
    sources: tuple[str, ...]


def graph(layers, outputs=None) -> Graph:
    declared = tuple(layer if isinstance(layer, Layer) else Layer(**layer) for layer in layers)
    return graph_of(resolve_layers(Model(layers=declared, outputs=outputs), ANYWHERE))


def rows_of(network: Graph, batch="None") -> list[Printed]:
    rows = []
    for node in network.nodes:
        shape = network.shapes[node.name]
        axes = ", ".join(str(axis) for axis in (batch, *(shape.output or ())))
        rows.append(Printed(node.name, node.class_name, f"({axes})", shape.parameters or 0, node.inputs))
    return rows


def totals(network: Graph) -> list[str]:
    every = network.shapes.values()
    whole, trained = (
        sum(shape.parameters or 0 for shape in every),
        sum(shape.trainable_parameters or 0 for shape in every),
    )
    return [f"Total params: {whole:,}", f"Trainable params: {trained:,}", f"Non-trainable params: {whole - trained:,}"]


def keras_2(network: Graph, wired=False, batch="None", wrapping=False) -> str:
    """Columns of fixed width, cut off where they are too long, or wrapped as later versions do."""
    width, places = (98, (0.33, 0.55, 0.67, 1.0)) if wired else (65, (0.45, 0.85, 1.0))
    ends = [int(width * place) for place in places]
    titles = ["Layer (type)", "Output Shape", "Param #", *(["Connected to"] if wired else [])]
    put = _wrapped if wrapping else _cut
    lines = ['Model: "model_1"', "_" * width, *put(titles, ends), "=" * width]
    for row in rows_of(network, batch):
        shape = f"[{row.shape}]" if row.class_name == "InputLayer" else row.shape
        sources = [f"{name}[0][0]" for name in row.sources]
        fields = [f"{row.name} ({row.class_name})", shape, str(row.parameters)]
        if wrapping:
            lines += put([*fields, *([str(sources)] if wired else [])], ends)
        else:
            lines += put([*fields, *(sources[:1] if wired else [])], ends)
            for source in sources[1:] if wired else []:
                lines += put(["", "", "", source], ends)
        lines += [] if wrapping else ["_" * width]
    return "\n".join([*lines, *totals(network), "_" * width])


def _cut(fields: list[str], ends: list[int]) -> list[str]:
    line = ""
    for position, (text, end) in enumerate(zip(fields, ends, strict=False)):
        line = (line[:-1] + " " if position else "") + text
        line = line[:end].ljust(end)
    return [line]


def _wrapped(fields: list[str], ends: list[int]) -> list[str]:
    lines = []
    left = list(fields)
    while any(left):
        line = ""
        for column, text in enumerate(left):
            start = ends[column - 1] if column else 0
            space = 2 if column < len(ends) - 1 else 0
            end = ends[column] - start - space
            fitting = text[:end]
            breaks = [at + len(mark) for mark in ("),", "},", "],", "',") if (at := fitting.find(mark)) >= 0]
            end = min(breaks, default=end)
            line += (" " if column == 0 else "") + text[:end] + " " * space
            left[column] = text[end:]
            line = line.ljust(ends[column])
        lines.append(line)
    return lines


def keras_3(network: Graph, wired=False, batch="None", widths=(31, 24, 15, 20)) -> str:
    """Boxes, with what is too long on further lines or cut off with an ellipsis."""
    columns = 4 if wired else 3
    titles = ("Layer (type)", "Output Shape", "Param #", "Connected to")[:columns]
    lines = ['Model: "functional_1"', _rule("┏┳┓", "━", widths[:columns]), *_box(titles, widths, "┃")]
    lines.append(_rule("┡╇┩", "━", widths[:columns]))
    for row in rows_of(network, batch):
        sources = ", ".join(f"{name}[0][0]" for name in row.sources) or "-"
        fields = (f"{row.name} ({row.class_name})", row.shape, f"{row.parameters:,}", sources)[:columns]
        lines += [*_box(fields, widths, "│"), _rule("├┼┤", "─", widths[:columns])]
    lines[-1] = _rule("└┴┘", "─", widths[:columns])
    return "\n".join([*lines, *(f" {line} (1.00 KB)" for line in totals(network))])


def _rule(marks: str, line: str, widths: tuple[int, ...]) -> str:
    return marks[0] + marks[1].join(line * (width + 2) for width in widths) + marks[2]


def _box(fields: tuple[str, ...], widths: tuple[int, ...], border: str) -> Iterator[str]:
    cells = [[*_fitted(text, width)] or [""] for text, width in zip(fields, widths, strict=False)]
    for number in range(max(map(len, cells))):
        texts = [cell[number] if number < len(cell) else "" for cell in cells]
        yield border + border.join(f" {text:<{width}} " for text, width in zip(texts, widths, strict=False)) + border


def _fitted(text: str, width: int) -> Iterator[str]:
    for line in wrap(text, width, break_long_words=False, break_on_hyphens=False):
        yield line if len(line) <= width else line[: width - 1] + "…"
