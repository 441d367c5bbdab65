"""Files in a real S3 store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from store.blobs import Blobs, checkpoint_of, model_of
from tests.diagnostics.data.remote import stores

CONTENT = bytes(range(256)) * 100_000


@pytest.fixture
def blobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blobs]:
    with stores.s3() as address:
        for name, value in stores.credentials(address).items():
            monkeypatch.setenv(name, value)
        stores.put(address, "bucket", {})
        yield Blobs("s3://bucket/deadweight")


def test_files_come_and_go(blobs: Blobs, tmp_path: Path) -> None:
    key, beside = checkpoint_of(uuid4(), uuid4()), model_of(uuid4(), uuid4())
    file = tmp_path / "here"
    file.write_bytes(CONTENT)
    for kept in (key, beside, key):
        blobs.put(kept, file)
    assert blobs.size_bytes(key) == len(CONTENT)
    assert b"".join(blobs.chunks(key)) == CONTENT
    assert blobs.fetch(key, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == CONTENT
    blobs.remove(key)
    assert blobs.size_bytes(key) is None
    assert not blobs.fetch(key, tmp_path / "gone")
    blobs.remove_job(beside.job_id)
    assert blobs.size_bytes(beside) is None
    blobs.remove(key)
    blobs.remove_job(key.job_id)
