from uuid import uuid4

import pytest

from diagnostics.data.remote.errors import NotSetUp, Unreachable
from diagnostics.data.remote.fetcher import Fetcher
from diagnostics.data.remote.place import place_of
from diagnostics.data.remote.sparing import ModelsAlone
from diagnostics.spec.errors import SpecError
from store.blobs import Blobs, UploadKey
from store.uploads import Uploads
from tests.diagnostics.data.remote.servers import CONTENT, QUICK, fetcher, serving, settings, well

PLACE = "/dataset/location"


@pytest.fixture(params=["folder", "memory"])
def blobs(request, tmp_path):
    return Blobs(str(tmp_path / "blobs") if request.param == "folder" else f"memory://{uuid4().hex}")


@pytest.fixture
def uploaded(blobs, tmp_path):
    """The place of an upload."""
    upload_id = uuid4()
    (tmp_path / "here").write_bytes(CONTENT)
    blobs.put(UploadKey(upload_id, "data.npz"), tmp_path / "here")
    return place_of(f"upload://{upload_id}/data.npz")


def test_an_upload_is_read_where_it_lies_or_brought_here(blobs, uploaded, tmp_path):
    for _ in range(2):
        with Fetcher(settings(tmp_path), Uploads(blobs)) as one:
            assert one.refusal(uploaded) is None
            file = one.path(uploaded, PLACE)
            assert (file.name, file.read_bytes()) == ("data.npz", CONTENT)


def test_an_upload_that_is_gone_is_refused(blobs, uploaded, tmp_path):
    blobs.remove_upload(uploaded.host)
    with Fetcher(settings(tmp_path), Uploads(blobs)) as one:
        assert one.refusal(uploaded) == "there is no such upload; it may have been deleted"
        with pytest.raises(SpecError, match="there is no such upload"):
            one.path(uploaded, PLACE)


def test_a_store_that_fails_is_unreachable(uploaded, tmp_path):
    class Failing:
        def local_path(self, upload_id, name):
            return None

        def size_bytes(self, upload_id, name):
            return 5

        def fetch(self, upload_id, name, file):
            raise RuntimeError("sesame")

    told = "the store of uploads failed: RuntimeError"
    with Fetcher(settings(tmp_path), Failing(), QUICK) as one, pytest.raises(Unreachable, match=told) as caught:
        one.path(uploaded, PLACE)
    assert "sesame" not in str(caught.value)


def test_without_a_server_there_are_no_uploads(tmp_path):
    with fetcher(tmp_path) as one:
        assert "uploads belong to a server" in (one.refusal(place_of(f"upload://{uuid4()}/a")) or "")


@pytest.mark.parametrize(
    ("location", "allowed"),
    [
        ("https://h/a", True),
        ("http://h/a", False),
        ("s3://bucket/data/a", True),
        ("s3://bucket/data", True),
        ("s3://bucket/database", False),
        ("s3://bucket2/data/a", False),
        ("gs://bucket/a", True),
        ("gs://bucket2/a", False),
    ],
)
def test_the_operator_says_what_may_be_named(location, allowed, tmp_path):
    with fetcher(tmp_path, remote=("https://", "s3://bucket/data", "gs://bucket/")) as one:
        assert (one.refusal(place_of(location)) is None) is allowed
        if not allowed:
            with pytest.raises(SpecError, match="DEADWEIGHT_REMOTE"):
                one.path(place_of(location), PLACE)


def test_a_cache_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "cache").write_text("no folder")
    with serving(well()) as web, fetcher(tmp_path, web) as one, pytest.raises(NotSetUp, match="cannot be used"):
        one.path(place_of(f"{web.address}/data.npz"), PLACE)


def test_what_is_in_use_is_not_evicted(tmp_path):
    room = len(CONTENT) + 10
    with serving(well()) as web:
        with fetcher(tmp_path, web, cache_bytes=room) as one, fetcher(tmp_path, web, cache_bytes=room) as other:
            file = one.path(place_of(f"{web.address}/a.npz"), PLACE)
            with pytest.raises(NotSetUp, match="full of what is in use"):
                other.path(place_of(f"{web.address}/b.npz"), PLACE)
            assert file.read_bytes() == CONTENT
        with fetcher(tmp_path, web, cache_bytes=room) as one:
            one.path(place_of(f"{web.address}/b.npz"), PLACE)
    assert not file.exists()


def test_the_service_fetches_models_and_no_data(tmp_path):
    with serving(well()) as web, fetcher(tmp_path, web) as one:
        sparing, place = ModelsAlone(one), place_of(f"{web.address}/a.keras")
        assert sparing.refusal(place) is None
        for pointer in (PLACE, "/dataset/validation/location"):
            with pytest.raises(SpecError, match="the data are fetched when the job runs"):
                sparing.path(place, pointer)
        assert web.requests == []
        assert sparing.path(place, "/model/archive/location").read_bytes() == CONTENT
