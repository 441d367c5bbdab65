"""Python's operators on known values, within bounds; None of it can take long or much memory."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

from diagnostics.source.interpreter.limits import MAX_BITS, MAX_ITEMS
from diagnostics.source.interpreter.values import Unknown

_PLAIN = (int, float, complex, str, bytes, list, tuple, dict, set, frozenset, bool, type(None), range)
_RAISED = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, MemoryError)
_FOREIGN = re.compile("[\0\ud800-\udfff]")

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, items: operator.contains(items, item),
    ast.NotIn: lambda item, items: not operator.contains(items, item),
}


class Unanswered(Exception):
    """An operation whose answer is not known, or would be too large to make."""


def binary(kind: type[ast.operator], left: Any, right: Any) -> Any:
    """The answer of a binary operator. Raises Unanswered."""
    if kind not in _BINARY or not _is_plain(left, right):
        raise Unanswered
    if kind is ast.Mod and isinstance(left, str | bytes):
        return formatted(left, right)
    _check_size(kind, left, right)
    return answered(_BINARY[kind], left, right)


def unary(kind: type[ast.unaryop], operand: Any) -> Any:
    """The answer of a unary operator. Raises Unanswered."""
    if not _is_plain(operand):
        raise Unanswered
    return answered(_UNARY[kind], operand)


def compare(kind: type[ast.cmpop], left: Any, right: Any) -> bool:
    """The answer of a comparison. Raises Unanswered."""
    if kind is ast.Is:
        return left is right or (isinstance(left, int | str) and left == right)
    if kind is ast.IsNot:
        return not compare(ast.Is, left, right)
    if not (is_small(left) and is_small(right)):
        raise Unanswered
    return bool(answered(_COMPARE[kind], left, right))


def formatted(template: Any, values: Any) -> str:
    """`template % values`. Raises Unanswered."""
    simple = isinstance(values, int | float | str) or (
        isinstance(values, tuple | list) and all(isinstance(each, int | float | str) for each in values)
    )
    if not (isinstance(template, str) and simple) or "*" in template or has_wide_field(template):
        raise Unanswered
    return str(answered(operator.mod, template, values))


def has_wide_field(template: str) -> bool:
    """Whether a format asks for a field of four digits or more, which would be long for nothing."""
    digits = 0
    for character in template:
        digits = digits + 1 if character.isdigit() else 0
        if digits >= 4:
            return True
    return False


def answered(operation: Callable[..., Any], *operands: Any) -> Any:
    """What an operation gives, of a bounded size. Raises Unanswered."""
    try:
        answer = operation(*operands)
    except _RAISED:
        raise Unanswered from None
    if isinstance(answer, int) and answer.bit_length() > MAX_BITS:
        raise Unanswered
    if isinstance(answer, str | bytes | list | tuple) and len(answer) > MAX_ITEMS:
        raise Unanswered
    if isinstance(answer, str) and not is_text(answer):
        raise Unanswered
    return answer


def is_text(value: str) -> bool:
    """Whether it may stand in a job: without NUL and lone surrogates."""
    return _FOREIGN.search(value) is None


def hashable(value: Any) -> bool:
    """Whether a value may be a key or an entry of a set, and is hashed at once."""
    if isinstance(value, tuple):
        return is_small(value) and all(hashable(each) for each in value)
    return not isinstance(value, Unknown | list | dict | set | slice)


def has_few_parts(value: Any, left: int = 2000) -> bool:
    """Whether a value has few parts, of whatever kind, those of its parts counted each time that they occur."""
    return _parts(value, left, 0, lambda _: True) >= 0


def is_small(value: Any, left: int = 2000) -> bool:
    """The same of a value that is plain, and so are its parts."""
    return _parts(value, left, 0, lambda part: isinstance(part, _PLAIN) or part is Ellipsis) >= 0


def _parts(value: Any, left: int, depth: int, counts: Callable[[Any], bool]) -> int:
    """What is left of a number of parts after this value; below 0 where it has more, or one that does not count."""
    if isinstance(value, range):
        return -1 if value[left:] else left - 1 - len(value)
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        if depth > 30 or len(value) > left:
            return -1
        for each in value:
            left = _parts(each, left, depth + 1, counts)
            if left < 0:
                return -1
        return left - 1
    return left - 1 if counts(value) else -1


def _is_plain(*values: Any) -> bool:
    return all(isinstance(value, _PLAIN) for value in values)


def _check_size(kind: type[ast.operator], left: Any, right: Any) -> None:
    """Raises Unanswered before something large is made."""
    if kind is ast.Mult:
        for many, times in ((left, right), (right, left)):
            if (
                isinstance(many, str | bytes | list | tuple)
                and isinstance(times, int)
                and len(many) * times > MAX_ITEMS
            ):
                raise Unanswered
    elif kind is ast.Pow and isinstance(left, int) and isinstance(right, int):
        if abs(left).bit_length() * max(right, 0) > MAX_BITS:
            raise Unanswered
    elif (kind is ast.LShift and isinstance(right, int) and right > MAX_BITS) or (
        kind in (ast.BitAnd, ast.BitOr, ast.BitXor, ast.Sub) and not (is_small(left) and is_small(right))
    ):
        raise Unanswered
