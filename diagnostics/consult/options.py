"""Which rules a job wants, with which thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from diagnostics.catalogue import rules
from diagnostics.rules.rule import Rule
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import Problem, SpecError, nearest, quote


def chosen_rules(diagnosis: Diagnosis, among: Sequence[type[Rule[Any]]] | None = None) -> tuple[Rule[Any], ...]:
    """The rules selected and not ignored, by code, with the job's thresholds; `among` narrows them beforehand."""
    known = rules() if among is None else among
    wanted = [rule for rule in known if not diagnosis.select or _named(rule, diagnosis.select)]
    kept = [rule for rule in wanted if not _named(rule, diagnosis.ignore)]
    return tuple(rule(**_thresholds(rule, diagnosis)) for rule in kept)


def check_options(diagnosis: Diagnosis) -> None:
    """Raises SpecError for codes and thresholds that no rule has."""
    if not (diagnosis.select or diagnosis.ignore or diagnosis.thresholds):
        return  # the rules need not be loaded
    problems = [*_unknown_codes("select", diagnosis.select), *_unknown_codes("ignore", diagnosis.ignore)]
    known = {f"{rule.code}.{name}" for rule in rules() for name in rule.thresholds()}
    for key, value in diagnosis.thresholds.items():
        if key not in known:
            message = f"no rule has the threshold {key!r}; {nearest(key, known)}".rstrip("; ")
            problems.append(Problem(f"/diagnosis/thresholds/{key}", message, quote(value)))
    if problems:
        raise SpecError(problems)


def _named(rule: type[Rule[Any]], codes: tuple[str, ...]) -> bool:
    return rule.code in codes or rule.code[:3] in codes


def _unknown_codes(option: str, codes: tuple[str, ...]) -> Iterator[Problem]:
    known = {rule.code for rule in rules()} | {rule.code[:3] for rule in rules()}
    for position, code in enumerate(codes):
        if code not in known:
            message = f"there is no rule or group {code!r}; {nearest(code, known)}".rstrip("; ")
            yield Problem(f"/diagnosis/{option}/{position}", message, quote(code))


def _thresholds(rule: type[Rule[Any]], diagnosis: Diagnosis) -> dict[str, float]:
    defaults = rule.thresholds()
    given = {name: diagnosis.thresholds.get(f"{rule.code}.{name}") for name in defaults}
    return {name: type(defaults[name])(value) for name, value in given.items() if value is not None}
