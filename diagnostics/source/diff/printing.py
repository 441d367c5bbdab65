"""Values as people write them in Keras programs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.source.diff.errors import NotExpressible

_SMALLEST_PLAIN = 1e-3
_LARGEST_PLAIN = 1e6


def quote_of(code: str) -> str:
    """The quotation mark that a text uses most for short strings."""
    single, double = (len(re.findall(rf"{mark}[\w./:-]*{mark}", code)) for mark in "'\"")
    return '"' if double > single else "'"


def literal(value: Any, quote: str) -> str:
    """A JSON value as a Python expression. Raises NotExpressible for numbers that have none."""
    match value:
        case bool() | None:
            return str(value)
        case int():
            return str(value)
        case float():
            return _number(value)
        case str():
            return text(value, quote)
        case Mapping():
            entries = (f"{literal(key, quote)}: {literal(entry, quote)}" for key, entry in value.items())
            return f"{{{', '.join(entries)}}}"
        case Sequence():
            return f"({', '.join(literal(entry, quote) for entry in value)}{',' if len(value) == 1 else ''})"
    raise NotExpressible(f"{value!r} has no plain spelling")


def text(value: str, quote: str) -> str:
    """A string literal between the quotation marks asked for, where it has none of them inside."""
    shown = repr(value)
    plain = shown[0] == "'" and quote not in value and "\\" not in shown
    return f"{quote}{value}{quote}" if plain else shown


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise NotExpressible(f"{value} has no plain spelling")
    if value == 0 or _SMALLEST_PLAIN <= abs(value) < _LARGEST_PLAIN:
        return repr(value)
    mantissa, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        digits = next(digits for digits in range(17) if float(f"{value:.{digits}e}") == value)
        mantissa, _, exponent = f"{value:.{digits}e}".partition("e")
    return f"{mantissa}e{int(exponent)}"
