"""From a text to the networks that it describes."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.source.errors import SourceError
from diagnostics.source.expressions import evaluate
from diagnostics.source.jobs import reading_of
from diagnostics.source.limits import MAX_TEXT
from diagnostics.source.machine import Machine
from diagnostics.source.reading import Reading, Supplied
from diagnostics.source.scope import Scope
from diagnostics.source.statements import Leave, execute
from diagnostics.source.uncalled import call_what_nothing_calls

_NOTHING_SUPPLIED = Supplied()
_TOO_DEEP = "it is nested too deeply to be read; give the part that builds the model"


def read(text: str, supplied: Supplied = _NOTHING_SUPPLIED) -> Reading:
    """The networks of a Python text, a notebook, Markdown with code, or a pasted question. Raises SourceError.

    Nothing of the text is run, imported or opened.
    """
    code = _python(text)
    try:
        reading = _read(code, supplied)
    except RecursionError:
        raise SourceError(_TOO_DEEP) from None
    if not reading.models:
        _explain(reading)
    return reading


def _python(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise SourceError(f"the text has {len(text):,} characters, {MAX_TEXT:,} are read")
    return text


def _read(code: str, supplied: Supplied) -> Reading:
    tree = _parsed(code)
    machine = Machine(supplied, _definitions(supplied), evaluate, execute, code.splitlines())
    machine.data_names = frozenset(_data_names(tree))
    scope = Scope()
    try:
        execute(tree.body, scope, machine)
    except Leave:
        pass  # the program ends here
    call_what_nothing_calls(scope, machine)
    return reading_of(machine)


def _parsed(code: str) -> ast.Module:
    try:
        return ast.parse(code)
    except SyntaxError as error:
        raise SourceError(f"this is not Python: {error.msg}", error.lineno) from None
    except (RecursionError, MemoryError):
        raise SourceError(_TOO_DEEP) from None
    except ValueError as error:
        raise SourceError(f"this is not Python: {error}") from None


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
    found = []
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
