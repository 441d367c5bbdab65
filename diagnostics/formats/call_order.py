"""Which call of a layer a reference means, and in which order the calls can be made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.inbound import Call, Reference

Key = tuple[str, int]  # a layer's name, and which of its calls


@dataclass(frozen=True)
class Calls:
    """Every call in a model, and what the model answers with; all references count a layer's calls from 0."""

    by_key: Mapping[Key, Call]
    answers: Sequence[Reference]


def counted(calls: Calls, functional: Collection[str], nested: Collection[str], *, older: bool) -> Calls:
    """The calls as Keras means them: models inside have a call of their own that is not written down.

    Keras 2 counts it wherever it refers to such a model (`nested`), Keras 3 in what the outer model answers with alone,
    and only where the model inside is a `functional` one.
    """
    if not older:
        return replace(calls, answers=[_moved(each, 1 if each.name in functional else 0) for each in calls.answers])
    referred = [*calls.answers, *(each for call in calls.by_key.values() for each in call.references)]
    first = {name: min((each.call for each in referred if each.name == name), default=0) for name in nested}
    by_key = {
        key: call.with_references(lambda each: _moved(each, first.get(each.name, 0)))
        for key, call in calls.by_key.items()
    }
    return Calls(by_key, [_moved(each, first.get(each.name, 0)) for each in calls.answers])


def in_order(calls: Mapping[Key, Call]) -> Iterator[tuple[Key, Call]]:
    """Each call after all that feed it, else as listed. Raises SavedModelError where calls feed one another."""
    made: set[Key] = set()
    entered: set[Key] = set()
    for first in calls:
        waiting = [first]
        while waiting:
            key = waiting[-1]
            needed = [] if key in made else [each for each in _feeding(calls, key) if each not in made]
            if needed and key in entered:
                raise SavedModelError(f"layer {key[0]!r} is fed by what it feeds itself")
            entered.add(key)
            waiting.extend(reversed(needed))
            if not needed:
                waiting.pop()
                if key not in made:
                    made.add(key)
                    yield key, calls[key]


def _feeding(calls: Mapping[Key, Call], key: Key) -> Iterator[Key]:
    for each in dict.fromkeys((reference.name, reference.call) for reference in calls[key].references):
        if each in calls:
            yield each


def _moved(reference: Reference, places: int) -> Reference:
    return replace(reference, call=max(0, reference.call - places))
