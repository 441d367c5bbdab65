"""Google's and Azure's stores, which are read as S3 is: their own names, addresses, credentials and answers."""

import os

import pytest

from diagnostics.data.dataset import open_dataset
from diagnostics.data.locations import Reach
from diagnostics.data.remote.place import place_of
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.files import folder
from tests.diagnostics.data.remote import stores
from tests.diagnostics.data.remote.servers import fetcher
from tests.diagnostics.factories import chain, image, layer


@pytest.fixture(scope="module")
def objects(tmp_path_factory):
    """A dataset of twelve images, and a file beside it."""
    local = folder(tmp_path_factory.mktemp("images"), cat=6, dog=6)
    named = {f"set/{file.relative_to(local).as_posix()}": file.read_bytes() for file in local.rglob("*.png")}
    return named | {"one/notes.txt": b"word for word"}


@pytest.fixture(scope="module")
def google(objects):
    with stores.s3() as address:
        stores.put(address, "shared", objects, public=True)
        stores.put(address, "private", {"a": b"1"})
        yield {"GOOGLE_BASE_URL": address, "GOOGLE_SKIP_SIGNATURE": "true"}


@pytest.fixture(scope="module")
def azure(objects):
    with stores.azure("shared", objects) as endpoint:
        account = {"AZURE_STORAGE_ACCOUNT_NAME": "account", "AZURE_SKIP_SIGNATURE": "true"}
        yield account | {"AZURE_STORAGE_ENDPOINT": endpoint}


@pytest.fixture(params=["gs", "az"])
def cloud(request, monkeypatch):
    """A scheme, this process having what opens its store."""
    for name in [name for name in os.environ if name.startswith(stores.CLOUD)]:
        monkeypatch.delenv(name)
    for name, value in request.getfixturevalue({"gs": "google", "az": "azure"}[request.param]).items():
        monkeypatch.setenv(name, value)
    return request.param


def fetched(tmp_path, location):
    with fetcher(tmp_path) as one:
        return one.path(place_of(location), "/dataset/location")


def refused(tmp_path, location):
    with pytest.raises(SpecError) as caught:
        fetched(tmp_path, location)
    (problem,) = caught.value.problems
    return problem.message


def test_an_object_is_a_file(tmp_path, cloud):
    file = fetched(tmp_path, f"{cloud}://shared/one/notes.txt")
    assert (file.name, file.read_bytes()) == ("notes.txt", b"word for word")


def test_a_dataset_is_read_from_a_folder(tmp_path, cloud):
    spec = chain(image(4), layer("Dense", units=2), dataset={"location": f"{cloud}://shared/set"})
    with fetcher(tmp_path) as one:
        facts = open_dataset(spec, Reach([], one)).facts
    assert (facts.available, facts.format, facts.classes) == (12, "image_folder", ("cat", "dog"))


def test_what_has_not_changed_is_not_fetched_again(tmp_path, cloud):
    file = fetched(tmp_path, f"{cloud}://shared/one/notes.txt")
    before = file.stat().st_ino
    assert fetched(tmp_path, f"{cloud}://shared/one/notes.txt").stat().st_ino == before


@pytest.mark.parametrize("path", ["shared/none", "nowhere/set"])
def test_nothing_there(tmp_path, cloud, path):
    assert "there is n" in refused(tmp_path, f"{cloud}://{path}")


def test_what_is_not_for_this_process_is_refused(tmp_path, google, monkeypatch):
    for name, value in google.items():
        monkeypatch.setenv(name, value)
    assert "the credentials in this process's environment do not open" in refused(tmp_path, "gs://private/a")
