"""Puts diffs of the user's program beside the fixes of a report."""

from __future__ import annotations

from diagnostics.data.locations import Roots
from diagnostics.formats.program import supplied_to
from diagnostics.report.model import Report
from diagnostics.spec.job import JobSpec

USUAL_NAME = "model.py"


def with_diffs(report: Report, job: JobSpec, roots: Roots) -> Report:
    """The report with a diff for every fix, or why the job's program has none; as it is for jobs without a program."""
    source = job.model.source
    if source is None or not report.fixes:
        return report
    from diagnostics.source.diff.program_diffs import diffs_of  # loads the parser of concrete syntax

    supplied = supplied_to(source, job.dataset, roots)
    diffs = diffs_of(source, supplied, [fix.patch for fix in report.fixes], source.filename or USUAL_NAME)
    made = ({"diff": each.diff, "no_diff": each.reason or ""} for each in diffs)
    fixes = tuple(fix.model_copy(update=told) for fix, told in zip(report.fixes, made, strict=True))
    return report.model_copy(update={"fixes": fixes})
