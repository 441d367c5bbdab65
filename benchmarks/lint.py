"""How fast programs are linted: one and a thousand in one process, and the command afresh beside `import keras`.

Run as `python -m benchmarks.lint`. The programs are those of the corpus in tests/, taken in turn until there are a
thousand; each is read and linted anew. The command and the import take turns, so that the ratio holds whatever else the
machine does; both have their byte code written before.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

from diagnostics.data.glance import Glance
from diagnostics.lint.text import lint_text
from diagnostics.source.errors import SourceError
from diagnostics.source.reading import Supplied

_ROOT = Path(__file__).parent.parent
_CORPUS = _ROOT / "tests" / "diagnostics" / "source" / "corpus"
_LINT = (sys.executable, "-m", "cli.main", "lint")
_KERAS = (sys.executable, "-c", "import keras")


def main() -> None:
    """Prints medians and their spread."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10, help="commands beside imports (default 10)")
    parser.add_argument("--programs", type=int, default=1000, help="programs in one process (default 1000)")
    arguments = parser.parse_args()
    files = sorted(file for file in _CORPUS.rglob("*") if file.suffix in (".py", ".md", ".ipynb"))
    texts = [file.read_text("utf-8") for file in files]
    _in_one_process(texts, arguments.programs)
    _afresh(_typical(files), arguments.pairs)


def _in_one_process(texts: Sequence[str], count: int) -> None:
    _lint(texts[0])  # what is loaded once
    before = time.perf_counter()
    seconds = [_lint(text) for text in islice(cycle(texts), count)]
    whole = time.perf_counter() - before
    lines = statistics.median(text.count("\n") for text in texts)
    print(f"{len(texts)} programs, {lines:.0f} lines in the middle")
    print(f"{'a file in one process':32}{1000 * statistics.median(seconds):8.1f} ms  {_spread(seconds, 1000)}")
    print(f"{f'{count} programs in one process':32}{whole:8.2f} s")


def _lint(text: str) -> float:
    before = time.perf_counter()
    with suppress(SourceError):  # telling that there is nothing to read takes its time, too
        lint_text(text, Supplied(), Glance())
    return time.perf_counter() - before


def _afresh(file: Path, pairs: int) -> None:
    list(_pair(file))
    lints, imports = zip(*(_pair(file) for _ in range(pairs)), strict=True)
    print(f"{'deadweight lint, afresh':32}{statistics.median(lints):8.2f} s   {_spread(lints)}")
    print(f"{'import keras, afresh':32}{statistics.median(imports):8.2f} s   {_spread(imports)}")
    ratios = [slow / fast for fast, slow in zip(lints, imports, strict=True)]
    print(f"{'ratio':32}{statistics.median(ratios):8.1f}     {_spread(ratios)}")


def _pair(file: Path) -> Iterator[float]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for command in ((*_LINT, str(file)), _KERAS):
        before = time.perf_counter()
        subprocess.run(command, cwd=_ROOT, env=environment, check=False, capture_output=True)
        yield time.perf_counter() - before


def _typical(files: Sequence[Path]) -> Path:
    """The program of the middle size."""
    return sorted(files, key=lambda file: file.stat().st_size)[len(files) // 2]


def _spread(values: Sequence[float], factor: float = 1) -> str:
    return f"{factor * min(values):.2f} to {factor * max(values):.2f}"


if __name__ == "__main__":
    main()
