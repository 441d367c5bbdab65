"""Lints a job: everything in it is stated, for with it the job would run."""

from __future__ import annotations

from diagnostics.consult.causes import caused_by
from diagnostics.consult.options import check_options
from diagnostics.consult.reported_finding import reported_finding
from diagnostics.data.locations import Roots
from diagnostics.graph.resolve import resolve
from diagnostics.lint.examined import examined
from diagnostics.lint.identity import identity
from diagnostics.lint.known_data import KnownData
from diagnostics.lint.result import LintResult, Located
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.job import JobSpec

_EVERYTHING = Diagnosis()


def lint_job(job: JobSpec, known: KnownData, diagnosis: Diagnosis = _EVERYTHING, roots: Roots = None) -> LintResult:
    """The findings on a job; `diagnosis` narrows the rules that the job asks for. Raises SpecError.

    `roots` are the folders that a saved model may lie in; None lifts the limit.
    """
    spec = resolve(job.model_copy(update={"diagnosis": _narrowed(job.diagnosis, diagnosis)}), roots)
    check_options(spec.diagnosis)
    found = examined(spec, known, lambda pointer: pointer != "/dataset/labels" or _says_labels(job))
    causes, ids = caused_by(found), [identity(finding.code, *finding.at) for finding in found]
    return LintResult(
        tuple(
            Located(reported_finding(finding, ids[position], tuple(ids[cause] for cause in causes[position])))
            for position, finding in enumerate(found)
        ),
        networks=1,
    )


def _says_labels(job: JobSpec) -> bool:
    """Whether the job says in which form labels are fed: `auto` is settled by the data."""
    return job.dataset.labels.encoding != "auto"


def _narrowed(own: Diagnosis, asked: Diagnosis) -> Diagnosis:
    return own.model_copy(update={"select": asked.select or own.select, "ignore": (*own.ignore, *asked.ignore)})
