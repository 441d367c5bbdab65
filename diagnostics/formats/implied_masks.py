"""Masks that Keras 3 writes as operations and arguments, though they follow from the layers that make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from diagnostics.formats.call_order import Key
from diagnostics.formats.inbound import Call, Reference
from diagnostics.formats.layer_config import operation_of

Entries = Mapping[str, tuple[int, Mapping[str, Any]]]  # by name: position in the config, and what stands there
_MASK = "mask"
_COMPARING = "NotEqual"  # what an Embedding and a Masking do to their inputs
_WHATEVER_THE_NUMBERS = frozenset({"ZerosLike", "OnesLike"})
_MOST_OPERATIONS = 100  # that one mask is made of


def without_implied_masks(calls: Mapping[Key, Call], entries: Entries, answers: Iterable[Reference]) -> dict[Key, Call]:
    """The calls without masks that come from an Embedding or a Masking alone, and without what computes just these."""
    masks = _Masks(calls, entries)
    implied: set[Key] = set()
    kept = {}
    for key, call in calls.items():
        mask = call.keywords.get(_MASK)
        operations = masks.operations_of(mask) if isinstance(mask, Reference) else frozenset[Key]()
        implied |= operations
        rest = {name: value for name, value in call.keywords.items() if name != _MASK}
        kept[key] = replace(call, keywords=rest) if operations else call
    read = _read_by(kept, [*(key for key in kept if key not in implied), *map(_key, answers)])
    return {key: call for key, call in kept.items() if key not in implied or key in read}


def _read_by(calls: Mapping[Key, Call], last: Iterable[Key]) -> set[Key]:
    """The last calls and all that they depend on."""
    waiting, found = [*last], set[Key]()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(map(_key, calls[key].references if key in calls else ()))
    return found


@dataclass(frozen=True)
class _Masks:
    calls: Mapping[Key, Call]
    entries: Entries

    def operations_of(self, mask: Reference) -> frozenset[Key]:
        """The operations that make a mask; none unless all rest on what layers of the model compare as well."""
        waiting, found = [_key(mask)], set[Key]()
        while waiting and len(found) < _MOST_OPERATIONS:
            key = waiting.pop()
            operation = self._operation(key)
            if operation is None or (operation == _COMPARING and not self._is_made_by_a_layer(self.calls[key])):
                return frozenset()
            if key not in found and operation != _COMPARING and operation not in _WHATEVER_THE_NUMBERS:
                waiting.extend(map(_key, self.calls[key].references))
            found.add(key)
        return frozenset() if waiting else frozenset(found)

    def _operation(self, key: Key) -> str | None:
        """The operation that a call is of; None for layers."""
        found = operation_of(self.entries[key[0]][1]) if key in self.calls and key[0] in self.entries else None
        return None if found is None else found[0]

    def _is_made_by_a_layer(self, comparison: Call) -> bool:
        match comparison.arguments:
            case (Reference() as read, value) if not comparison.keywords:
                return value in self._masked.get(_key(read), ())
        return False

    @cached_property
    def _masked(self) -> Mapping[Key, list[Any]]:
        """By what layers that mask read, the numbers that they mask."""
        found: dict[Key, list[Any]] = {}
        for (name, _), call in self.calls.items():
            entry = self.entries[name][1]
            if entry["class_name"] == "Masking" or entry["config"].get("mask_zero") is True:
                for read in call.references:
                    found.setdefault(_key(read), []).append(entry["config"].get("mask_value", 0.0))
        return found


def _key(reference: Reference) -> Key:
    return reference.name, reference.call
