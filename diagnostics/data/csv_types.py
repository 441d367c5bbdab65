"""What the columns of a text file hold, found by reading all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def _nothing() -> Any:
    import pyarrow as pa

    return pa.null()


@dataclass(frozen=True)
class Seen:
    """The narrowest type that fits every value of a column so far; null where there was none."""

    type: Any = field(default_factory=_nothing)


def narrowed(before: Seen, texts: Any) -> Seen:
    """The type that fits these values, too: whole numbers, numbers, true and false, dates (ISO 8601), else text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if texts.null_count == len(texts) or before.type == pa.string():
        return before
    for wider in _from(before.type):
        try:
            pc.cast(texts, wider)
        except pa.ArrowInvalid:
            continue
        return Seen(wider)
    return Seen(pa.string())


def _from(narrow: Any) -> list[Any]:
    """The types that hold what a type holds, the narrowest first."""
    import pyarrow as pa

    numbers = [pa.int64(), pa.float64()]
    dates = [pa.timestamp("us"), pa.timestamp("us", "UTC")]
    others = [pa.bool_(), *dates]
    if narrow == pa.null():
        return [*numbers, *others]
    return numbers[numbers.index(narrow) :] if narrow in numbers else [narrow]
