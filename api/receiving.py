"""A body that is a file, written to disk as it comes."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from api.refusals import BodyUnreadable, EmptyBody, NotDeclaredBinary

MEDIA_TYPE = "application/octet-stream"
_WRITE_BYTES = 2**20


@dataclass(frozen=True)
class ReceivedFile:
    """What came, for as long as the request lasts."""

    path: Path
    bytes: int
    sha256: str


async def _received(request: Request) -> AsyncIterator[ReceivedFile]:
    """Raises EmptyBody, and NotDeclaredBinary: what a web page could send without asking is not taken."""
    declared = request.headers.get("content-type")
    if (declared or "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise NotDeclaredBinary(declared)
    digest, size_bytes, waiting = hashlib.sha256(), 0, bytearray()
    with NamedTemporaryFile(prefix="deadweight-upload-") as file:

        def write(content: bytes) -> None:
            digest.update(content)
            file.write(content)

        async for chunk in _chunks(request):
            waiting += chunk
            size_bytes += len(chunk)
            if len(waiting) >= _WRITE_BYTES:
                await run_in_threadpool(write, bytes(waiting))
                waiting.clear()
        if not size_bytes:
            raise EmptyBody
        await run_in_threadpool(write, bytes(waiting))
        await run_in_threadpool(file.flush)
        yield ReceivedFile(Path(file.name), size_bytes, digest.hexdigest())


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise BodyUnreadable("the connection broke") from None


Received = Annotated[ReceivedFile, Depends(_received)]
