"""What the sweeper tidies; how it finds lost work is tested with the store and in the acceptance tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from store.blobs import Blobs, UploadKey
from store.db import transaction
from store.repositories import uploads
from store.settings import Settings
from worker.sweeper import tidy_once


@pytest.fixture
def unused(engine: Engine, settings: Settings, tmp_path: Path) -> UploadKey:
    """An upload that nobody has named for eight days."""
    with transaction(engine) as connection:
        upload = uploads.create(connection, "a.npz", 1, "0" * 64, most_bytes=10)
        connection.execute(text("UPDATE uploads SET used_at = now() - interval '8 days'"))
    key = UploadKey(upload.id, upload.name)
    (tmp_path / "a").write_bytes(b"x")
    Blobs(settings.blobs).put(key, tmp_path / "a")
    return key


def test_uploads_that_nobody_wants_are_deleted(engine: Engine, settings: Settings, unused: UploadKey) -> None:
    blobs = Blobs(settings.blobs)
    assert tidy_once(engine, blobs, settings) == 1
    assert blobs.size_bytes(unused) is None
    assert tidy_once(engine, blobs, settings) == 0


def test_what_cannot_be_deleted_is_kept_for_later(engine: Engine, settings: Settings, unused: UploadKey) -> None:
    class Stuck(Blobs):
        def remove_upload(self, upload_id: object) -> None:
            raise OSError("the store is away")

    with pytest.raises(OSError, match="away"):
        tidy_once(engine, Stuck(settings.blobs), settings)
    assert tidy_once(engine, Blobs(settings.blobs), settings) == 1
