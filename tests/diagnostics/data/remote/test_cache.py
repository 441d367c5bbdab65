import errno
import os
import shutil
import subprocess
import sys
import threading
import time

import pytest

from diagnostics.data.remote.bounds import Deadline
from diagnostics.data.remote.cache import Cache
from diagnostics.data.remote.errors import NotSetUp, Refused, Unreachable
from diagnostics.data.remote.holding import together
from diagnostics.data.remote.place import place_of
from tests.diagnostics.data.remote.servers import CONTENT, breaking, fetcher, serving, well
from tests.diagnostics.data.test_row_file import opened


def kept(cache, key, size=10, fingerprint="1", age=0.0):
    """An entry of so many bytes, last used so many seconds ago."""
    with cache.download(key, Deadline(5)) as download:
        download.begin(fingerprint, size)
        download.file("data").write_bytes(b"x" * size)
        entry = cache.keep(download, fingerprint)
    then = time.time() - age
    os.utime(entry.folder / "lock", (then, then))
    return entry


def latest(cache, key):
    found = cache.latest(key)
    assert found is not None
    return found


def used(entry):
    """The entry held as whoever reads it does."""
    hold = together(entry.folder)
    assert hold is not None
    return hold


def begun(cache, size, error):
    """A download that ends with an error."""
    with cache.download("a", Deadline(5)) as download:
        download.begin("1", size)
        download.file("data").write_bytes(b"x")
        raise error


def test_what_is_kept_is_found_again(tmp_path):
    entry = kept(Cache(tmp_path, 100), "a")
    found = latest(Cache(tmp_path, 100), "a")
    assert found == entry
    assert found.path.read_bytes() == b"x" * 10
    assert Cache(tmp_path, 100).latest("b") is None


def test_what_was_used_longest_ago_goes_first(tmp_path):
    cache = Cache(tmp_path, 30)
    for key, age in (("a", 30), ("b", 10), ("c", 20)):
        kept(cache, key, age=age)
    with used(latest(cache, "a")):
        pass  # which uses it
    kept(cache, "d")
    assert [key for key in "abcd" if cache.latest(key)] == ["a", "b", "d"]


def test_what_is_in_use_stays(tmp_path):
    cache = Cache(tmp_path, 30)
    old = kept(cache, "a", age=30)
    kept(cache, "b", age=20)
    with used(old):
        kept(cache, "c", size=20)
        assert [key for key in "abc" if cache.latest(key)] == ["a", "c"]
        assert sorted(note.name for note in (tmp_path / "latest").iterdir()) == ["a", "c"]
        with used(latest(cache, "c")), pytest.raises(NotSetUp, match="full of what is in use"):
            kept(cache, "d")
    kept(cache, "d")


def test_nothing_is_deleted_where_that_would_not_do(tmp_path):
    cache = Cache(tmp_path, 30)
    old = kept(cache, "a", age=30)
    kept(cache, "b", age=20)
    with used(old), pytest.raises(NotSetUp, match="full of what is in use"):
        kept(cache, "c", size=25)
    assert [key for key in "abc" if cache.latest(key)] == ["a", "b"]


def test_the_disk_is_left_some_room_where_asked(tmp_path):
    cache = Cache(tmp_path, 2**60)
    kept(cache, "a")
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(NotSetUp), cache.download("b", Deadline(5)) as download:
        download.begin(None, free, 0.5)
    assert cache.latest("a")
    with cache.download("b", Deadline(5)) as download:
        download.begin(None, free // 8, 0.5)


def test_a_file_system_without_locks_costs_no_descriptors(tmp_path, monkeypatch):
    cache = Cache(tmp_path, 30)
    entry = kept(cache, "a")

    def unsupported(*_):
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("fcntl.flock", unsupported)
    before = opened()
    for _ in range(3):
        with pytest.raises(OSError, match="no locks"):
            together(entry.folder)
    assert opened() == before


def test_what_can_never_fit_is_told(tmp_path):
    with pytest.raises(NotSetUp, match=r"31 bytes do not fit into the cache of 30 \(DEADWEIGHT_CACHE_BYTES\)"):
        kept(Cache(tmp_path, 30), "a", size=31)


def test_a_download_nobody_goes_on_with_gives_way(tmp_path):
    cache = Cache(tmp_path, 30)
    with pytest.raises(Unreachable):
        begun(cache, 25, Unreachable("the connection broke"))
    assert len(list((tmp_path / "downloads").iterdir())) == 1
    kept(cache, "b")
    assert list((tmp_path / "downloads").iterdir()) == []


def test_a_download_under_way_counts_and_stays(tmp_path):
    cache = Cache(tmp_path, 30)
    with cache.download("a", Deadline(5)) as download:
        download.begin("1", 25)
        with pytest.raises(NotSetUp, match="in use"):
            kept(cache, "b")


def test_a_refused_download_leaves_nothing(tmp_path):
    cache = Cache(tmp_path, 30)
    with pytest.raises(Refused):
        begun(cache, 5, Refused("too large"))
    assert list((tmp_path / "downloads").iterdir()) == []


def test_a_turn_is_waited_for(tmp_path):
    cache, order = Cache(tmp_path, 30), []

    def other():
        with cache.download("a", Deadline(5)):
            order.append("other")

    with cache.download("a", Deadline(5)):
        waiting = threading.Thread(target=other)
        waiting.start()
        time.sleep(0.3)
        order.append("first")
    waiting.join()
    assert order == ["first", "other"]


def test_a_turn_is_not_waited_for_beyond_the_time(tmp_path):
    cache = Cache(tmp_path, 30)
    with (
        cache.download("a", Deadline(5)),
        pytest.raises(Unreachable, match="not here after"),
        cache.download("a", Deadline(0.3)),
    ):
        pass


def test_what_a_killed_process_was_deleting_is_deleted(tmp_path):
    cache = Cache(tmp_path, 30)
    (tmp_path / "entries" / "0123.gone").mkdir(parents=True)
    kept(cache, "a")
    assert not (tmp_path / "entries" / "0123.gone").exists()


FETCH = """
import sys
from pathlib import Path
from diagnostics.data.remote.place import place_of
from tests.diagnostics.data.remote.servers import PATIENT, Web, fetcher

with fetcher(Path(sys.argv[1]), Web(int(sys.argv[2])), PATIENT) as one:
    print(one.path(place_of(sys.argv[3]), "/dataset/location").stat().st_size)
"""


def fetching(folder, web):
    arguments = [sys.executable, "-c", FETCH, str(folder), str(web.port), f"{web.address}/data.npz"]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_a_process_killed_in_the_middle_leaves_nothing_half_read(tmp_path):
    begun, go_on = threading.Event(), threading.Event()

    def slow(asked):
        def send(status, headers, body=b""):
            whole(status, headers, body[:300_000])
            begun.set()
            go_on.wait(30)
            asked.drop()

        whole = asked.send
        if not begun.is_set():
            asked.send = send
        well()(asked)

    with serving(slow) as web:
        child = fetching(tmp_path, web)
        assert begun.wait(60)
        partial = tmp_path / "cache" / "downloads" / place_of(f"{web.address}/data.npz").key / "content" / "data.npz"
        wait_until(lambda: partial.exists() and partial.stat().st_size > 200_000)
        child.kill()
        child.communicate()
        assert not (tmp_path / "cache" / "entries").exists()
        go_on.set()
        with fetcher(tmp_path, web) as one:
            assert one.path(place_of(f"{web.address}/data.npz"), "").read_bytes() == CONTENT
    start = int(web.requests[1].headers["range"].removeprefix("bytes=").rstrip("-"))
    assert 200_000 < start <= 300_000
    assert not partial.exists()


def test_processes_that_want_the_same_fetch_it_once(tmp_path):
    def slow(asked):
        time.sleep(0.5)
        well()(asked)

    with serving(slow) as web:
        children = [fetching(tmp_path, web) for _ in range(3)]
        assert [child.communicate(timeout=60)[0].strip() for child in children] == [str(len(CONTENT))] * 3
    conditional = [asked for asked in web.requests if "if-none-match" in asked.headers]
    assert len(web.requests) - len(conditional) == 1


def test_several_locations_are_fetched_at_once_within_the_bound(tmp_path):
    with serving(breaking(well(), after=1000, times=3)) as web:

        def fetch(number):
            with fetcher(tmp_path, web, cache_bytes=4 * len(CONTENT)) as one:
                path = one.path(place_of(f"{web.address}/{number}.npz"), "")
                assert path.read_bytes() == CONTENT

        threads = [threading.Thread(target=fetch, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(list((tmp_path / "cache" / "entries").iterdir())) == 4


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
