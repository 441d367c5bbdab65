"""The layers of a Functional model as its config lists them, and how they call one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.formats.call_order import Calls, counted
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.implied_masks import without_implied_masks
from diagnostics.formats.inbound import calls_of, references
from diagnostics.formats.layer_config import translated
from diagnostics.formats.plain_config import check_is_keras_s_own

Entry = Mapping[str, Any]
Entries = Mapping[str, tuple[int, Entry]]  # by name: position in the config, and what stands there
_FUNCTIONAL = frozenset({"Functional", "Model"})


def is_model(entry: Entry) -> bool:
    """Whether an entry holds layers of its own."""
    return entry["class_name"] == "Sequential" or entry["class_name"] in _FUNCTIONAL


def check_model(entry: Entry, place: str) -> None:
    """Raises SavedModelError for what is no model, or one whose layers are not written down."""
    class_name = entry["class_name"]
    if class_name == "Sequential" or (class_name in _FUNCTIONAL and "layers" in entry["config"]):
        check_is_keras_s_own(entry)
        return
    kinds = "a Sequential or a Functional model"
    told = f"it is a {class_name!r}, not {kinds}: what a class of one's own does stands in code alone"
    raise SavedModelError(told, place)


def entries_of(layers: Sequence[Entry]) -> Entries:
    """The listed layers by name."""
    listed = [translated(entry) for entry in layers]
    return {entry["name"]: (position, entry) for position, entry in enumerate(listed)}


def calls_among(entries: Entries, answers: Any) -> Calls:
    """Every call of every layer, and what the model answers with."""
    nodes = {name: entry["inbound_nodes"] for name, (_, entry) in entries.items()}
    by_key = {(name, number): call for name in nodes for number, call in enumerate(calls_of(nodes[name]))}
    older = any(isinstance(node, list) for listed in nodes.values() for node in listed)
    if not older:
        by_key = without_implied_masks(by_key, entries, references(answers))
    nested = {name for name, (_, entry) in entries.items() if is_model(entry)}
    functional = {name for name in nested if entries[name][1]["class_name"] != "Sequential"}
    return counted(Calls(by_key, references(answers)), functional, nested, older=older)
