"""From a text as people paste it to the Python in it: programs, notebooks, Markdown, sessions, whole questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnostics.source.errors import SourceError
from diagnostics.source.text.code import Code, Excerpt, PastedSummary, ranges
from diagnostics.source.text.excerpt import excerpt
from diagnostics.source.text.fences import fenced
from diagnostics.source.text.notebook import cells_of
from diagnostics.source.text.parsing import check_length, tree_or_none
from diagnostics.source.text.passages import passage, typed_in
from diagnostics.source.text.spelling import as_typed
from diagnostics.source.text.tables import tables_in

MOST_BYTES = 2 * 2**20
_FOREIGN = re.compile("[\0\ud800-\udfff]")


def python_of(text: str) -> Code:
    """The Python in a text, and the model summaries. Raises SourceError where there is neither, or too much."""
    text = _admitted(text)
    cells = cells_of(text)
    if cells is not None:
        code = _of_notebook([_admitted(cell).rstrip("\n").split("\n") for cell in cells])
    elif tree := tree_or_none(text):
        code = Code(text, tree=tree)
    else:
        code = _of_document(text.split("\n"), as_typed(text).split("\n"))
    if not code.text.strip() and not code.summaries:
        raise SourceError("there is no Python code and no model.summary() in this text; paste the code of the model")
    return code


def _admitted(text: str) -> str:
    """The text without a byte-order mark and with plain line ends."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise SourceError(f"this text has {size:,} bytes, {MOST_BYTES:,} are read; leave out what is not the model")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    foreign = _FOREIGN.search(text)
    if foreign is not None:
        line = text.count("\n", 0, foreign.start()) + 1
        raise SourceError(f"the character {foreign[0]!a} belongs in no text; save the file as UTF-8", line)
    return text


def _of_notebook(cells: Sequence[Sequence[str]]) -> Code:
    lines = [line for cell in cells for line in cell]
    found = [passage(cell) for cell in cells]
    whole = Excerpt(
        tuple(line for each in found for line in each.lines), tuple(margin for each in found for margin in each.margins)
    )
    starts = [1]
    for cell in cells[:-1]:
        starts.append(starts[-1] + len(cell))
    return _code(whole, lines, cells=tuple(starts))


def _of_document(written: Sequence[str], lines: Sequence[str]) -> Code:
    """`written` is what stands there, `lines` the same with plain characters."""
    tables = tables_in(lines)
    masked, asked = [*lines], [*written]
    for first, last in tables:
        masked[first - 1 : last] = asked[first - 1 : last] = [""] * (last - first + 1)
    found = fenced(masked) or _typed(masked)
    summaries = [PastedSummary("\n".join(lines[first - 1 : last]), first) for first, last in tables]
    return _code(found, asked, summaries=tuple(summaries))


def _typed(lines: Sequence[str]) -> Excerpt:
    """Raises SourceError for more lines than are looked through one by one."""
    check_length("\n".join(lines))
    return typed_in(lines, excerpt)


def _code(
    found: Excerpt, lines: Sequence[str], cells: tuple[int, ...] = (), summaries: tuple[PastedSummary, ...] = ()
) -> Code:
    numbered = [*enumerate(zip(lines, found.lines, strict=True), 1)]
    blank = [number for number, (line, _) in numbered if not line.strip()]
    passed_over = [number for number, (line, kept) in numbered if line.strip() and _is_lost(line, kept)]
    margins = {number: margin for number, margin in enumerate(found.margins, 1) if margin}
    return Code(found.text, tuple(ranges(passed_over, blank)), cells, summaries, margins)


def _is_lost(line: str, kept: str) -> bool:
    """A `pass` stands for a statement that was lost from its block."""
    return not kept.strip() or (kept.strip() == "pass" and "pass" not in line)
