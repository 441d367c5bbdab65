import pytest

from diagnostics.data.archive_entries import Bounds, Count, parts_of
from diagnostics.data.errors import DataError


@pytest.mark.parametrize(
    ("name", "parts"),
    [("a/b", ("a", "b")), ("./a//b/", ("a", "b")), ("a\\b", ("a", "b")), (".", ()), ("a..b", ("a..b",))],
)
def test_the_parts_of_a_name(name, parts):
    assert parts_of(name, "a.zip") == parts


@pytest.mark.parametrize("name", ["/a", "\\a", "..", "a/..", "a\\..\\b", "C:\\a", "c:a", "a\0b", "x" * 256, "a/" * 17])
def test_names_that_are_refused(name):
    with pytest.raises(DataError, match=r"leads out of its folder|name is too long"):
        parts_of(name, "a.zip")


def test_bounds_are_reached_and_not_passed():
    count = Count("a.zip", 10, Bounds(entries=2, bytes=100, ratio=200))
    count.entry(60)
    count.entry(40)
    with pytest.raises(DataError, match="more than the 2 entries allowed"):
        count.entry(0)
    with pytest.raises(DataError, match="more than the 100 bytes allowed"):
        Count("a.zip", 10, Bounds(bytes=100)).entry(101)


def test_no_more_than_there_is_room_for():
    assert Bounds(bytes=100).within(7).bytes == 7
    assert Bounds(bytes=100).within(700).bytes == 100
