"""`deadweight diagnose`."""

from __future__ import annotations

import os
import sys
import warnings
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import UserError
from cli.options import Data, Define, JobFile, NetworkName, Output

if TYPE_CHECKING:
    from diagnostics.data.locations import Reach
    from diagnostics.report.model import Report
    from diagnostics.spec.job import ResolvedSpec


class Format(StrEnum):
    """Forms of a report."""

    text = "text"
    json = "json"
    html = "html"
    sarif = "sarif"
    markdown = "markdown"


def diagnose(
    job: JobFile,
    format: Annotated[Format, typer.Option(help="The form of the report.")] = Format.text,  # noqa: A002
    data: Data = None,
    define: Define = [],  # noqa: B006  typer copies it
    model: NetworkName = None,
    output: Output = None,
    save_model: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where a job in mode `train` leaves its network, a .keras file.")
    ] = None,
) -> None:
    """Diagnose a job, or the networks of a program, in this process, without a server.

    Exits with 0 for a network that learns without an error-level finding, 1 for every other verdict, 2 where the input
    is unusable, 3 where the verdict is inconclusive.
    """
    from cli import outcome
    from cli.program_jobs import Beside, requested
    from cli.terminal import check_output

    check_output(output)
    check_output(save_model)
    documents = requested(job, Beside(data, define, model))
    if len(documents) > 1 and (output or save_model):
        names = ", ".join(document["model"]["source"]["model"] for document in documents)
        raise UserError(f"{job} has several networks, and one file is to be written; name one with --model: {names}")
    statuses = [_diagnosed(document, job, format, output, save_model) for document in documents]
    raise typer.Exit(outcome.gravest(statuses))


def _diagnosed(document: Any, job: Path, format: Format, output: Path | None, model: Path | None) -> int:  # noqa: A002
    """The exit status of one job, whose report is written."""
    from cli import job_file, outcome
    from cli.reaching import reaching
    from cli.terminal import deliver
    from diagnostics.intake import take_in
    from diagnostics.source.diff.in_report import with_diffs
    from diagnostics.spec.errors import SpecError
    from diagnostics.spec.reading import read_job

    with reaching(document) as reach:
        try:
            asked = read_job(document)
            spec = take_in(asked, reach)
        except SpecError as error:
            raise job_file.problems_in(job, error) from error
        if model is not None:
            _check_model(model, spec)
        report = with_diffs(_run(spec, job.name, model, reach), asked, reach)
    deliver(_shown(report, format, job), output)
    errors_found = any(finding.severity == "error" for finding in report.findings)
    return outcome.exit_status(report.verdict.state, errors_found)


def _check_model(file: Path, spec: ResolvedSpec) -> None:
    """Raises UserError where no network will be there to write, or Keras would not write it."""
    if spec.diagnosis.mode != "train":
        told = "a diagnosis stops where it knows enough, so it has no model to keep"
        raise UserError(
            f"--save-model {file}: {told}; set `diagnosis: {{mode: train}}` in the job for the whole training"
        )
    if file.suffix != ".keras":
        raise UserError(f"--save-model {file}: the name of a Keras model ends in .keras")


def _run(spec: ResolvedSpec, title: str, model: Path | None, reach: Reach) -> Report:
    from cli.environment import settings
    from cli.progress import Standing, display
    from cli.quiet import native_stderr_closed
    from diagnostics.data.raw import Limits

    limits = Limits.of(settings())
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if spec.diagnosis.device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # TensorFlow's own, of no use to whoever wants a report
    with display() as shown:
        shown.show("job", Standing(spec.name or title, "loading TensorFlow"))
        with native_stderr_closed():
            from diagnostics.diagnose import diagnose as run

        def progress(plan: Any, done: int, planned: int, loss: float | None) -> None:
            shown.show("job", Standing(spec.name or title, f"{plan.role.replace('_', ' ')} trial", done, planned, loss))

        report = run(spec, progress, model_file=model, roots=reach, limits=limits)
        verdict = report.verdict.state.replace("_", " ")
        shown.show("job", Standing(spec.name or title, verdict, report.verdict.steps_spent, ended=True))
        return report


def _shown(report: Report, format: Format, job: Path) -> str:  # noqa: A002
    if format is Format.json:
        return report.model_dump_json(indent=2)
    if format is Format.sarif:
        from diagnostics.report import sarif

        return sarif.of_report(report, job.as_posix())
    if format is Format.html:
        from diagnostics.report import html

        return html.render(report)
    if format is Format.markdown:
        from diagnostics.report import markdown

        return markdown.render(report)
    from diagnostics.report import text

    return text.render(report)
