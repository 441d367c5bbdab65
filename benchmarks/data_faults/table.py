"""The page of figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_LEAST = 0.95  # of the instances of a fault

_HEADING = """# Faults of data, found without a model

As `python -m benchmarks.data_faults` prints it. Each fault is planted in random instances, drawn from fixed seeds: 500
to 900 pictures of 16 to 32 pixels a side in folders or arrays, or rows of tables, in two to eight classes. It counts as
found where the inspection has a finding of the rule that names it, whatever its severity. The last column counts the
clean instances with a finding of the same rule.

Instances were smaller at first, of 240 to 600 samples. They were made larger while the test for shuffled labels was
developed, so that it has the samples it needs: it tells shuffled labels from data that are merely hard, and abstains
where it would miss a weak signal. With fewer than about 250 samples in two classes, training and held-out ones
together, it mostly cannot tell, and says so; nothing here says how often smaller data would be found out.
"""


@dataclass(frozen=True)
class Row:
    """On how many instances with a fault its rule has a finding, and which were missed."""

    name: str
    code: str
    found: int
    instances: int
    on_clean: int
    missed: tuple[int, ...] = ()


def page(
    rows: Sequence[Row], errors: Sequence[AbstractSet[str]], codes: Sequence[AbstractSet[str]], seconds: float
) -> str:
    """The whole page as Markdown; `errors` and `codes` are those of each clean instance."""
    lines = ["| fault | rule | found | missed instances | clean with a finding |", "|---|---|---|---|---|"]
    for row in rows:
        missed = ", ".join(map(str, row.missed)) or "–"
        lines.append(f"| {row.name} | {row.code} | {row.found} of {row.instances} | {missed} | {row.on_clean} |")
    with_errors = sum(1 for each in errors if each)
    told = f"Of {len(errors)} clean instances, {with_errors} have a finding that is an error"
    listed = _counted(errors)
    told += f" ({listed}). " if listed else ". "
    told += f"Findings of any severity on them: {_counted(codes) or 'none'}. "
    told += f"One inspection takes {seconds:.2f} s in the middle."
    return "\n".join([_HEADING, *lines, "", told, ""])


def passes(rows: Iterable[Row], errors: Iterable[AbstractSet[str]]) -> bool:
    """Whether every fault is found nearly always, and nothing clean is called wrong."""
    return all(row.found >= _LEAST * row.instances for row in rows) and not any(errors)


def _counted(codes: Iterable[AbstractSet[str]]) -> str:
    counts = Counter(code for each in codes for code in each)
    return ", ".join(f"{code} on {count}" for code, count in sorted(counts.items()))
