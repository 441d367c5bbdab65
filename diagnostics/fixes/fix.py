"""What a fix is: a function from resolved spec to resolved spec."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from diagnostics.findings import Finding
from diagnostics.observations import DatasetFacts
from diagnostics.report.model import RangeTest, Safety
from diagnostics.spec.job import ResolvedSpec

Need = Literal["facts", "range_test"]


@dataclass(frozen=True)
class Clues:
    """What a fix may go by: the findings that it is proposed for, facts about the data, the measured range of rates."""

    findings: Sequence[Finding] = ()
    facts: DatasetFacts | None = None
    range_test: RangeTest | None = None


class Fix(ABC):
    """One change that may cure; whether it does is for trials to say.

    `needs` names the clues beside findings that it goes by: where they are missing it may fall back to something
    simpler, or not apply.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str]
    safety: ClassVar[Safety]
    needs: ClassVar[frozenset[Need]] = frozenset()

    @abstractmethod
    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The changed spec, or None where the fix does not apply."""
