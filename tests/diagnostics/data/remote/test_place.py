import pytest

from diagnostics.data.remote.errors import Refused
from diagnostics.data.remote.place import Place, file_name, is_remote, place_of, shown

ID = "0199aaaa-1111-7222-8333-444455556666"


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("https://Example.org/a/b.npz", Place("https", "example.org", "a/b.npz")),
        ("HTTP://example.org:8080/a.npz?download=1#top", Place("http", "example.org:8080", "a.npz", "download=1")),
        ("http://[2606:4700::1111]:80/a", Place("http", "[2606:4700::1111]:80", "a")),
        ("s3://my-bucket/a b/ü.npz", Place("s3", "my-bucket", "a b/ü.npz")),
        ("gs://bucket/folder/", Place("gs", "bucket", "folder/")),
        ("az://container", Place("az", "container", "")),
        (f"upload://{ID}/digits.npz", Place("upload", ID, "digits.npz")),
    ],
)
def test_locations_elsewhere(location, place):
    assert is_remote(location)
    assert place_of(location) == place
    assert place_of(place.location) == place


@pytest.mark.parametrize("location", ["data/a.npz", "/data/a?b", "file:///a", "FILE://a", "C:\\a"])
def test_local_locations(location):
    assert not is_remote(location)
    assert shown(location) == location


@pytest.mark.parametrize(
    "location",
    [
        *("http://", "http:///a", "http://[broken/a", "http://h:port/a", "http://h:99999/a", "https://a b/c"),
        *("http://good\\@evil/a", "http://h/a b", "http://h/\n", "s3://", "s3:///a", "s3://B/a", "s3://b?c/a"),
        *("s3://bucket//a", "s3://bucket/a//", "s3://bucket/a//b", "s3://bucket/a\\b", "s3://bucket/a\nb", "az://../a"),
        *("upload://x/a", f"upload://{ID}", f"upload://{ID}/", f"upload://{ID}/../a", f"upload://{ID}/.a"),
        *("ftp://h/a", "://a", "keras://ResNet50", f"https://h/{'a' * 2100}"),
    ],
)
def test_what_is_no_location(location):
    with pytest.raises(Refused):
        place_of(location)


@pytest.mark.parametrize(
    "location", ["https://h/a/../b", "https://h/a/%2e%2e/b", "https://h/./a", "s3://bucket/../a", "gs://bucket/a/.."]
)
def test_dots_are_refused(location):
    with pytest.raises(Refused, match=r"no '\.' or '\.\.' among its parts"):
        place_of(location)


@pytest.mark.parametrize(
    "location",
    [
        *("https://me:sesame@h/a", "https://sesame@h/a", "s3://sesame:x@bucket/a", "s3://bucket/a?sesame=1"),
        *(f"https://h/a?{name}=sesame" for name in ("X-Amz-Signature", "sig", "Signature", "token", "access_token")),
        *(f"https://h/a?x=1&{name}=sesame" for name in ("api_key", "password", "AWSAccessKeyId", "x-goog-credential")),
        *("https://h/a?%73ig=sesame", "https://h/a?sig=sesame#top"),
    ],
)
def test_secrets_are_refused_and_not_repeated(location):
    with pytest.raises(Refused) as caught:
        place_of(location)
    assert "sesame" not in str(caught.value)
    assert "sesame" not in shown(location)


def test_what_people_see_has_no_query():
    assert place_of("https://h/a.npz?id=7&version=2").shown == "https://h/a.npz?…"
    assert shown("https://h/a.npz") == "https://h/a.npz"


def test_a_name_suits_any_system_and_keeps_its_ending():
    assert place_of("https://h/a/d%20%C3%BC/da%2Fta%20set.tar.gz").name == "da-ta-set.tar.gz"
    assert place_of("https://h/").name == "file"
    assert place_of("s3://bucket/folder/").name == "folder"
    assert file_name("x" * 300 + ".npz").endswith("x.npz")
    assert file_name("../..") == "file"


def test_each_location_has_a_key_of_its_own():
    keys = {place_of(location).key for location in ("https://h/a", "https://h/b", "https://h/a?b", "http://h/a")}
    assert len(keys) == 4
