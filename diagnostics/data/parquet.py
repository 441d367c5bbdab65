"""Parquet: a file, or a folder of files with the same columns."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits, Raw
from diagnostics.data.table_columns import kind_of
from diagnostics.data.tables import read_table
from diagnostics.spec.dataset import Dataset

FORMAT = "parquet"
_SUFFIXES = (".parquet", ".pq")
_AT_ONCE = 8192  # rows
_MOST_ROWS = 10**8
_INDEX = re.compile(r"__index_level_\d+__$")  # which pandas writes beside the columns


def looks_like(path: Path) -> bool:
    """Whether a location is such a file, or a folder that has some at its top."""
    if path.is_dir():
        return any(entry.suffix.lower() in _SUFFIXES for entry in path.iterdir())
    return path.suffix.lower() in _SUFFIXES


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """As the spec asks."""
    return read_table(opened(path), FORMAT, dataset, limits)


@dataclass(frozen=True)
class ParquetTable:
    """The rows of files in the order of their names; text stays a dictionary, however often it is repeated."""

    files: tuple[Path, ...]
    types: Mapping[str, Any]
    rows: int

    def batches(self, columns: Sequence[str]) -> Iterator[Any]:
        """The rows of some columns, in order, as Arrow record batches. Raises DataError."""
        texts = [name for name in columns if kind_of(self.types[name]) == "text"]
        for file in self.files:
            with _reading(file), _opened(file, texts) as source:
                for batch in source.iter_batches(_AT_ONCE, columns=list(columns), use_threads=False):
                    yield batch.select(list(columns))


def opened(path: Path) -> ParquetTable:
    """The tables that the foot of each file describes. Raises DataError where they differ."""
    files = _files(path)
    rows, types = 0, None
    for file in files:
        with _reading(file), _opened(file, []) as source:
            schema = source.schema_arrow
            found = {
                name: kind for name, kind in zip(schema.names, schema.types, strict=True) if not _INDEX.match(name)
            }
            rows += source.metadata.num_rows
        if len(set(schema.names)) < len(schema.names):
            raise DataError(f"{file.name!r} has several columns of one name")
        if types is not None and types != found:
            raise DataError(f"{file.name!r} has other columns than {files[0].name!r}")
        types = found
    if rows > _MOST_ROWS:
        raise DataError(f"{path.name!r} says that it has {rows} rows, {_MOST_ROWS} are allowed")
    return ParquetTable(files, types or {}, rows)


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES and file.is_file())
    if not files:
        raise DataError(f"no .parquet files in {path.name!r}")
    for file in files:
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path)):
            raise DataError(f"{file.name!r} is a symbolic link that leads out of the dataset")
    return tuple(files)


def _opened(file: Path, texts: Sequence[str]) -> Any:
    import pyarrow.parquet as arrow

    return arrow.ParquetFile(file, read_dictionary=list(texts), pre_buffer=False, page_checksum_verification=True)


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError, ValueError, MemoryError) as error:
        if isinstance(error, DataError):
            raise
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise DataError(f"{file.name!r} cannot be read as parquet: {reason}") from error
