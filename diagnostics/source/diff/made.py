"""The calls that make layers, each of which may make several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible


def made_by(draft: Draft, name: str) -> cst.Call:
    """The call that makes a layer. Raises NotExpressible where the text has none."""
    source = draft.read.sources.get(name)
    call = draft.tree.at(source.made, cst.Call) if source is not None else None
    if call is None or (_class_of(draft, name) == "InputLayer" and not _is_input(draft, call)):
        raise NotExpressible(f"no call in the text makes layer {name!r} by itself")
    return call


def agreed(draft: Draft, wanted: Mapping[str, Any]) -> Iterator[tuple[cst.Call, list[str]]]:
    """Each call with the layers that it makes, as far as something is wanted of them.

    Raises NotExpressible where the layers of one call want different things.
    """
    for call, names in _by_call(draft, wanted).items():
        made, class_name = draft.read.sources[names[0]].made, _class_of(draft, names[0])
        alike = {name for name, source in draft.read.sources.items() if source.made == made}
        if len({_class_of(draft, name) for name in alike} - {"InputLayer"}) > 1:
            raise NotExpressible(
                f"{draft.tree.text(call.func)} on line {made.line} makes layers that are not written out"
            )
        all_made = {name for name in alike if _class_of(draft, name) == class_name}  # not an input that it implies
        if all_made != set(names) or any(wanted[name] != wanted[names[0]] for name in names):
            raise NotExpressible(f"line {made.line} makes several layers, and they are to change differently")
        yield call, names


def _class_of(draft: Draft, name: str) -> str | None:
    return next((layer.class_name for layer in draft.read.layers if layer.name == name), None)


def _is_input(draft: Draft, call: cst.Call) -> bool:
    return draft.tree.text(call.func).rpartition(".")[2] in ("Input", "InputLayer")


def _by_call(draft: Draft, names: Mapping[str, Any]) -> dict[cst.Call, list[str]]:
    found: dict[cst.Call, list[str]] = {}
    for name in names:
        found.setdefault(made_by(draft, name), []).append(name)
    return found
