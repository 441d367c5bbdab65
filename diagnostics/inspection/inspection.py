"""What looking at a dataset came to."""

from __future__ import annotations

from diagnostics.observations import DatasetFacts, Observation
from diagnostics.report.model import ReportedFinding


class Inspection(Observation):
    """The facts as in a report, and the findings of the rules on data; places are those of a job's spec."""

    facts: DatasetFacts
    findings: tuple[ReportedFinding, ...]
