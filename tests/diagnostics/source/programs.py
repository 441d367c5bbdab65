"""The corpus: Keras programs as people write them, and what is true of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from diagnostics.source.reading import Supplied

CORPUS = Path(__file__).parent / "corpus"
_TWINS, _TRUTH = "twins", "truth.yaml"


@dataclass(frozen=True)
class Program:
    """One program and its entry in the `truth.yaml` beside it.

    `finds` leads from the codes of its faults to the lines that a finding may stand on (the cause, the layer); a
    healthy program has none. `needs_data` are faults that show only once the data are seen. `define`,
    `input_shape`, `classes` and `samples` are what the text leaves open, as its author's data would tell it. `runs` is
    what Keras runs to build the same networks: the twin where the spelling is older or the data are a burden.
    `unreadable` is the line that a reading must name where the program is beyond what can be known without running it.
    """

    path: Path
    finds: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    needs_data: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    define: Mapping[str, Any] = field(default_factory=dict)
    input_shape: tuple[int, ...] | None = None
    classes: int | None = None
    samples: int | None = None
    twin: str | None = None
    unreadable: int | None = None

    @property
    def name(self) -> str:
        """Its path inside the corpus."""
        return self.path.relative_to(CORPUS).as_posix()

    @property
    def healthy(self) -> bool:
        """Whether nothing is at fault."""
        return not self.finds and not self.needs_data

    @property
    def text(self) -> str:
        """The program as posted."""
        return self.path.read_text(encoding="utf-8")

    @property
    def runs(self) -> Path:
        """The file that Keras runs."""
        return self.path.parent / _TWINS / self.twin if self.twin else self.path

    @property
    def supplied(self) -> Supplied:
        """What its author knows beside the text."""
        return Supplied(self.define, self.classes, self.input_shape, self.samples)


@cache
def programs() -> tuple[Program, ...]:
    """Every program of the corpus, by path."""
    return tuple(sorted(_programs(), key=lambda program: program.name))


def code_of(path: Path) -> str:
    """The Python in a file: that of code cells, of fenced blocks, or all of it."""
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".ipynb":
            cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
            lines = [line for cell in cells for line in "".join(cell["source"]).split("\n")]
            return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))
        case ".md":
            return "\n".join(_fenced(text))
    return text


def _fenced(text: str) -> Iterator[str]:
    """The lines of blocks in Python, or in no language, less the indentation of their fence."""
    language, indent = None, 0
    for line in text.split("\n"):
        if line.strip().startswith("```"):
            language = line.strip()[3:] or "python" if language is None else None
            indent = len(line) - len(line.lstrip())
        elif language in ("python", "py"):
            yield line[indent:]


def _programs() -> Iterator[Program]:
    for truth in sorted(CORPUS.glob(f"*/{_TRUTH}")):
        for name, known in yaml.safe_load(truth.read_text(encoding="utf-8")).items():
            yield _program(truth.parent / name, known or {})


def _program(path: Path, known: Mapping[str, Any]) -> Program:
    lists = {key: tuple(known[key]) for key in ("input_shape",) if key in known}
    lines = {key: _lines(known[key]) for key in ("finds", "needs_data") if key in known}
    return Program(path, **{**known, **lists, **lines})


def _lines(by_code: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {code: tuple(lines) for code, lines in by_code.items()}
