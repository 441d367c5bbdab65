"""Uploaded files: noted, named in jobs, and deleted once nobody wants them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from store.blobs import Blobs, UploadKey
from store.db import transaction
from store.errors import NotStored, UploadsFull
from store.repositories import jobs, uploads
from store.settings import Settings
from store.uploads import Uploads, uploads_of
from tests.store.cases import new_job

WEEK = 7 * 86_400


def uploaded(engine: Engine, size: int = 10, most: int = 100) -> UUID:
    with transaction(engine) as connection:
        return uploads.create(connection, "data.npz", size, "0" * 64, most_bytes=most).id


def unused(engine: Engine) -> list[UUID]:
    with transaction(engine) as connection:
        return uploads.hold_unused(connection, WEEK)


def aged(engine: Engine) -> None:
    with transaction(engine) as connection:
        connection.execute(text("UPDATE uploads SET used_at = now() - interval '8 days'"))


def named(engine: Engine, *upload_ids: UUID) -> UUID:
    with transaction(engine) as connection:
        return jobs.create(connection, new_job(uploads=upload_ids))


def test_what_was_just_uploaded_is_wanted(engine: Engine) -> None:
    uploaded(engine)
    assert unused(engine) == []


def test_what_no_job_names_is_unused_after_a_while(engine: Engine) -> None:
    upload_id = uploaded(engine)
    aged(engine)
    assert unused(engine) == [upload_id]


def test_what_a_job_names_stays_as_long_as_the_job(engine: Engine) -> None:
    upload_id = uploaded(engine)
    job_id = named(engine, upload_id)
    aged(engine)
    assert unused(engine) == []
    with transaction(engine) as connection:
        jobs.remove(connection, job_id)
    assert unused(engine) == [upload_id]


def test_naming_it_begins_the_time_anew(engine: Engine) -> None:
    upload_id = uploaded(engine)
    aged(engine)
    job_id = named(engine, upload_id)
    with transaction(engine) as connection:
        jobs.remove(connection, job_id)
    assert unused(engine) == []


def test_a_job_cannot_name_what_is_gone(engine: Engine) -> None:
    upload_id = uploaded(engine)
    with transaction(engine) as connection:
        uploads.remove(connection, upload_id)
    with pytest.raises(NotStored, match=f"there is no upload {upload_id}"):
        named(engine, upload_id)


def test_what_is_about_to_be_deleted_cannot_be_named(engine: Engine) -> None:
    upload_id = uploaded(engine)
    aged(engine)
    with transaction(engine) as connection:
        assert uploads.hold_unused(connection, WEEK) == [upload_id]
        assert unused(engine) == []  # another sweeper leaves it to this one


def test_all_together_are_bounded(engine: Engine) -> None:
    uploaded(engine, size=60)
    with pytest.raises(UploadsFull, match="60 of the 100 bytes"):
        uploaded(engine, size=41)
    uploaded(engine, size=40)


@pytest.mark.parametrize("where", ["folder", "memory"])
def test_the_content_is_found_by_id_and_name(where: str, tmp_path: Path) -> None:
    location = str(tmp_path / "blobs") if where == "folder" else f"memory://{uuid4().hex}"
    blobs, upload_id = Blobs(location), uuid4()
    (tmp_path / "here").write_bytes(b"content")
    blobs.put(UploadKey(upload_id, "a.npz"), tmp_path / "here")
    found = Uploads(blobs)
    assert found.size_bytes(str(upload_id), "a.npz") == 7
    path = found.local_path(str(upload_id), "a.npz")
    assert (path is None) == (where == "memory")
    assert found.fetch(str(upload_id), "a.npz", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"content"
    blobs.remove_upload(upload_id)
    assert found.size_bytes(str(upload_id), "a.npz") is None
    assert found.local_path(str(upload_id), "a.npz") is None


def test_without_a_store_there_are_none() -> None:
    assert uploads_of(Settings(blobs="")) is None
