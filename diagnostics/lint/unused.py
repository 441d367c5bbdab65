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
    """One for all layers that feed one another, where the output of the last of them is lost."""
    for chain in _chains(findings):
        source, merged = places.source(chain[-1].at[0]), _merged(chain)
        others = tuple(("this leads nowhere, too", place) for place in places.all(merged.at[1:]))
        if source is not None and source.variable and source.overwritten:
            place, again = _lost_at(source), (f"{source.variable} is overwritten here", source.overwritten)
            overwritten = f"is overwritten on {name_line(source.overwritten.line)}"
            lost = f"{source.variable} of {name_line(place.line)} {overwritten}"
            yield _lost(merged, lost, source, place.line), place, (again, *others)
        elif all(_is_last_of_several(finding, findings, places) for finding in chain):
            kept = f"{merged.message}; what the same line makes before is used: it may be the last turn of a loop"
            yield replace(merged, severity="warning", message=kept), places.of(merged.at[0]), others
        else:
            yield merged, places.of(merged.at[0]), others


def _is_last_of_several(finding: Finding, findings: Sequence[Finding], places: Places) -> bool:
    """Whether the same call in the text has made layers that are used, and this one after them."""
    source, lost = places.source(finding.at[0]), {each.layer for each in findings}
    made = [name for name, other in places.model.sources.items() if source is not None and other.made == source.made]
    return len(made) > 1 and made[-1] == finding.layer and not lost & set(made[:-1])


def _chains(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings on layers that feed one another, each after those that feed it."""
    chains: list[list[Finding]] = []
    for finding in findings:
        before = finding.evidence["fed_by"]
        fed_by = [chain for chain in chains if isinstance(before, list) and any(each.layer in before for each in chain)]
        chains = [chain for chain in chains if chain not in fed_by]
        chains.append([*(each for chain in fed_by for each in chain), finding])
    return chains


def _merged(findings: Sequence[Finding]) -> Finding:
    """One finding on all of them, the last layer first: its output is what is lost."""
    last = findings[-1]
    if len(findings) == 1:
        return last
    names = [finding.layer or "" for finding in findings]
    message = f"{counted(len(names), 'layer')} lead nowhere: no output depends on {named(names)}"
    at = tuple(finding.at[0] for finding in reversed(findings))
    return replace(last, message=message, at=at, evidence={**last.evidence, "layers": names})


def _lost_at(source: LayerSource) -> Place:
    """The expression whose value is lost: that which puts the layer to use, or a call of the model that it is in."""
    place, bound = source.applied or source.made, source.bound
    return place if bound is None or bound.line <= place.line <= bound.end_line else bound


def _lost(finding: Finding, lost: str, source: LayerSource, line: int) -> Finding:
    """The finding with the variable that held the output, and what became of it."""
    figures = {"variable": source.variable, "line": line}
    if source.overwritten is not None:
        figures["overwritten_on_line"] = source.overwritten.line
    message = f"{lost} before anything reads it: {finding.message}"
    return replace(finding, message=message, evidence={**finding.evidence, **figures})
