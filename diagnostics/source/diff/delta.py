"""What a patch does to a network, in the steps by which a person would write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostics.graph import keras_tables
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.spec.job import ResolvedLayer, ResolvedModel


@dataclass(frozen=True)
class Inserted:
    """A row of layers put behind `source`, which `readers` then read in its place; `all_read` tells that no other does.

    The name of a moved layer is that of a layer before.
    """

    row: tuple[ResolvedLayer, ...]
    source: str
    readers: tuple[str, ...]
    all_read: bool


@dataclass(frozen=True)
class Delta:
    """Layers with another class or config, layers that go, rows that come, and inputs (by place) that change.

    `moved` are among those that go and among those that come.
    """

    configured: tuple[tuple[ResolvedLayer, ResolvedLayer], ...]
    removed: tuple[str, ...]
    inserted: tuple[Inserted, ...]
    rewired: Mapping[str, Mapping[int, str]]
    moved: frozenset[str] = frozenset()


@dataclass
class _Wiring:
    """Who reads whom, while steps are taken."""

    inputs: dict[str, list[str]]
    outputs: list[str]

    def readers(self, name: str) -> list[str]:
        return [reader for reader, inputs in self.inputs.items() if name in inputs]

    def redirect(self, old: str, new: str, readers: Sequence[str] | None = None) -> None:
        for reader in self.readers(old) if readers is None else readers:
            self.inputs[reader] = [new if name == old else name for name in self.inputs[reader]]
        if readers is None:
            self.outputs = [new if name == old else name for name in self.outputs]


def deltas(before: ResolvedModel, after: ResolvedModel) -> list[Delta]:
    """Ways to write the change, the most natural first. Raises NotExpressible where there is none."""
    plain = delta(before, after)
    if not plain.rewired:
        return [plain]
    return [plain, *_by_moving(before, after, plain)]


def delta(before: ResolvedModel, after: ResolvedModel, moved: frozenset[str] = frozenset()) -> Delta:
    """The change as steps, in which some layers that both have go and come again."""
    old, new = ({layer.name: layer for layer in model.layers} for model in (before, after))
    wiring = _Wiring({name: list(layer.inputs) for name, layer in old.items()}, list(before.outputs))
    removed = tuple(name for name in old if name not in new or name in moved)
    for name in removed:
        _take_out(wiring, name)
    rows = _rows(after, {name for name in new if name not in old or name in moved})
    inserted = tuple(_put_in(wiring, after, row) for row in rows)
    if wiring.outputs != list(after.outputs):
        raise NotExpressible("the network answers with other layers, which the text would have to name")
    kept = [(old[name], new[name]) for name in old if name in new]
    return Delta(
        configured=tuple((one, two) for one, two in kept if _differs(one, two)),
        removed=removed,
        inserted=inserted,
        rewired={two.name: changed for _, two in kept if (changed := _changed(wiring.inputs.get(two.name), two))},
        moved=moved,
    )


def _by_moving(before: ResolvedModel, after: ResolvedModel, plain: Delta) -> list[Delta]:
    reading = [layer for layer in after.layers if layer.name in plain.rewired and len(layer.inputs) == 1]
    light_first = [
        layer.name for layer in sorted(reading, key=lambda layer: keras_tables.has_weights(layer.class_name))
    ]
    moved = frozenset(light_first)
    for name in reversed(light_first):  # what has weights stays where it is, if the rest can move around it
        moved = moved - {name} if _settles(before, after, moved - {name}) else moved
    tried = dict.fromkeys([*(frozenset({name}) for name in light_first), moved])
    return [delta(before, after, names) for names in tried if _settles(before, after, names)]


def _settles(before: ResolvedModel, after: ResolvedModel, moved: frozenset[str]) -> bool:
    """Whether nothing is left to wire anew once these layers have moved."""
    try:
        return not delta(before, after, moved).rewired
    except NotExpressible:
        return False


def _take_out(wiring: _Wiring, name: str) -> None:
    inputs = wiring.inputs.pop(name)
    if len(inputs) != 1 and (wiring.readers(name) or name in wiring.outputs):
        raise NotExpressible(f"layer {name!r} cannot be taken out: it has {len(inputs)} inputs")
    if inputs:
        wiring.redirect(name, inputs[0])


def _rows(after: ResolvedModel, new: set[str]) -> list[tuple[ResolvedLayer, ...]]:
    rows: list[list[ResolvedLayer]] = []
    for layer in after.layers:
        if layer.name not in new:
            continue
        if len(layer.inputs) != 1:
            raise NotExpressible(f"the new layer {layer.name!r} has {len(layer.inputs)} inputs")
        row = next((row for row in rows if row[-1].name == layer.inputs[0]), None)
        alone = sum(layer.inputs[0] in other.inputs for other in after.layers) == 1
        if row is not None and alone and layer.inputs[0] not in after.outputs:
            row.append(layer)
        else:
            rows.append([layer])
    return [tuple(row) for row in rows]


def _put_in(wiring: _Wiring, after: ResolvedModel, row: tuple[ResolvedLayer, ...]) -> Inserted:
    (source,), end = row[0].inputs, row[-1].name
    reads_end = [layer.name for layer in after.layers if end in layer.inputs]
    would = wiring.readers(source)
    readers = [name for name in would if name in reads_end]
    outputs = end in after.outputs and source in wiring.outputs
    all_read = set(would) <= set(reads_end) and (outputs or source not in wiring.outputs)
    if not readers and not outputs:
        raise NotExpressible(f"nothing reads the new layer {end!r} in place of {source!r}")
    wiring.redirect(source, end, None if all_read else readers)
    wiring.inputs |= {layer.name: list(layer.inputs) for layer in row}
    return Inserted(row, source, tuple(readers), all_read)


def _differs(one: ResolvedLayer, two: ResolvedLayer) -> bool:
    return one.class_name != two.class_name or one.config != two.config


def _changed(had: list[str] | None, layer: ResolvedLayer) -> dict[int, str]:
    if had is None or had == list(layer.inputs):
        return {}
    if len(had) != len(layer.inputs):
        raise NotExpressible(f"layer {layer.name!r} gets another number of inputs")
    return {place: new for place, (old, new) in enumerate(zip(had, layer.inputs, strict=True)) if old != new}
