"""Failures as problem objects (RFC 9457), for the job to tell."""

from __future__ import annotations

_LONGEST = 2000


def problem_of(title: str, error: BaseException) -> dict[str, object]:
    """A problem that names the error and quotes its message; the traceback is in the worker's log."""
    detail = f"{type(error).__name__}: {error}"[:_LONGEST].replace("\0", "")
    return {"type": "about:blank", "title": title, "detail": detail.encode("utf-8", "replace").decode("utf-8")}
