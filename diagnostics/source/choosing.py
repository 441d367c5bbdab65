"""The one network that is meant of those in a text."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostics.source.reading import ReadModel
from diagnostics.spec.errors import nearest


class UnknownNetwork(ValueError):
    """No network of the text, or more than one, is the one that is meant; the message names those that there are."""


def one_of(models: Sequence[ReadModel], name: str | None) -> ReadModel:
    """The network of that name or, without one, the only one. Raises UnknownNetwork."""
    found = [model for model in models if name in (None, model.name)]
    if len(found) == 1 or (found and name is not None):
        return found[-1]
    names = [model.name for model in models]
    if name is None:
        raise UnknownNetwork(f"the text has several networks; name one of {', '.join(names)}")
    raise UnknownNetwork(f"no network of the text has this name; {nearest(name, names)}".rstrip("; "))
