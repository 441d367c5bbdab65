"""Which programs may be quoted: healthy ones that clearly learn, sick ones that suffer or are wrong by construction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.lines import read_lines
from benchmarks.accuracy.program import Program

FILE = Path(__file__).parent / "qualified.jsonl"
SEEDS = (0, 1)
CLEARLY_LEARNS = 0.4  # of the way from chance to perfect, on held-out data and from every seed
LOST = 0.2  # of the same way, against the healthy base
LOST_SHARE = 0.25  # of the base's own skill


@dataclass(frozen=True)
class Measured:
    """The skill that plain Keras leaves from each seed; none where Keras refuses to train, and then why."""

    name: str
    program: str  # the fingerprint of the program that was measured
    skills: tuple[float, ...]
    refused: str | None = None


def measured(path: Path = FILE) -> dict[str, Measured]:
    """What was measured, by name; the last line counts."""
    return {
        line["name"]: Measured(line["name"], line["program"], tuple(line["skills"]), line.get("refused"))
        for line in read_lines(path)
    }


def qualified(programs: Iterable[Program], known: Mapping[str, Measured]) -> list[Program]:
    """The programs that may be quoted, by what was measured of them as they are now."""
    return [program for program in programs if qualifies(program, known)]


def qualifies(program: Program, known: Mapping[str, Measured]) -> bool:
    """Whether a healthy program learns from every seed, or a sick one falls clearly short of its base."""
    base = known.get(program.healthy_name)
    if base is None or not _learns(base.skills):
        return False
    if program.truth is None:
        return base.program == program.fingerprint
    if program.truth.by_construction:
        return True
    own = known.get(program.name)
    if own is None or own.program != program.fingerprint:
        return False
    return own.refused is not None or suffers(own.skills, base.skills)


def suffers(skills: Sequence[float], healthy: Sequence[float]) -> bool:
    """Whether the best seed lies materially below the base's worst."""
    best, worst = max(skills), min(healthy)
    return worst - best >= max(LOST, LOST_SHARE * worst)


def _learns(skills: Sequence[float]) -> bool:
    return bool(skills) and min(skills) >= CLEARLY_LEARNS
