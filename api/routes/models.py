"""The networks that jobs in mode `train` have trained."""

from __future__ import annotations

import re
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, StreamingResponse

from api.documented import problems
from api.refusals import NoModel, NoModelYet
from api.services import Given
from store.blobs import BlobKey, Blobs, model_of
from store.repositories import job_queries
from store.repositories.job_queries import Training
from store.states import UNFINISHED

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

MEDIA_TYPE = "application/octet-stream"  # a .keras archive has no registered type of its own
_FILE = {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}, "description": "The archive."}
_LONGEST_NAME = 80


@router.get("/{job_id}/model", response_class=Response, responses={200: _FILE, **problems(404, 409)})
def get_model(job_id: UUID, given: Given) -> Response:
    """The network of a job in mode `train` as its training left it: a file for `keras.models.load_model`."""
    with given.transaction() as connection:
        training = job_queries.training(connection, job_id)
    key = _key(job_id, training)
    size_bytes = given.blobs.size_bytes(key) if given.blobs is not None else None
    if given.blobs is None or size_bytes is None:
        raise NoModel(job_id, "its training came to none, as its report says, or this server has not kept it")
    return _file(given.blobs, key, size_bytes, _filename(job_id, training.name))


def _key(job_id: UUID, training: Training) -> BlobKey:
    """Raises NoModelYet, or NoModel with the reason."""
    if training.mode != "train":
        raise NoModel(job_id, f"its mode is {training.mode!r}, and only jobs in mode 'train' keep their network")
    if training.state in UNFINISHED:
        raise NoModelYet(job_id, training.state)
    if training.state != "succeeded":
        raise NoModel.ended(job_id, training.state, training.error)
    if training.trial_id is None:
        raise NoModel(job_id, "it has trained nothing")
    return model_of(job_id, training.trial_id)


def _file(blobs: Blobs, key: BlobKey, size_bytes: int, filename: str) -> Response:
    """From a folder with what resuming a download takes; from an object store in one piece."""
    path = blobs.local_path(key)
    if path is not None:
        return FileResponse(path, media_type=MEDIA_TYPE, filename=filename)
    headers = {"Content-Length": str(size_bytes), "Content-Disposition": f'attachment; filename="{filename}"'}
    return StreamingResponse(blobs.chunks(key), media_type=MEDIA_TYPE, headers=headers)


def _filename(job_id: UUID, name: str | None) -> str:
    """The job's name in letters that every system takes, or its id."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name or "").strip("-.")[:_LONGEST_NAME]
    return f"{plain or job_id}.keras"
