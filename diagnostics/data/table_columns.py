"""A column of a table as numbers of a sample."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.errors import DataError

Treatment = Literal["number", "date", "one_hot", "index"]
Floats = NDArray[np.float64]
_SECONDS_A_DAY = 86_400
_TREATED: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "whole", "list"),
    "date": ("date", "seconds"),
    "one_hot": ("text", "whole"),
    "index": ("text", "whole"),
}


@dataclass(frozen=True)
class Column:
    """One column and what becomes of it; `width` numbers of a sample, `categories` in sorted order."""

    name: str
    treatment: Treatment
    width: int = 1
    categories: tuple[Any, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """One for each number of a sample."""
        if self.treatment == "one_hot":
            return tuple(f"{self.name}={category}" for category in self.categories)
        if self.treatment == "index":  # places mean something among the same categories alone
            digest = hashlib.blake2b(repr(self.categories).encode(), digest_size=4).hexdigest()
            return (f"{self.name} (index among {len(self.categories)} categories, {digest})",)
        return (self.name,) if self.width == 1 else tuple(f"{self.name}[{place}]" for place in range(self.width))

    def numbers(self, stored: Any) -> Floats:
        """`(rows, width)` of an Arrow array; NaN for what is missing, a row of zeros for a missing category."""
        if self.treatment in ("one_hot", "index"):
            places = codes(stored, self.categories)
            if self.treatment == "one_hot":
                rows = np.zeros((len(places), self.width))
                known = np.flatnonzero(places >= 0)
                rows[known, places[known]] = 1.0
                return rows
            return np.where(places >= 0, places, np.nan)[:, None]
        if kind_of(stored.type) == "list":
            return _lists(self.name, stored, self.width)
        return _numbers(stored)[:, None]


def kind_of(stored_as: Any) -> str:
    """What an Arrow type holds: whole, number, date, seconds, text, list, or its own name where that is not read."""
    import pyarrow.types as of

    if of.is_dictionary(stored_as):
        inside = kind_of(stored_as.value_type)
        return "text" if inside in ("text", "whole", "number") else str(stored_as)
    if of.is_list(stored_as) or of.is_large_list(stored_as) or of.is_fixed_size_list(stored_as):
        return "list" if kind_of(stored_as.value_type) in ("whole", "number") else str(stored_as)
    kinds = {
        "whole": of.is_integer(stored_as) or of.is_boolean(stored_as),
        "number": of.is_floating(stored_as) or of.is_decimal(stored_as) or of.is_null(stored_as),
        "date": of.is_date(stored_as) or of.is_timestamp(stored_as),
        "seconds": of.is_time(stored_as) or of.is_duration(stored_as),
        "text": of.is_string(stored_as) or of.is_large_string(stored_as) or of.is_string_view(stored_as),
    }
    return next((kind for kind, holds in kinds.items() if holds), str(stored_as))


def treatment_of(name: str, stored_as: Any, asked: str | None) -> Treatment:
    """What becomes of a column: as asked, else as its type says. Raises DataError where neither can be."""
    kind = kind_of(stored_as)
    usual: dict[str, Treatment] = {"text": "one_hot", "date": "date", "seconds": "date"}
    chosen = asked or usual.get(kind, "number")
    if kind in _TREATED.get(chosen, ()):
        return chosen  # type: ignore[return-value]  # image and raw fit no kind of column
    advice = "name the columns to read in dataset.features" if asked is None else f"it cannot be read as {asked!r}"
    raise DataError(f"column {name!r} holds {_in_words(kind)}; {advice}", "/dataset/features")


def codes(stored: Any, categories: tuple[Any, ...]) -> NDArray[np.int64]:
    """The place of each value among the categories, -1 where it is missing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_dictionary = pa.types.is_dictionary(stored.type)
    values = stored.dictionary if is_dictionary else stored  # never spelled out: one long text may stand for millions
    places = pc.index_in(values, value_set=pa.array(list(categories), values.type)).fill_null(-1).to_numpy()
    if not is_dictionary:
        return np.asarray(places, np.int64)
    indices = stored.indices.fill_null(len(places)).to_numpy(zero_copy_only=False)
    return np.asarray(np.append(places, -1)[indices], np.int64)


def _numbers(stored: Any) -> Floats:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = kind_of(stored.type)
    if kind == "date":
        return _microseconds(stored, pa.timestamp("us")) / _SECONDS_A_DAY
    if kind == "seconds":
        is_time = pa.types.is_time(stored.type)
        return _microseconds(stored, pa.time64("us") if is_time else pa.duration("us"))
    return np.asarray(pc.cast(stored, pa.float64(), safe=False).to_numpy(zero_copy_only=False), np.float64)


def _microseconds(stored: Any, unit: Any) -> Floats:
    """Seconds, from a count of microseconds."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_timestamp(stored.type) and stored.type.tz:
        unit = pa.timestamp("us", stored.type.tz)
    counted = pc.cast(pc.cast(stored, unit, safe=False), pa.int64())
    return np.asarray(pc.cast(counted, pa.float64(), safe=False).to_numpy(zero_copy_only=False)) / 1e6


def _lists(name: str, stored: Any, width: int) -> Floats:
    import pyarrow.compute as pc

    lengths = pc.list_value_length(stored).fill_null(-1)
    odd = pc.index(pc.not_equal(lengths, width), True).as_py() if len(stored) else -1
    if odd >= 0:
        found = lengths[odd].as_py()
        said = "nothing" if found < 0 else f"{found} numbers"
        raise DataError(f"column {name!r} has lists of {width} numbers and one of {said}: they need one length")
    return _numbers(stored.flatten()).reshape(len(stored), width)


def _in_words(kind: str) -> str:
    return {"whole": "whole numbers", "number": "numbers", "date": "dates", "list": "lists of numbers"}.get(kind, kind)
