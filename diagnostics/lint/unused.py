"""Layers that lead nowhere, told by the variable that was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from diagnostics.findings import Finding
from diagnostics.lint.places import Places
from diagnostics.rules.spc.unused_layer import UnusedLayer
from diagnostics.rules.wording import counted, named
from diagnostics.source.place import Place
from diagnostics.source.reading import LayerSource

NameLine = Callable[[int], str]  # `line 12`, or `line 2 of cell 3`
Told = tuple[Finding, Place | None, tuple[tuple[str, Place], ...]]


def is_unused(finding: Finding) -> bool:
    """Whether the finding is of a layer that leads nowhere."""
    return finding.code == UnusedLayer.code


def unused(findings: Sequence[Finding], places: Places, name_line: NameLine) -> Iterator[Told]:
    """One for each expression whose value is lost, however many layers it put to use."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_put_to_use_by(finding, places), []).append(finding)
    for group in alike.values():
        merged, sources = _merged(group), [source for each in group if (source := places.source(each.at[0]))]
        if sources:
            lost = next((source for source in reversed(sources) if source.variable), sources[-1])
            yield _named(merged, lost, name_line), _place(sources), _overwriting(lost)
        else:
            yield merged, places.of(merged.at[0]), ()


def _put_to_use_by(finding: Finding, places: Places) -> object:
    """What the layers of one expression have in common: those of a nested model belong together."""
    source, nest = places.source(finding.at[0]), (finding.layer or "").rpartition("/")[0]
    return nest or (source.applied if source and source.applied else finding.at)


def _merged(findings: Sequence[Finding]) -> Finding:
    first = findings[0]
    names = [finding.layer or "" for finding in findings]
    if len(names) == 1:
        return first
    message = f"{counted(len(names), 'layer')} lead nowhere: no output depends on {named(names)}"
    at = tuple(pointer for finding in findings for pointer in finding.at)
    return replace(first, message=message, at=at, evidence={**first.evidence, "layers": names})


def _place(sources: Sequence[LayerSource]) -> Place:
    """The expression that puts the layers to use or, where each has one of its own, from the first to the last."""
    applied = [source.applied or source.made for source in sources]
    first, last = min(applied), max(applied, key=lambda place: (place.end_line, place.end_column))
    return Place(first.line, first.column, last.end_line, last.end_column)


def _named(finding: Finding, source: LayerSource, name_line: NameLine) -> Finding:
    """The finding with the variable that held the layer's output, and what became of it."""
    if source.variable is None:
        return finding
    line = (source.applied or source.made).line
    figures = {**finding.evidence, "variable": source.variable, "line": line}
    if source.overwritten is None:
        return replace(finding, evidence=figures)
    again = source.overwritten.line
    lost = f"{source.variable} of {name_line(line)} is overwritten on {name_line(again)} before anything reads it"
    figures["overwritten_on_line"] = again
    return replace(finding, message=f"{lost}: {finding.message}", evidence=figures)


def _overwriting(source: LayerSource) -> tuple[tuple[str, Place], ...]:
    return ((f"{source.variable} is overwritten here", source.overwritten),) if source.overwritten else ()
