"""Methods of texts, within bounds."""

from __future__ import annotations

from string import Formatter
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.answering import bounded_answer, first_unknown
from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_ITEMS
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Native

_TEXT = frozenset({
    "lower", "upper", "strip", "lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "capitalize", "title",
    "isdigit", "isalpha", "find", "count", "index", "removeprefix", "removesuffix", "partition", "splitlines",
})  # fmt: skip


def method_of_text(value: str, name: str) -> Native | None:
    """A method of a text; None for one that is not known."""
    if name in _TEXT:
        return Native(name, lambda request, machine: answer_of_method(value, name, request, machine))
    if name == "format":
        return Native(name, lambda request, machine: _formatted(value, request, machine))
    if name == "join":
        return Native(name, lambda request, machine: _joined(value, request, machine))
    return Native(name, lambda request, machine: _replaced(value, request, machine)) if name == "replace" else None


def answer_of_method(value: Any, name: str, request: Call, machine: Machine) -> Any:
    """What Python's own method gives for small plain arguments."""
    unknown = first_unknown(request.arguments)
    if unknown is not None or not operators.is_small([*request.arguments, *request.keywords.values()]):
        return unknown or machine.unknown(request.node)
    return bounded_answer(lambda: getattr(value, name)(*request.arguments, **request.keywords), request, machine)


def _formatted(template: str, request: Call, machine: Machine) -> Any:
    values = [*request.arguments, *request.keywords.values()]
    unknown = first_unknown(values)
    plain = all(isinstance(each, str | int | float) for each in values)
    if unknown is not None or not plain or not _is_filled_simply(template) or operators.has_wide_field(template):
        return unknown or machine.unknown(request.node)
    return bounded_answer(lambda: template.format(*request.arguments, **request.keywords), request, machine)


def _is_filled_simply(template: str) -> bool:
    """Whether its fields take whole values, not parts of them, and no width that is itself a value."""
    try:
        fields = [(name, form) for _, name, form, _ in Formatter().parse(template) if name is not None]
    except ValueError:
        return False
    return not any(set(name) & {".", "["} or "{" in (form or "") for name, form in fields)


def _joined(separator: str, request: Call, machine: Machine) -> Any:
    parts = entries(request.get("", 0))
    if parts is None or not all(isinstance(each, str) for each in parts):
        return first_unknown(parts or ()) or machine.unknown(request.node)
    if sum(map(len, parts)) + len(separator) * len(parts) > MAX_ITEMS:
        return machine.unknown(request.node)
    return separator.join(parts)


def _replaced(value: str, request: Call, machine: Machine) -> Any:
    old, new = request.get("", 0), request.get("", 1)
    if not isinstance(old, str) or not isinstance(new, str) or (len(value) + 1) * (len(new) + 1) > MAX_ITEMS * 50:
        return machine.unknown(request.node)
    return bounded_answer(lambda: value.replace(old, new), request, machine)
