"""Uploaded files."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.models.body import Answer
from store.repositories import uploads


class Upload(Answer):
    """A file that jobs may name by its location."""

    id: UUID
    location: Annotated[str, Field(description="For `dataset.location`, `model.archive.location` and the like.")]
    name: Annotated[str, Field(description="The name that was given, in letters that every system takes.")]
    bytes: int
    sha256: Annotated[str, Field(description="Of the content as it was received, in hexadecimal digits.")]
    created_at: datetime

    @classmethod
    def of(cls, upload: uploads.Upload) -> Self:
        return cls(**vars(upload), location=f"upload://{upload.id}/{upload.name}")
