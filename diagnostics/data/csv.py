"""Comma-separated values: a line of names, or none where the first line holds numbers alone, then one row a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnostics.data import manifest_file
from diagnostics.data.csv_types import Seen, narrowed
from diagnostics.data.errors import DataError
from diagnostics.data.first_lines import Head, head
from diagnostics.data.raw import Limits, Raw
from diagnostics.data.tables import read_table
from diagnostics.spec.dataset import Dataset

FORMAT = "csv"
_SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_BLOCK_BYTES = 2**22  # of text at once; no row is longer
_TEXT_TIMES = 4  # so much text for the bytes that samples may take
_QUOTED = 120


def looks_like(path: Path) -> bool:
    """Whether a location is a table as text, and no manifest of images."""
    return path.is_file() and path.name.lower().endswith(_SUFFIXES) and manifest_file.found(path) is None


def read(path: Path, dataset: Dataset, limits: Limits) -> Raw:
    """As the spec asks."""
    return read_table(opened(path, head(path), limits), FORMAT, dataset, limits)


@dataclass(frozen=True)
class CsvTable:
    """The rows of a file as text that becomes what its columns hold."""

    path: Path
    head: Head
    types: Mapping[str, Any]
    rows: int
    limits: Limits

    def batches(self, columns: Sequence[str]) -> Iterator[Any]:
        """The rows of some columns, in order, as Arrow record batches."""
        import pyarrow as pa

        for batch in _texts(self.path, self.head, columns, self.limits):
            arrays = [_cast(batch.column(name), self.types[name]) for name in columns]
            yield pa.RecordBatch.from_arrays(arrays, names=list(columns))


def opened(path: Path, found: Head, limits: Limits) -> CsvTable:
    """The table, read once for its types: a column is what all of its values can be. Raises DataError."""
    seen = {name: Seen() for name in found.names}
    rows = 0
    for batch in _texts(path, found, found.names, limits):
        rows += len(batch)
        seen = {name: narrowed(before, batch.column(name)) for name, before in seen.items()}
    return CsvTable(path, found, {name: last.type for name, last in seen.items()}, rows, limits)


def _cast(texts: Any, wanted: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return texts if wanted == pa.string() else pc.cast(texts, wanted)


def _texts(path: Path, found: Head, columns: Sequence[str], limits: Limits) -> Iterator[Any]:
    """Batches of text columns; missing values are null. Raises DataError with the line and text of a bad row."""
    import pyarrow as pa
    import pyarrow.csv as arrow

    faulty: list[Any] = []

    def note(row: Any) -> str:
        faulty.append(row)
        return "error"

    taken = 0
    try:
        with arrow.open_csv(
            path,
            arrow.ReadOptions(
                use_threads=False, block_size=_BLOCK_BYTES, column_names=found.names, skip_rows=found.lines
            ),
            arrow.ParseOptions(delimiter=found.delimiter, invalid_row_handler=note, newlines_in_values=False),
            arrow.ConvertOptions(
                column_types=dict.fromkeys(found.names, pa.string()),
                include_columns=list(columns),
                strings_can_be_null=True,
            ),
        ) as reader:
            for batch in reader:
                taken += batch.nbytes
                if taken > limits.dataset_bytes * _TEXT_TIMES:
                    most = f"{limits.dataset_bytes * _TEXT_TIMES} bytes of text, four times what data may take"
                    raise DataError(f"{path.name!r} holds more than {most}: {limits.allowed}")
                yield batch
    except pa.ArrowInvalid as error:
        raise DataError(_reason(path, error, faulty)) from error


def _reason(path: Path, error: Exception, faulty: list[Any]) -> str:
    if not faulty:
        return f"{path.name!r} cannot be read as csv: {error}"
    row = faulty[-1]
    text = row.text if len(row.text) <= _QUOTED else row.text[:_QUOTED] + "…"
    fields = f"{row.actual_columns} values where {row.expected_columns} are expected"
    return f"line {row.number} of {path.name!r} has {fields}: {text!r}"
