"""Methods of texts, lists and dictionaries, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter.collection_methods import OF_DICTIONARIES, OF_LISTS
from diagnostics.source.interpreter.text_methods import answer_of_method, method_of_text
from diagnostics.source.interpreter.values import Native


def method_of_plain(value: Any, name: str) -> Native | None:
    """A method of a plain value; None for one that is not known."""
    if isinstance(value, str):
        return method_of_text(value, name)
    if isinstance(value, list):
        return _named(OF_LISTS, value, name)
    if isinstance(value, dict):
        return _named(OF_DICTIONARIES, value, name)
    if isinstance(value, tuple) and name in ("index", "count"):
        return Native(name, lambda request, machine: answer_of_method(value, name, request, machine))
    return None


def _named(methods: Mapping[str, Callable[..., Any]], value: Any, name: str) -> Native | None:
    method = methods.get(name)
    return Native(name, lambda request, machine: method(value, request, machine)) if method else None
