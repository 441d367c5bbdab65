"""From a text to the networks that it describes."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import Any

from diagnostics.source.errors import SourceError
from diagnostics.source.interpreter.calling import call
from diagnostics.source.interpreter.expressions import evaluate
from diagnostics.source.interpreter.leaving import Leave
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.statements import execute
from diagnostics.source.interpreter.uncalled import call_what_nothing_calls
from diagnostics.source.networks.jobs import reading_of
from diagnostics.source.reading import Reading, ReadModel, Supplied
from diagnostics.source.tabulated.summary import read_summary
from diagnostics.source.text.code import Code, PastedSummary
from diagnostics.source.text.documents import python_of
from diagnostics.source.text.parsing import syntax_tree

_NOTHING_SUPPLIED = Supplied()
_TOO_DEEP = "it is nested too deeply to be read; give the part that builds the model"


def read(text: str, supplied: Supplied = _NOTHING_SUPPLIED) -> Reading:
    """The networks of a Python text, a notebook, Markdown with code, or a pasted question. Raises SourceError.

    Nothing of the text is run, imported or opened.
    """
    code = python_of(text)
    try:
        reading = _read(code, supplied)
    except RecursionError:
        raise SourceError(_TOO_DEEP) from None
    if not reading.models and code.summaries:
        return Reading(tuple(_of_summary(each, supplied) for each in code.summaries), reading.refused)
    if not reading.models:
        _explain(reading)
    return reading


def _of_summary(pasted: PastedSummary, supplied: Supplied) -> ReadModel:
    """The network of a printed summary, for a text that has no code of it. Raises SourceError."""
    found = read_summary(pasted.text, pasted.line, supplied.input_shape)
    if found.unread:
        first = found.unread[0]
        raise SourceError(f"{first.expression}: {first.supply}", first.line)
    return found.model


def _read(code: Code, supplied: Supplied) -> Reading:
    tree = code.tree or _parsed(code.text)
    machine = Machine(supplied, _definitions(supplied), evaluate, execute, call, code.text.split("\n"), code.margins)
    if supplied.input_shape is not None:
        machine.data_names = frozenset(_data_names(tree))
    scope = Scope()
    with suppress(Leave):  # the program ends here
        execute(tree.body, scope, machine)
    call_what_nothing_calls(scope, machine)
    return reading_of(machine)


def _parsed(code: str) -> ast.Module:
    try:
        return syntax_tree(code)
    except SyntaxError as error:
        raise SourceError(f"this is not Python: {error.msg}", error.lineno) from None


def _definitions(supplied: Supplied) -> dict[str, Any]:
    """What was supplied, by the expression as Python writes it. Raises SourceError for what is no expression."""
    found = {}
    for expression, value in supplied.define.items():
        try:
            found[ast.unparse(ast.parse(expression.strip(), mode="eval"))] = _tupled(value)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise SourceError(f"define: {expression[:100]!r} is no expression of Python") from None
    return found


def _tupled(value: Any) -> Any:
    return tuple(_tupled(each) for each in value) if isinstance(value, list) else value


def _data_names(tree: ast.Module) -> list[str]:
    """The variables that `fit` is given as its inputs."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fit":
            given = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "x")]
            found.extend(each.id for each in given if isinstance(each, ast.Name))
    return found


def _explain(reading: Reading) -> None:
    """Raises SourceError with the reason why there is no network to read."""
    if reading.refused:
        first = reading.refused[0]
        raise SourceError(f"{first.name} cannot be read: {first.expression}: {first.supply}", first.line)
    raise SourceError("no Keras model is made in this text")
