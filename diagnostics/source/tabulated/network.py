"""From the table of a summary to the layers of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.graph.shapes.layer_shape import Shape
from diagnostics.source.reading import Missing
from diagnostics.source.tabulated.activations import stand_ins
from diagnostics.source.tabulated.counts import counted
from diagnostics.source.tabulated.entrance import Entrance, entrance_of
from diagnostics.source.tabulated.parts import IN_CODE, Part, entering, parts_of
from diagnostics.source.tabulated.table import Table
from diagnostics.source.tabulated.wiring import Call, calls_of
from diagnostics.spec.model import Layer

_ENTRANCE = "input"


@dataclass(frozen=True)
class Network:
    """The layers, and the row that each comes from.

    `input_shape` is what enters, as far as it is known, `stated_shape` the same where the table itself says it.
    `unread` are the rows that no layer stands for.
    """

    layers: tuple[Layer, ...]
    outputs: tuple[str, ...]
    rows: Mapping[str, str]
    input_shape: Shape | None
    stated_shape: Shape | None
    open: frozenset[tuple[str, str]]
    missing: tuple[Missing, ...]
    unread: tuple[Missing, ...]


def network_of(table: Table, input_shape: Shape | None) -> Network:
    """The network that the table shows; `input_shape` is what is known of it from elsewhere."""
    name = _free_name({row.name for row in table.rows})
    calls = calls_of(table, name)
    starting = [call for call in calls if call.inputs == (name,)]
    entrance = _entrance(starting, input_shape)
    before = [_input_layer(name, entrance)] if starting else []
    parts = parts_of(calls, {name: entrance.shape})
    agreed = counted(table, parts, before)
    activations = stand_ins(parts)
    layers = [*before, *_configured(parts, agreed.frozen, activations)]
    stated = next((call.row.output for call in calls if not call.inputs), None)
    missing = [*_missing(parts, activations), *agreed.missing, *_of_entrance(starting, name, entrance)]
    return Network(
        layers=tuple(layers),
        outputs=_outputs(parts),
        rows={layer: part.call.row.name for part in parts for layer in _names(part)},
        input_shape=entrance.shape if starting else stated,
        stated_shape=stated,
        open=frozenset(_open(parts, agreed.unsure, activations)),
        missing=tuple(missing),
        unread=tuple(_unread(parts)),
    )


def _free_name(taken: set[str]) -> str:
    return next(name for name in (_ENTRANCE, *(f"{_ENTRANCE}_{at}" for at in range(1, 10**5))) if name not in taken)


def _entrance(starting: Sequence[Call], known: Shape | None) -> Entrance:
    if not starting:
        return Entrance(None, True)
    found = entrance_of(starting[0].row, known)
    return found if found.shape is None else Entrance(entering(starting[0], found.shape), found.is_certain)


def _input_layer(name: str, entrance: Entrance) -> Layer:
    config = {} if entrance.shape is None else {"shape": list(entrance.shape)}
    return Layer(name=name, class_name="InputLayer", config=config, inputs=())


def _configured(parts: Sequence[Part], frozen: frozenset[str], activations: Mapping[str, str]) -> Iterator[Layer]:
    for part in parts:
        fixed = {"trainable": False} if (part.call.shares or part.call.name) in frozen else {}
        for layer in part.layers:
            activation = activations.get(layer.name or "")
            told: dict[str, Any] = {} if activation is None else {"activation": activation}
            config = {} if layer.shares else {**layer.config, **told, **fixed}
            yield layer.model_copy(update={"config": config})


def _outputs(parts: Sequence[Part]) -> tuple[str, ...]:
    read = {name for part in parts for layer in part.layers for name in layer.inputs or ()}
    ends = [part.output for part in parts if part.output not in read and part.call.inputs]
    return tuple(ends) or (parts[-1].output,)


def _names(part: Part) -> list[str]:
    return [layer.name for layer in part.layers if layer.name is not None]


def _open(parts: Sequence[Part], unsure: frozenset[str], activations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield from ((part.call.name, key) for key in part.open)
        if part.call.name in unsure:
            yield from ((name, "trainable") for name in _names(part))
    yield from ((name, "activation") for name in activations)


def _missing(parts: Sequence[Part], activations: Mapping[str, str]) -> Iterator[Missing]:
    for part in parts:
        line, name = part.call.row.lines[0], part.call.name
        yield from (Missing(line, f"{name}.{key}", supply) for key, supply in part.missing)
        told = {key: part.layers[0].config.get(key) for key in sorted(part.open)}
        if name in activations:
            told["activation"] = activations[name]
        if told:
            values = ", ".join(
                f"{key} {'its default' if value is None else repr(value)}" for key, value in told.items()
            )
            yield Missing(line, f"{name}: {', '.join(told)}", f"{values} stand{'s' * (len(told) == 1)} in; {IN_CODE}")


def _unread(parts: Sequence[Part]) -> Iterator[Missing]:
    for part in parts:
        wanted = [supply for key, supply in part.missing if key == "call"]
        if wanted and part.layers[0].class_name != "Identity":
            yield Missing(part.call.row.lines[0], part.call.name, wanted[0])


def _of_entrance(starting: Sequence[Call], name: str, entrance: Entrance) -> Iterator[Missing]:
    if starting and not entrance.is_certain:
        told = "no shape" if entrance.shape is None else f"{entrance.shape} stands in"
        yield Missing(starting[0].row.lines[0], f"{name}.shape", f"{told}; give the data, or dataset.image")
