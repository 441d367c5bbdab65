"""Objects in a real S3 store; the others as far as they go without a server."""

import os
import time
from uuid import uuid4

import pytest

from diagnostics.data.dataset import open_dataset
from diagnostics.data.locations import Reach
from diagnostics.data.remote.bounds import Bounds
from diagnostics.data.remote.errors import NotSetUp, Unreachable
from diagnostics.data.remote.place import place_of
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.files import folder
from tests.diagnostics.data.remote import stores
from tests.diagnostics.data.remote.servers import CONTENT, QUICK, fetcher
from tests.diagnostics.factories import chain, image, layer

PLACE = "/dataset/location"
ONE = Bounds(bytes=10 * 2**20, objects=3, seconds=20, stall_seconds=5, tries=1)


@pytest.fixture(scope="module")
def server():
    with stores.s3() as address:
        yield address


@pytest.fixture
def bucket(server, monkeypatch):
    """An empty bucket that this process may read."""
    for name in [name for name in os.environ if name.startswith(stores.CLOUD)]:
        monkeypatch.delenv(name)
    for name, value in stores.credentials(server).items():
        monkeypatch.setenv(name, value)
    return f"bucket-{uuid4().hex}"


@pytest.fixture
def put(server, bucket):
    def putting(**objects):
        stores.put(server, bucket, {name.replace("__", "/"): content for name, content in objects.items()})

    return putting


def fetched(tmp_path, location, bounds=QUICK):
    with fetcher(tmp_path, bounds=bounds) as one:
        return one.path(place_of(location), PLACE)


def refused(tmp_path, location, bounds=QUICK):
    with pytest.raises(SpecError) as caught:
        fetched(tmp_path, location, bounds)
    (problem,) = caught.value.problems
    return problem.message


def test_an_object_is_a_file(tmp_path, server, bucket):
    stores.put(server, bucket, {"data/some%20set.npz": CONTENT})
    file = fetched(tmp_path, f"s3://{bucket}/data/some set.npz")
    assert (file.name, file.read_bytes()) == ("some-set.npz", CONTENT)


@pytest.mark.parametrize("ending", ["", "/"])
def test_objects_with_a_common_beginning_are_a_folder(tmp_path, bucket, put, ending):
    put(**{"set__cat__1.png": b"1", "set__dog__2.png": b"22", "set__top.txt": b"", "settle__3.png": b"3"})
    found = fetched(tmp_path, f"s3://{bucket}/set{ending}")
    files = {file.relative_to(found).as_posix(): file.read_bytes() for file in found.rglob("*") if file.is_file()}
    assert files == {"cat/1.png": b"1", "dog/2.png": b"22", "top.txt": b""}
    assert found.name == "set"


def test_a_whole_bucket_is_a_folder(tmp_path, bucket, put):
    put(a__b=b"1", c=b"2")
    assert sorted(file.name for file in fetched(tmp_path, f"s3://{bucket}").rglob("*")) == ["a", "b", "c"]


def test_a_dataset_is_read_from_a_bucket(tmp_path, server, bucket):
    local = folder(tmp_path / "images", cat=6, dog=6)
    objects = {f"set/{file.relative_to(local).as_posix()}": file.read_bytes() for file in local.rglob("*.png")}
    stores.put(server, bucket, objects)
    spec = chain(image(4), layer("Dense", units=2), dataset={"location": f"s3://{bucket}/set"})
    with fetcher(tmp_path) as one:
        facts = open_dataset(spec, Reach([], one)).facts
    assert (facts.available, facts.format, facts.classes) == (12, "image_folder", ("cat", "dog"))


def test_what_has_not_changed_is_not_fetched_again(tmp_path, server, bucket, put):
    put(a__b=b"1", a__c=b"22")
    first = fetched(tmp_path, f"s3://{bucket}/a")
    before = (first / "c").stat().st_ino
    assert fetched(tmp_path, f"s3://{bucket}/a") == first
    assert (first / "c").stat().st_ino == before
    stores.replace(server, bucket, "a/c", b"3")
    second = fetched(tmp_path, f"s3://{bucket}/a")
    assert ((second / "c").read_bytes(), (first / "c").read_bytes()) == (b"3", b"22")


def test_a_fetch_goes_on_where_one_ended(tmp_path, bucket, put):
    put(a__b=b"abcdef", a__c=b"ghijkl")
    place = place_of(f"s3://{bucket}/a")
    whole = fetched(tmp_path, place.location)
    entry = whole.parent.parent
    part = tmp_path / "cache" / "downloads" / place.key
    part.parent.mkdir(exist_ok=True)
    entry.rename(part)  # as if it had ended before the last bytes
    (part / "content" / "a" / "c").write_bytes(b"GHI")
    (part / "content" / "a" / "b").write_bytes(b"ABCDEF")
    again = fetched(tmp_path, place.location)
    assert [(again / name).read_bytes() for name in "bc"] == [b"ABCDEF", b"GHIjkl"]


def test_what_was_begun_of_something_else_is_left_out(tmp_path, server, bucket, put):
    put(a__b=b"abcdef", a__c=b"ghijkl")
    place = place_of(f"s3://{bucket}/a")
    entry = fetched(tmp_path, place.location).parent.parent
    part = tmp_path / "cache" / "downloads" / place.key
    part.parent.mkdir(exist_ok=True)
    entry.rename(part)
    stores.replace(server, bucket, "a/c", b"another")
    again = fetched(tmp_path, place.location)
    assert [(again / name).read_bytes() for name in "bc"] == [b"abcdef", b"another"]


def test_nothing_there(tmp_path, bucket, put):
    put(a=b"1")
    assert refused(tmp_path, f"s3://{bucket}/b") == "there is nothing at this location"
    assert refused(tmp_path, f"s3://{bucket}-other/b") == "there is no such bucket or container"
    assert list((tmp_path / "cache" / "downloads").iterdir()) == []


@pytest.mark.parametrize("name", ["set/..%2F..%2Fescaped", "set/a%5C..%5Cb", "set/" + "x" * 300])
def test_names_that_no_file_may_have_are_refused(tmp_path, server, bucket, name):
    stores.put(server, bucket, {name: b"x", "set/fine": b"x"})
    assert "name" in refused(tmp_path, f"s3://{bucket}/set")
    assert not [file for file in tmp_path.rglob("*") if file.name in ("escaped", "fine")]


def test_marks_of_folders_are_left_out(tmp_path, server, bucket):
    stores.put(server, bucket, {"set/": b"", "set/sub/": b"", "set/sub/a": b"1"})
    found = fetched(tmp_path, f"s3://{bucket}/set/")
    assert [file.name for file in found.rglob("*")] == ["sub", "a"]


def test_what_is_object_and_folder_at_once_is_refused(tmp_path, server, bucket):
    stores.put(server, bucket, {"set/a": b"1", "set/a/b": b"2"})
    assert refused(tmp_path, f"s3://{bucket}/set") == "'a' is an object and a folder at once, which no files can be"


def test_too_many_objects_or_bytes_are_refused(tmp_path, bucket, put):
    put(**{f"set__{number}": b"12345" for number in range(4)})
    assert "more than the 3 objects" in refused(tmp_path, f"s3://{bucket}/set", ONE)
    small = Bounds(bytes=19, seconds=20, tries=1)
    assert "more than the 19 bytes" in refused(tmp_path, f"s3://{bucket}/set", small)
    assert "more than the 4 bytes" in refused(tmp_path, f"s3://{bucket}/set/1", Bounds(bytes=4, seconds=20, tries=1))


@pytest.mark.parametrize(
    ("location", "variable"),
    [
        ("s3://bucket/a", "AWS_ACCESS_KEY_ID"),
        ("gs://bucket/a", "GOOGLE_APPLICATION_CREDENTIALS"),
        ("az://container/a", "AZURE_STORAGE_ACCOUNT_NAME"),
    ],
)
def test_without_credentials_it_is_told_at_once_what_is_needed(tmp_path, monkeypatch, location, variable):
    for name in [name for name in os.environ if name.startswith(stores.CLOUD)]:
        monkeypatch.delenv(name)
    # The metadata servers of clouds: where this machine is in none of them, nobody answers, or a refusal comes.
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("GOOGLE_SERVICE_ACCOUNT", str(tmp_path / "missing.json"))
    before = time.monotonic()
    with pytest.raises(NotSetUp, match=f"{location}: this process has no credentials for .*{variable}"):
        fetched(tmp_path, location)
    assert time.monotonic() - before < 30


def test_a_store_that_is_away_is_told(tmp_path, bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises((Unreachable, NotSetUp), match=f"s3://{bucket}/a: the store failed") as caught:
        fetched(tmp_path, f"s3://{bucket}/a", ONE)
    assert "sesame" not in str(caught.value)
