"""Layers put in, taken out, moved and wired anew where the text puts them to use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

import libcst as cst

from diagnostics.source.diff.applied import Applied
from diagnostics.source.diff.declaring import declared, held_by
from diagnostics.source.diff.delta import Delta, Inserted
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.made import agreed, made_by
from diagnostics.source.diff.same import same_value
from diagnostics.source.diff.shape_argument import with_shape_argument
from diagnostics.source.diff.sites import NewLayer, Site
from diagnostics.source.diff.statements import delete_statement
from diagnostics.source.diff.uses import site_of
from diagnostics.source.diff.values import call_text
from diagnostics.spec.job import ResolvedLayer

Side = Literal["behind", "before"]


def restructure(draft: Draft, delta: Delta, preferred: Side) -> None:
    """Rows put in beside the layer that they read or the one that reads them, and the rest of the change in wiring."""
    moved = {name: _taken(draft, name) for name in delta.moved}
    rows: dict[Side, dict[str, Inserted]] = {"behind": {}, "before": {}}
    for row in delta.inserted:
        side = _side(draft, row, preferred)
        anchor = row.source if side == "behind" else row.readers[0]
        if anchor in rows[side]:
            raise NotExpressible(f"two rows of new layers would stand {side} layer {anchor!r}")
        rows[side][anchor] = row
    _put(draft, "behind", rows["behind"], moved)
    _put(draft, "before", rows["before"], moved)
    for _, names in agreed(draft, dict.fromkeys(delta.removed)):
        _take_out(draft, names, moved)
    for name, inputs in delta.rewired.items():
        _rewire(draft, name, inputs)


def _side(draft: Draft, row: Inserted, preferred: Side) -> Side:
    behind, before = row.all_read and _has_site(draft, row.source), len(row.readers) == 1
    if not behind and not before:
        raise NotExpressible(f"the text has no place for what is to stand between {row.source!r} and its readers")
    return preferred if behind and before else "behind" if behind else "before"


def _has_site(draft: Draft, name: str) -> bool:
    try:
        site_of(draft, name)
    except NotExpressible:
        return False
    return True


def _taken(draft: Draft, name: str) -> NewLayer:
    site = site_of(draft, name)
    return NewLayer(draft.edits.taken(draft.tree.span(site.layer)), site.remark(draft))


def _put(draft: Draft, side: Side, rows: Mapping[str, Inserted], moved: Mapping[str, NewLayer]) -> None:
    for made, anchors in agreed(draft, {anchor: _signature(row, moved) for anchor, row in rows.items()}):
        row, texts = rows[anchors[0]], list[NewLayer]()
        near = _beside(draft, anchors[0], row) or made
        for layer in row.row:
            if layer.name in moved:
                texts.append(moved[layer.name])
            else:
                written = _split_off(draft, anchors[0], layer) if side == "behind" else {}
                text = call_text(draft, "layers", layer.class_name, layer.config, near.func, written)
                texts.append(NewLayer(declared(draft, made, layer.class_name, text)))
        for site in _sites(draft, anchors):
            if side == "behind":
                site.put_behind(draft, texts)
            else:
                site.put_before(draft, with_shape_argument(draft, made, texts))


def _sites(draft: Draft, names: Sequence[str]) -> list[Site]:
    """Each place that puts one of the layers to use, once."""
    return list(dict.fromkeys(site_of(draft, name) for name in names))


def _beside(draft: Draft, anchor: str, row: Inserted) -> cst.Call | None:
    """For layers behind an input the call of a layer that reads it, which is spelled more like what is new."""
    known = next((layer for layer in draft.read.layers if layer.name == anchor), None)
    is_input = known is not None and known.class_name == "InputLayer" and row.readers
    return made_by(draft, row.readers[0]) if is_input and row.readers[0] in draft.read.sources else None


def _split_off(draft: Draft, anchor: str, layer: ResolvedLayer) -> dict[str, str]:
    """The activation of the layer before as the text has it, where that is what the new layer takes over."""
    before = next((each.config.get("activation") for each in draft.read.layers if each.name == anchor), None)
    place = draft.read.sources[anchor].arguments.get("activation")
    node = draft.tree.at(place, cst.BaseExpression) if place is not None else None
    if node is None or before is None or not same_value("activation", before, layer.config.get("activation")):
        return {}
    return {"activation": draft.tree.text(node)}


def _signature(row: Inserted, moved: Mapping[str, NewLayer]) -> list[str]:
    return [
        moved[layer.name].text
        if layer.name in moved
        else json.dumps([layer.class_name, layer.config], sort_keys=True, default=str)
        for layer in row.row
    ]


def _take_out(draft: Draft, names: list[str], moved: Mapping[str, NewLayer]) -> None:
    for site in _sites(draft, names):
        site.take_out(draft)
    made = made_by(draft, names[0])
    line = draft.tree.enclosing(made, cst.SimpleStatementLine)
    if names[0] not in moved and line is not None and held_by(draft, made) is not None:
        delete_statement(draft, line)


def _rewire(draft: Draft, name: str, inputs: Mapping[int, str]) -> None:
    site = site_of(draft, name)
    if not isinstance(site, Applied):
        raise NotExpressible(f"the text does not say what layer {name!r} reads, so that it could read another")
    for position, source in inputs.items():
        known = draft.read.sources.get(source)
        if known is None or known.variable is None:
            raise NotExpressible(f"no variable holds the output of layer {source!r}")
        site.rewire(draft, position, known.variable)
