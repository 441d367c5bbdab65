import pytest

from diagnostics.data.remote.seen import Seen


def test_a_fingerprint_tells_what_was_seen():
    seen = Seen.of({"etag": '"a"', "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT", "content-length": "7"})
    assert Seen.read(seen.text) == seen
    assert Seen.read(None) == Seen.read("sha256:00") == Seen()


def test_a_part_tells_the_size_of_the_whole():
    assert Seen.of({"content-range": "bytes 5-9/10", "content-length": "5"}).bytes == 10


@pytest.mark.parametrize(
    "headers", [{}, {"content-length": "x"}, {"content-length": "5", "transfer-encoding": "chunked"}]
)
def test_without_a_length_the_size_is_open(headers):
    assert Seen.of(headers).bytes is None


@pytest.mark.parametrize(
    ("seen", "telling", "resumable"),
    [
        (Seen(), False, False),
        (Seen(bytes=5), False, False),
        (Seen(modified="then"), False, False),
        (Seen(modified="then", bytes=5), True, False),
        (Seen(etag='W/"a"'), True, False),
        (Seen(etag='"a"'), True, True),
    ],
)
def test_what_may_be_known_again_and_gone_on_with(seen, telling, resumable):
    assert (seen.telling, seen.resumable) == (telling, resumable)


@pytest.mark.parametrize(
    ("headers", "goes_on"),
    [
        ({"content-range": "bytes 5-9/10", "etag": '"a"'}, True),
        ({"content-range": "bytes 4-9/10", "etag": '"a"'}, False),
        ({"content-range": "bytes 5-9/11", "etag": '"a"'}, False),
        ({"content-range": "bytes 5-9/10", "etag": '"b"'}, False),
        ({"content-range": "bytes 5-9/10"}, False),
        ({"content-range": "bytes 5-9/*", "etag": '"a"'}, False),
        ({"etag": '"a"'}, False),
    ],
)
def test_only_the_rest_of_the_same_file_is_appended(headers, goes_on):
    assert Seen('"a"', None, 10).goes_on(headers, 5) is goes_on
