"""What a fix is: a function from resolved spec to resolved spec."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from diagnostics.findings import Finding
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class Fix(ABC):
    """One change that may cure; whether it does is for trials to say."""

    name: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str]
    safety: ClassVar[Safety]

    @abstractmethod
    def apply(self, spec: ResolvedSpec, findings: Sequence[Finding]) -> ResolvedSpec | None:
        """The changed spec, or None where the fix does not apply; `findings` are those it is proposed for."""
