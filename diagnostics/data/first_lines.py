"""The first lines of a text file of columns."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from diagnostics.data.errors import DataError
from diagnostics.data.label_columns import listed

_MOST_BYTES = 2**22  # of the two lines that are looked at
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 100_000


@dataclass(frozen=True)
class Head:
    """Names of the columns, by number where the file has none; `lines` of names come before the rows."""

    names: list[str]
    delimiter: str
    lines: int
    first: list[str]  # the first row


def head(path: Path) -> Head:
    """Raises DataError where there are no columns, or two with one name."""
    lines = _lines(path)
    filled = [place for place, line in enumerate(lines) if line.strip()][:2]
    if not filled:
        raise DataError(f"{path.name!r} is empty")
    delimiter = _delimiter(lines[filled[0]])
    try:
        rows = [row for row in csv.reader([lines[place] for place in filled], delimiter=delimiter) if row]
    except csv.Error as error:
        raise DataError(f"the first lines of {path.name!r} cannot be read as csv: {error}") from error
    names, named = rows[0], not all(map(_is_number, rows[0]))
    if len(names) > _MOST_COLUMNS:
        raise DataError(f"{path.name!r} has {len(names)} columns, {_MOST_COLUMNS} are allowed")
    if not named:
        return Head([str(place) for place in range(len(names))], delimiter, filled[0], names)
    names = [name.strip() or str(place) for place, name in enumerate(names)]
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        raise DataError(f"{path.name!r} has several columns named {listed(twice)}")
    return Head(names, delimiter, filled[0] + 1, rows[1] if len(rows) > 1 else [])


def _lines(path: Path) -> list[str]:
    """The first lines, unpacked. Raises DataError."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            content = file.read(_MOST_BYTES)
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content).splitlines()
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name!r} is no UTF-8 text") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError(f"{path.name!r} cannot be unpacked: {error}") from error


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
