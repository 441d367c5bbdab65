"""Files for jobs to name, kept by the server."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.documented import problems
from api.models.text import Word
from api.models.uploads import Upload
from api.receiving import MEDIA_TYPE, Received
from api.refusals import NoUploads
from api.services import Given
from diagnostics.data.remote.place import file_name
from store.blobs import UploadKey
from store.repositories import uploads

PATH = "/v1/uploads"

router = APIRouter(prefix=PATH, tags=["uploads"])

_FILE: dict[str, Any] = {
    "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.post("", status_code=201, openapi_extra=_FILE, responses=problems(400, 409, 413, 415, 507))
def upload_file(
    given: Given,
    received: Received,
    name: Annotated[Word, Query(description="What the file is called; its ending tells its format.")],
) -> Upload:
    """Keep a file of data, or a model. Jobs name it by its `location`; without any, it is deleted after a while."""
    blobs, settings = given.blobs, given.settings
    if blobs is None:
        raise NoUploads
    with given.transaction() as connection:
        upload = uploads.create(
            connection, file_name(name), received.bytes, received.sha256, most_bytes=settings.uploads_bytes
        )
    try:
        blobs.put(UploadKey(upload.id, upload.name), received.path)
    except BaseException:
        with given.transaction() as connection:
            uploads.remove(connection, upload.id)
        raise
    return Upload.of(upload)
