"""Files in a folder and in an object store (one in memory, which fsspec treats as it does S3)."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from store.blobs import BlobKey, Blobs, checkpoint_of, model_of


@pytest.fixture(params=["folder", "folder [a]::*", "memory://"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    name = str(request.param)
    return f"{name}{uuid4().hex}/models" if "://" in name else str(tmp_path / name)


@pytest.fixture
def blobs(location: str) -> Blobs:
    return Blobs(location)


@pytest.fixture
def key() -> BlobKey:
    return model_of(uuid4(), uuid4())


def written(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "here"
    file.write_bytes(content)
    return file


def test_what_was_kept_comes_back(blobs: Blobs, key: BlobKey, tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    blobs.put(key, written(tmp_path, content))
    assert blobs.size_bytes(key) == len(content)
    assert b"".join(blobs.chunks(key)) == content
    assert blobs.fetch(key, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content


def test_another_store_at_the_same_place_has_it(blobs: Blobs, location: str, key: BlobKey, tmp_path: Path) -> None:
    blobs.put(key, written(tmp_path, b"shared"))
    assert b"".join(Blobs(location).chunks(key)) == b"shared"


def test_the_newest_replaces_what_was_there(blobs: Blobs, key: BlobKey, tmp_path: Path) -> None:
    for content in (b"first and longer", b"second"):
        blobs.put(key, written(tmp_path, content))
    assert (blobs.size_bytes(key), list(blobs.chunks(key))) == (6, [b"second"])


def test_what_was_never_kept_is_not_there(blobs: Blobs, key: BlobKey, tmp_path: Path) -> None:
    assert blobs.size_bytes(key) is None
    assert not blobs.fetch(key, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    blobs.remove(key)
    blobs.remove_job(key.job_id)


def test_a_failed_write_leaves_what_was_there(
    blobs: Blobs, key: BlobKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put(key, written(tmp_path, b"whole"))

    def full(here: str, there: str) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(blobs._files, "mv", full)
    with pytest.raises(OSError, match="No space left"):
        blobs.put(key, written(tmp_path, b"new"))
    assert list(blobs.chunks(key)) == [b"whole"]
    folder = f"{blobs._root}/jobs/{key.job_id}/{key.trial_id}"
    assert [path.rpartition("/")[2] for path in blobs._files.ls(folder, detail=False)] == ["model.keras"]


def test_removing_takes_what_a_lost_process_left_half_written(tmp_path: Path) -> None:
    blobs, key = Blobs(str(tmp_path / "blobs")), checkpoint_of(uuid4(), uuid4())
    model = model_of(key.job_id, key.trial_id)
    for kept in (key, model):
        blobs.put(kept, written(tmp_path, b"whole"))
    place = blobs.local_path(key)
    assert place is not None
    place.with_name("checkpoint.0123.part").write_bytes(b"ha")
    blobs.remove(key)
    assert [left.name for left in place.parent.iterdir()] == ["model.keras"]


def test_a_job_goes_with_all_that_is_its_own(blobs: Blobs, tmp_path: Path) -> None:
    job, other = uuid4(), uuid4()
    keys = [model_of(job, uuid4()), checkpoint_of(job, uuid4()), model_of(other, uuid4())]
    for key in keys:
        blobs.put(key, written(tmp_path, b"kept"))
    blobs.remove_job(job)
    assert [blobs.size_bytes(key) for key in keys] == [None, None, 4]


def test_only_a_folder_has_files_that_can_be_opened_here(blobs: Blobs, location: str, key: BlobKey) -> None:
    assert (blobs.local_path(key) is None) == ("://" in location)
