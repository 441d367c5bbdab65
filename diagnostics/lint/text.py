"""Lints a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagnostics.data.glance import Glance
from diagnostics.lint.cells import Cells
from diagnostics.lint.comments import read_comments
from diagnostics.lint.network import lint_network
from diagnostics.lint.result import LintResult, Located
from diagnostics.lint.silencing import silenced
from diagnostics.lint.stand_ins import completed
from diagnostics.source.choosing import one_of
from diagnostics.source.place import Place
from diagnostics.source.read import read
from diagnostics.source.reading import Missing, Reading, ReadModel, Refused, Supplied
from diagnostics.source.text.documents import python_of
from diagnostics.source.text.notebook import cells_of
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import SpecError

_EVERYTHING = Diagnosis()
_NO_CELLS = Cells()


def lint_text(
    text: str, supplied: Supplied, known: Glance, diagnosis: Diagnosis = _EVERYTHING, model: str | None = None
) -> LintResult:
    """The findings on every network of a text, or on the one of that name. Raises SourceError and UnknownNetwork."""
    code, cells = _code(text)
    comments = read_comments(code)
    if comments.skip_file:
        return LintResult(code=code, cells=cells)
    reading = read(code, supplied)
    models = _meant(reading, model)
    result = replace(lint_models(models, known, diagnosis, cells), code=code, cells=cells)
    refused = tuple(_refused(each) for each in reading.refused if model in (None, each.name))
    return silenced(replace(result, missing=(*result.missing, *refused)), comments)


def _meant(reading: Reading, name: str | None) -> tuple[ReadModel, ...]:
    """All networks, or the one of that name; none where that one cannot be read."""
    if name is None:
        return reading.models
    return () if name in (each.name for each in reading.refused) else (one_of(reading.models, name),)


def _code(text: str) -> tuple[str, Cells]:
    """What lines count in: of a notebook, its code cells one after another."""
    if cells_of(text) is None:
        return text.replace("\r\n", "\n").replace("\r", "\n"), Cells()
    code = python_of(text)
    return code.text, Cells(code.cells)


def lint_models(
    models: Sequence[ReadModel],
    known: Glance,
    diagnosis: Diagnosis = _EVERYTHING,
    cells: Cells = _NO_CELLS,
) -> LintResult:
    """The findings on networks of one text, in its order; what two networks share is told once."""
    located: list[Located] = []
    missing: list[Missing] = []
    for model in models:
        missing.extend(model.missing)
        try:
            done = completed(model, diagnosis)
        except SpecError as error:
            missing.extend(_beyond(error, model))
        else:
            missing.extend(done.missing)
            located.extend(lint_network(done, known, cells.name))
    return LintResult(_ordered(located), tuple(dict.fromkeys(missing)), networks=len(models))


def _refused(network: Refused) -> Missing:
    return Missing(network.line, network.expression, f"the network {network.name!r} is not linted: {network.supply}")


def _beyond(error: SpecError, model: ReadModel) -> Iterable[Missing]:
    """What keeps a network from being looked at."""
    for problem in error.problems:
        keys = problem.pointer.split("/")
        name = model.layers[int(keys[3])].name if keys[1:3] == ["model", "layers"] and len(keys) > 3 else None
        source = model.sources.get(name or "")
        line = source.made.line if source else min((each.made.line for each in model.sources.values()), default=1)
        yield Missing(line, name or model.name, f"the network {model.name!r} is not linted: {problem.message}")


def _ordered(located: Iterable[Located]) -> tuple[Located, ...]:
    once = {(each.finding.code, each.finding.message, each.place): each for each in reversed(list(located))}
    return tuple(sorted(once.values(), key=_by_place))


def _by_place(located: Located) -> tuple[bool, Place, str, str]:
    place = located.place or Place(0, 0, 0, 0)
    return located.place is None, place, located.finding.code, located.finding.message
