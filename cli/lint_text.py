"""What lint found, for people: a line for each finding, and the source under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.excerpt import excerpt
from cli.lint_files import Unreadable
from cli.linting import Linted
from diagnostics.findings import Severity
from diagnostics.lint.result import LintResult, Located
from diagnostics.report.wrapped import printable
from diagnostics.rules.wording import counted
from diagnostics.source.reading import Missing

_COLOURS = {"error": "31", "warning": "33", "info": "36", "strong": "1", "dim": "2"}
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Paint:
    """Colours for a terminal, or none."""

    is_on: bool

    def __call__(self, text: str, colour: str) -> str:
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.is_on else text


def render(results: Sequence[Linted | Unreadable], paint: Paint) -> str:
    """Everything found, file by file, and a line that sums it up."""
    lines: list[str] = []
    for each in results:
        if isinstance(each, Unreadable):
            where = paint(printable(each.name), "strong")
            lines.append(f"{where}: {paint('[unusable]', 'error')} {printable(each.reason)}")
        else:
            lines.extend(_file(each, paint))
    return "\n".join([*lines, _summary(results)]) + "\n"


def _file(linted: Linted, paint: Paint) -> Iterator[str]:
    name, result = printable(linted.name), linted.result
    for located in result.findings:
        yield from _finding(located, name, result, paint)
    for supply, left_open in _by_supply(result.missing).items():
        told = f"{_and_more(left_open)} left open: {printable(supply)}"
        yield f"{paint(_where(name, left_open[0].line, result), 'strong')}: {paint('[missing]', 'info')} {told}"
    for line in result.idle_comments:
        yield f"{paint(_where(name, line, result), 'strong')}: {paint('[info]', 'info')} this comment silences nothing"


def _by_supply(missing: Sequence[Missing]) -> dict[str, list[Missing]]:
    """What one answer would supply is told once."""
    alike: dict[str, list[Missing]] = {}
    for each in missing:
        alike.setdefault(each.supply, []).append(each)
    return alike


def _and_more(missing: Sequence[Missing]) -> str:
    first = printable(missing[0].expression)
    return f"{first} is" if len(missing) == 1 else f"{first} and {len(missing) - 1} more are"


def _where(name: str, line: int, result: LintResult) -> str:
    within = result.cells.split(line)
    return f"{name}:cell {within[0]}:{within[1]}" if within else f"{name}:{line}"


def _finding(located: Located, name: str, result: LintResult, paint: Paint) -> Iterator[str]:
    finding, place = located.finding, located.place
    where = f"{_where(name, place.line, result)}:{place.column}" if place else f"{name}:{_pointer(finding.at)}"
    severity = paint(f"[{finding.severity}]", finding.severity)
    yield f"{paint(where, 'strong')}: {paint(finding.code, 'strong')} {severity} {printable(finding.message)}"
    shown = excerpt(result.lines, place) if place else None
    if shown is None or place is None:
        return
    number = str((result.cells.split(place.line) or (0, place.line))[1])
    margin, mark = " " * len(number), paint("|", "dim")
    yield f" {margin} {mark}"
    yield f" {number} {mark} {shown[0]}".rstrip()
    yield f" {margin} {mark} {paint(shown[1], finding.severity)}"
    yield f" {margin} {mark}"


def _pointer(at: Sequence[str]) -> str:
    return f" {at[0]}" if at else ""


def _summary(results: Sequence[Linted | Unreadable]) -> str:
    unusable = sum(isinstance(each, Unreadable) for each in results)
    linted = [each for each in results if isinstance(each, Linted)]
    found = Counter(located.finding.severity for each in linted for located in each.result.findings)
    networks = sum(each.result.networks for each in linted)
    told = [counted(found[severity], severity) for severity in _SEVERITIES[:2] if found[severity]]
    told += [f"{found['info']} info"] if found["info"] else []
    unread = f"; {counted(unusable, 'file')} could not be looked at" if unusable else ""
    within = f"{counted(networks, 'network')} in {counted(len(linted), 'file')}"
    return f"{', '.join(told) or 'nothing found'}: {within}{unread}"
