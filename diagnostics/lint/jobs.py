"""Lints a job: everything in it is stated, for with it the job would run."""

from __future__ import annotations

from dataclasses import replace

from diagnostics.catalogue import rules_on_specs
from diagnostics.consult.causes import caused_by
from diagnostics.consult.options import check_options
from diagnostics.consult.reported_finding import reported_finding
from diagnostics.data.glance import Glance
from diagnostics.data.locations import Roots
from diagnostics.graph.resolve import resolve
from diagnostics.lint.comments import read_comments
from diagnostics.lint.examined import examined
from diagnostics.lint.identity import identity
from diagnostics.lint.job_lines import JobLines, job_lines
from diagnostics.lint.result import LintResult, Located
from diagnostics.lint.silencing import silenced
from diagnostics.lint.text import lint_models
from diagnostics.report.model import ReportedFinding
from diagnostics.source.reading import Supplied
from diagnostics.source.stating import read_source
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.job import JobSpec
from diagnostics.spec.model import Source

_EVERYTHING = Diagnosis()


def lint_job(
    job: JobSpec, known: Glance, diagnosis: Diagnosis = _EVERYTHING, roots: Roots = None, text: str = ""
) -> LintResult:
    """The findings on a job; `diagnosis` narrows the rules that the job asks for. Raises SpecError.

    `roots` are the folders that a saved model may lie in; None lifts the limit. `text` is the job's file, whose lines
    the findings are to name and whose comments silence them.
    """
    wanted = _narrowed(job.diagnosis, diagnosis)
    check_options(wanted)
    if job.model.source is not None:
        return _of_source(job, job.model.source, known, wanted)
    spec = resolve(job.model_copy(update={"diagnosis": wanted}), roots)
    found = examined(spec, known, lambda pointer: pointer != "/dataset/labels" or _says_labels(job))
    causes, ids = caused_by(found, rules_on_specs()), [identity(finding.code, *finding.at) for finding in found]
    lines = job_lines(text, job, spec)
    located = (
        _located(reported_finding(finding, ids[position], tuple(ids[cause] for cause in causes[position])), lines)
        for position, finding in enumerate(found)
    )
    return silenced(LintResult(tuple(located), networks=1, code=text), read_comments(text))


def _located(finding: ReportedFinding, lines: JobLines) -> Located:
    place = lines.of(finding.at)
    return Located(finding.model_copy(update={"lines": place.lines}) if place else finding, place)


def _of_source(job: JobSpec, source: Source, known: Glance, diagnosis: Diagnosis) -> LintResult:
    """The findings on the network of a program, with the training and the data of the job; lines are the program's."""
    training, dataset = job.training.model_dump(mode="json"), job.dataset.model_dump(mode="json")
    if not _says_labels(job):
        del dataset["labels"]
    found = read_source(source, Supplied(source.define, known.classes, known.input_shape, known.samples))
    read_model = replace(found, training=training, dataset=dataset, places={})
    result = lint_models([read_model], known, diagnosis)
    return replace(result, findings=tuple(replace(each, place=None, related=()) for each in result.findings))


def _says_labels(job: JobSpec) -> bool:
    """Whether the job says in which form labels are fed: `auto` is settled by the data."""
    return job.dataset.labels.encoding != "auto"


def _narrowed(own: Diagnosis, asked: Diagnosis) -> Diagnosis:
    return own.model_copy(update={"select": asked.select or own.select, "ignore": (*own.ignore, *asked.ignore)})
