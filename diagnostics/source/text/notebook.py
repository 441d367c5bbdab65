"""The code cells of a Jupyter notebook, formats 3 and 4."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from diagnostics.source.errors import SourceError

_MARKS = ('"cells"', '"worksheets"')


def cells_of(text: str) -> list[str] | None:
    """The source of each code cell; None where the text is no notebook. Raises SourceError for one that is damaged."""
    if not text.lstrip().startswith("{") or not any(mark in text for mark in _MARKS) or '"cell_type"' not in text:
        return None
    try:
        document: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"this notebook is no JSON ({error.msg}); save it again, or paste its code", error.lineno
        ) from error
    except RecursionError as error:
        raise SourceError("this notebook's JSON is nested too deeply; paste its code") from error
    _check_language(document)
    return [source for cell in _cells(document) if (source := _source(cell)) is not None]


def _cells(document: Mapping[str, Any]) -> Iterator[Any]:
    """As format 4 has them, and as format 3 had them in worksheets."""
    sheets = document.get("worksheets")
    for sheet in [document, *(sheets if isinstance(sheets, list) else ())]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from cells if isinstance(cells, list) else ()


def _source(cell: Any) -> str | None:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        raise SourceError(f"a code cell of this notebook holds {type(source).__name__} where its source should be")
    return source


def _check_language(document: Mapping[str, Any]) -> None:
    metadata = document.get("metadata")
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        about = metadata.get(part) if isinstance(metadata, dict) else None
        language = about.get(key) if isinstance(about, dict) else None
        if isinstance(language, str) and "python" not in language.lower():
            raise SourceError(f"this notebook is written in {language[:40]!r}; Keras programs in Python are read")
