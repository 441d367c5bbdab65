"""What all routes with a body insist on."""

from __future__ import annotations

from fastapi import Depends, Request

from api.refusals import WrongMediaType


async def _declared_json(request: Request) -> None:
    """JSON alone, so that no web page can make a browser post here without asking first."""
    declared = request.headers.get("content-type")
    media_type = (declared or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise WrongMediaType(declared)


reads_json = Depends(_declared_json)


async def _nothing_or_declared_json(request: Request) -> None:
    if await request.body():
        await _declared_json(request)


may_read_json = Depends(_nothing_or_declared_json)
