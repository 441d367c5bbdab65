"""From a document to a job that may be stored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.reaching import reaching
from diagnostics.data.locations import locations
from diagnostics.data.remote.place import UPLOAD, place_of
from diagnostics.intake import take_in
from diagnostics.spec.errors import fault
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import check_storable, read_job
from store.repositories.jobs import NewJob
from store.settings import Settings


def admitted(
    document: Any, settings: Settings, idempotency_key: str | None = None, parent_id: UUID | None = None
) -> NewJob:
    """The job in a document. Raises SpecError with every fault that keeps it from being one."""
    check_storable(document)  # first, since it bounds the depth that all others see
    spec = read_job(document)
    if spec.diagnosis.mode == "train" and not settings.blobs:
        raise fault("/diagnosis/mode", "this server keeps no models, for its DEADWEIGHT_BLOBS is not set", "train")
    with reaching(settings) as reach:
        resolved = take_in(spec, reach)
    asked = spec.diagnosis.device
    return NewJob(
        spec=document,
        resolved=resolved.model_dump(mode="json"),
        device=settings.auto_device if asked == "auto" else asked,
        name=spec.name,
        idempotency_key=idempotency_key,
        parent_id=parent_id,
        uploads=_uploads(resolved),
    )


def _uploads(spec: ResolvedSpec) -> tuple[UUID, ...]:
    places = [place_of(location) for _, location in locations(spec) if location.lower().startswith(f"{UPLOAD}://")]
    return tuple({UUID(place.host) for place in places})
