"""Why a request is refused, apart from what the store and the spec's reader refuse.

Refusal
├── BodyUnreadable        the body is no JSON
├── EmptyBody             a file was to be uploaded, and none came
├── BodyTooLarge          more bytes than the service reads
├── WrongMediaType        the body says that it is something else than JSON
├── NotDeclaredBinary     an upload says that it is something else than bytes
├── NoUploads             this server keeps no files
├── NoSuchForm            the report has no such form, or the client takes none that it has
├── NoReportYet           the job has not ended
├── NoReport              the job ended without one
├── NoModelYet            the job that trains it has not ended
├── NoModel               the job trains none, or ended without one
├── PatchConflict         a fix's patch does not apply to its own report
├── TooManyInspections    as many datasets are looked at as may be
├── InspectionTooLong     looking at the data took longer than it may
└── BadParameter          a parameter of the address or a header
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from diagnostics.spec.errors import Problem, quote


class Refusal(Exception):
    """The tree's root; the message is for the client."""

    errors: Sequence[dict[str, Any]] = ()


class BodyUnreadable(Refusal):
    """The bytes of the body are no JSON document."""

    def __init__(self, reason: str, body: str | None = None) -> None:
        super().__init__(f"the body is not valid JSON: {reason}")
        if body is not None:
            self.errors = [{"pointer": "", "detail": reason, "value": body}]


class BodyTooLarge(Refusal):
    """The body is over the limit."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"the body is larger than the {most_bytes} bytes that this service reads")


class WrongMediaType(Refusal):
    """The body is not declared to be JSON."""

    def __init__(self, media_type: str | None) -> None:
        received = repr(media_type) if media_type else "no Content-Type"
        super().__init__(f"send JSON with Content-Type: application/json; received {received}")


class NotDeclaredBinary(Refusal):
    """The body of an upload is not declared to be bytes."""

    def __init__(self, media_type: str | None) -> None:
        received = repr(media_type) if media_type else "no Content-Type"
        super().__init__(f"send the file itself with Content-Type: application/octet-stream; received {received}")


class EmptyBody(Refusal):
    """There is nothing to keep."""

    def __init__(self) -> None:
        super().__init__("the body is empty: it is to be the file itself")


class NoUploads(Refusal):
    """Files have no place here."""

    def __init__(self) -> None:
        super().__init__("this server keeps no files, for its DEADWEIGHT_BLOBS is not set")


class NoSuchForm(Refusal):
    """The report cannot be given in any form that was asked for."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        super().__init__(f"reports are given as {', '.join(known)}, not as {wanted!r}")


class NoReportYet(Refusal):
    """The report will exist once the job has succeeded."""

    def __init__(self, job_id: UUID, state: str) -> None:
        super().__init__(f"job {job_id} is {state}; its report exists once it has succeeded")
        self.state = state


class NoReport(Refusal):
    """The job ended without a report."""

    def __init__(self, job_id: UUID, state: str, error: dict[str, Any] | None) -> None:
        super().__init__(f"job {job_id} {_ENDED[state]} and has no report{_reason(error)}")
        self.state = state
        self.error = error


class NoModelYet(Refusal):
    """The model will exist once the job has succeeded."""

    def __init__(self, job_id: UUID, state: str) -> None:
        super().__init__(f"job {job_id} is {state}; its model exists once it has succeeded")
        self.state = state


class NoModel(Refusal):
    """The job has no model, and will never have one."""

    def __init__(self, job_id: UUID, reason: str) -> None:
        super().__init__(f"job {job_id} has no model: {reason}")

    @classmethod
    def ended(cls, job_id: UUID, state: str, error: dict[str, Any] | None) -> Self:
        """For a job that did not succeed."""
        return cls(job_id, f"it {_ENDED[state]}{_reason(error)}")


class PatchConflict(Refusal):
    """The patch was made for another spec than the one that it is to be applied to."""

    def __init__(self, fix_id: UUID, job_id: UUID, reason: str) -> None:
        super().__init__(f"the patch of fix {fix_id} does not apply to its job's report: {reason}")
        self.job_id = job_id


class TooManyInspections(Refusal):
    """All places are taken; one is free soon."""

    def __init__(self, at_once: int) -> None:
        super().__init__(f"{at_once} datasets are being looked at, which is as many as this service does at once")


class InspectionTooLong(Refusal):
    """The data are too much to look at while a client waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the data take longer than {seconds:g} seconds to look at; set limit, to look at fewer")


class BadParameter(Refusal):
    """A parameter that is not what it should be."""

    def __init__(self, parameter: str, detail: str, value: str) -> None:
        super().__init__(f"{parameter}: {detail}")
        self.errors = [{"parameter": parameter, "detail": detail, "value": value}]


def _reason(error: Mapping[str, Any] | None) -> str:
    return f": {error['title']}. {error.get('detail', '')}".rstrip(". ") if error else ""


def listed(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """The problems of a spec as a problem document lists them."""
    return [{"pointer": found.pointer, "detail": found.message, "value": found.value} for found in problems]


def bad_parameter(found: Mapping[str, Any]) -> dict[str, Any]:
    """An error of FastAPI's about a parameter, as a problem document lists it."""
    unknown = found["type"] == "extra_forbidden"
    detail = "there is no such parameter here" if unknown else found["msg"].removeprefix("Value error, ")
    return {
        "parameter": str(found["loc"][-1]),
        "detail": detail[:1].lower() + detail[1:],
        "value": quote(found["input"]),
    }


_ENDED = {"failed": "failed", "cancelled": "was cancelled"}
