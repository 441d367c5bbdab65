"""What layers are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnostics.source.networks.network import Use

_LONGEST = 108  # characters of a name, to which a number may be added


def allowed(name: str, longest: int = 100) -> str:
    """The name with only the characters that a spec allows."""
    kept = "".join(each if each.isascii() and (each.isalnum() or each in "_.-/") else "_" for each in name[:longest])
    return kept if kept[:1].isalnum() or kept[:1] == "_" else f"_{kept}"


def names_of(uses: Sequence[Use]) -> dict[int, str]:
    """A name for every call: the layer's within the models around it; further calls of a layer are numbered.

    Names that the text does not give make way for those that it does.
    """
    given: dict[int, str] = {}
    taken = {use.prefix + use.layer.name for use in uses if use.layer.is_named}
    tried: dict[str, int] = {}
    calls: dict[int, int] = {}
    for use in uses:
        written = use.prefix + use.layer.name
        path = allowed(written, _LONGEST)
        count = calls[id(use.layer)] = calls.get(id(use.layer), 0) + 1
        is_given = use.layer.is_named and count == 1 and path == written
        name = path if is_given else _free(path if count == 1 else f"{path}_call_{count}", taken, tried)
        taken.add(name)
        given[use.index] = name
    return given


def _free(path: str, taken: set[str], tried: dict[str, int]) -> str:
    name = path
    while name in taken:
        tried[path] = tried.get(path, 0) + 1
        name = f"{path}_{tried[path]}"
    return name


def snake(name: str) -> str:
    """The name that Keras gives to an unnamed object of a class."""
    return re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)).lower()
