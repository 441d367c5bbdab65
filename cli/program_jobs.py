"""Jobs of a program: a file of code with data beside it, one job for each of its networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli import job_file
from cli.definitions import definitions
from cli.errors import UserError
from cli.lint_files import Input, inputs, is_job
from diagnostics.source.choosing import UnknownNetwork, one_of
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import Supplied


@dataclass(frozen=True)
class Beside:
    """What the command line says beside the file: where the data lie, literals, and which network is meant."""

    data: str | None = None
    define: Sequence[str] = ()
    model: str | None = None


def requested(file: Path, beside: Beside) -> list[Any]:
    """The documents of every job that a job file or a program asks for. Raises UserError."""
    given = next(iter(inputs([str(file)])), None)
    if not isinstance(given, Input) or is_job(given.name, given.text):
        return [_job(file, beside)]
    if beside.data is None:
        raise UserError(f"{file} is a program: say where its data lie, with --data LOCATION")
    define = definitions(beside.define)
    return [
        _document(file, given.text, name, define, beside.data) for name in _networks(file, given.text, define, beside)
    ]


def _job(file: Path, beside: Beside) -> Any:
    """A job file, which says itself what the options would; some of them may add to a program in it."""
    document: Any = job_file.read(file)
    model = document.get("model") if isinstance(document, dict) else None
    source = model.get("source") if isinstance(model, dict) else None
    if beside.data is not None:
        raise UserError(f"{file} is a job, which says itself where its data lie: dataset.location, not --data")
    if beside.define or beside.model:
        if not isinstance(source, dict):
            raise UserError(f"{file} has no program (model.source): --define and --model are about programs")
        source["define"] = {**source.get("define", {}), **definitions(beside.define)}
        source["model"] = beside.model or source.get("model")
    return document


def _networks(file: Path, text: str, define: dict[str, Any], beside: Beside) -> list[str]:
    """The names of the networks that are meant: the one that was named, else all."""
    try:
        models = read(text, Supplied(define)).models
        return [one_of(models, beside.model).name] if beside.model else [model.name for model in models]
    except SourceError as error:
        raise UserError(f"{file}: {error}") from None
    except UnknownNetwork as error:
        raise UserError(f"--model {beside.model}: {error}") from None


def _document(file: Path, text: str, name: str, define: dict[str, Any], data: str) -> dict[str, Any]:
    location = data if "://" in data else str(Path(data).expanduser().resolve())
    filename = file.name if file.is_absolute() else file.as_posix()
    source = {"text": text, "define": define, "model": name, "filename": filename}
    return {"name": f"{file.name}: {name}", "dataset": {"location": location}, "model": {"source": source}}
