import gzip
import io
import stat
import struct
import subprocess
import sys
import tarfile
import zipfile
from contextlib import nullcontext, suppress
from pathlib import Path

import numpy as np
import pytest

from diagnostics.data.archive_entries import Bounds
from diagnostics.data.archives import inside, is_archive
from diagnostics.data.errors import DataError
from diagnostics.data.remote.cache import Cache
from diagnostics.data.remote.errors import NotSetUp
from tests.diagnostics.data.files import folder, npz, opened

SMALL = Bounds(entries=50, bytes=10**6)
KINDS = ["zip", "tar", "tar.gz", "tgz"]


def packed(file, entries):
    """An archive of names and contents, of the kind that its name says."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries:
                archive.writestr(name, content)
        return file
    with tarfile.open(file, "w" if file.suffix == ".tar" else "w:gz") as archive:
        for name, content in entries:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file


def of_folder(file, root):
    return packed(file, [(str(each.relative_to(root)), each.read_bytes()) for each in sorted(root.rglob("*.*"))])


def refused(file, cache, bounds=SMALL):
    """Why it is not unpacked; nothing is left of it."""
    with pytest.raises(DataError) as caught:
        inside(file, cache, bounds)
    left = [path.name for path in cache.folder.rglob("*")]
    assert set(left) <= {"lock", "downloads"}
    return str(caught.value)


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache", 2**30)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_inside_is_found_past_the_folders_around_it(tmp_path, cache, kind):
    file = packed(
        tmp_path / f"a.{kind}", [("data/train/x/1.txt", b"1"), ("data/train/y/2.txt", b"2"), ("__MACOSX/a", b"")]
    )
    assert is_archive(file)
    found = inside(file, cache).path
    assert {str(each.relative_to(found)) for each in found.rglob("*.txt")} == {"x/1.txt", "y/2.txt"}
    assert (found.name, (found / "x" / "1.txt").read_bytes()) == ("train", b"1")
    single = inside(packed(tmp_path / f"b.{kind}", [("deep/table.csv", b"a,y\n1,2\n")]), cache).path
    assert (single.name, single.read_bytes()) == ("table.csv", b"a,y\n1,2\n")


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_time_nothing_is_unpacked(tmp_path, cache, kind):
    file = packed(tmp_path / f"a.{kind}", [("x/1.txt", b"1"), ("y/2.txt", b"2")])
    found = inside(file, cache).path
    (found / "mark").write_text("still here")
    copy = tmp_path / f"copy.{kind}"
    copy.write_bytes(file.read_bytes())
    assert inside(copy, cache).path == found
    assert (found / "mark").exists()
    copy = packed(tmp_path / f"a.{kind}", [("x/1.txt", b"other"), ("y/2.txt", b"2")])
    assert inside(copy, cache).path != found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out.txt", "/tmp/out.txt", "..\\out.txt", "C:\\out.txt", "a/.."]
)
def test_names_that_lead_out_are_refused(tmp_path, cache, kind, name):
    file = packed(tmp_path / f"a.{kind}", [("fine.txt", b"1"), (name, b"2")])
    assert "leads out of its folder" in refused(file, cache)
    assert not list(tmp_path.rglob("out.txt"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(tmp_path, cache, kind):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        member = tarfile.TarInfo("x")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    assert "which is not unpacked: 'x'" in refused(tmp_path / "a.tar", cache)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_in_a_zip_are_refused(tmp_path, cache, kind):
    entry = zipfile.ZipInfo("x")
    entry.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "which is not unpacked: 'x'" in refused(tmp_path / "a.zip", cache)


@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_is_refused(tmp_path, cache, kind):
    file = packed(tmp_path / f"a.{kind}", [("zeros", bytes(3_000_000))])
    assert "more than the 1000000 bytes allowed" in refused(file, cache)


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_what_unpacks_to_many_times_its_size_is_refused(tmp_path, cache, kind):
    file = packed(tmp_path / f"a.{kind}", [("zeros", bytes(140_000_000))])
    assert "more than 200 times its size, as a bomb does" in refused(file, cache, Bounds())


def test_a_zip_whose_entries_share_their_bytes_is_refused(tmp_path, cache):
    """As bombs without nesting do: each entry of the list leads to the same packed bytes."""
    packed(tmp_path / "a.zip", [("zeros", bytes(900_000))])
    whole = (tmp_path / "a.zip").read_bytes()
    end = whole.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<LL", whole[end + 12 : end + 20])
    entry = whole[start : start + size]
    foot = whole[end : end + 8] + struct.pack("<HHLLH", 40, 40, 40 * size, start, 0)
    (tmp_path / "a.zip").write_bytes(whole[:start] + entry * 40 + foot)
    assert "bytes allowed" in refused(tmp_path / "a.zip", cache)


@pytest.mark.parametrize("kind", KINDS)
def test_too_many_entries_are_refused(tmp_path, cache, kind):
    file = packed(tmp_path / f"a.{kind}", [(f"{number}.txt", b"") for number in range(51)])
    assert "more than the 50 entries allowed" in refused(file, cache)


def test_a_million_tiny_entries_are_refused_before_they_are_listed(tmp_path, cache):
    head = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"x"
    foot = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(head) * 10**6, 4, 0)
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04" + head * 10**6 + foot)
    assert "more than the 250000 entries allowed" in refused(tmp_path / "a.zip", cache, Bounds())


def test_a_zip_that_is_something_else_as_well_is_refused(tmp_path, cache):
    whole = packed(tmp_path / "a.zip", [("x.txt", b"1")]).read_bytes()
    (tmp_path / "a.zip").write_bytes(b"\x89PNG\r\n\x1a\n" + whole)
    assert "is no zip file: it begins as something else" in refused(tmp_path / "a.zip", cache)


def test_a_head_that_would_be_read_whole_is_bounded(tmp_path, cache):
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, 10**9
    with gzip.open(tmp_path / "a.tar.gz", "wb", compresslevel=1) as file:
        file.write(member.tobuf(tarfile.GNU_FORMAT))
        for _ in range(40):
            file.write(bytes(2**20))
    assert "holds a head of 1000000000 bytes, which no file needs" in refused(tmp_path / "a.tar.gz", cache)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_twice_is_refused(tmp_path, cache, kind):
    with pytest.warns(UserWarning, match="Duplicate name") if kind == "zip" else nullcontext():
        file = packed(tmp_path / f"a.{kind}", [("x/y", b"1"), ("x/y", b"2")])
    assert "'x/y' more than once" in refused(file, cache)
    assert "more than once" in refused(packed(tmp_path / f"a.{kind}", [("x", b"1"), ("x/y", b"2")]), cache)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_inside(tmp_path, cache, kind):
    with pytest.raises(DataError, match="holds no files"):
        inside(packed(tmp_path / f"a.{kind}", []), cache)


@pytest.mark.parametrize("kind", KINDS)
def test_broken_archives_raise_one_kind_of_error_and_write_nowhere_else(tmp_path, cache, kind):
    generator = np.random.default_rng(0)
    file = packed(tmp_path / f"a.{kind}", [(f"{n}/{n}.txt", bytes(range(n))) for n in range(20)])
    whole = np.frombuffer(file.read_bytes(), np.uint8)
    before = set(tmp_path.iterdir())
    for _ in range(150):
        damaged = whole.copy()
        damaged[generator.integers(0, len(damaged), 4)] = generator.integers(0, 256, 4)
        file.write_bytes(damaged[: generator.integers(len(damaged) // 2, len(damaged) + 1)].tobytes())
        with suppress(DataError):
            inside(file, cache, SMALL)
    assert set(tmp_path.iterdir()) - before <= {cache.folder}


def test_an_encrypted_zip_is_refused(tmp_path, cache):
    raw = bytearray(packed(tmp_path / "a.zip", [("x.txt", b"1")]).read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    assert refused(tmp_path / "a.zip", cache) == "'a.zip' is encrypted"


@pytest.mark.parametrize("kind", KINDS)
def test_any_dataset_may_lie_in_an_archive(tmp_path, monkeypatch, kind):
    monkeypatch.delenv("DEADWEIGHT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    images = opened(of_folder(tmp_path / f"images.{kind}", folder(tmp_path / "raw", a=4, b=6)))
    assert (images.facts.classes, len(images.train)) == (("a", "b"), 8)
    npz(tmp_path / "a.npz", x=np.arange(20.0)[:, None], y=np.arange(20) % 2)
    arrays = opened(packed(tmp_path / f"arrays.{kind}", [("in/a.npz", (tmp_path / "a.npz").read_bytes())]))
    assert arrays.facts.format == "arrays"
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"deadweight"}


def sized(file, size):
    """An archive that holds a file of so many random bytes, and so does not shrink."""
    return packed(file, [("data.bin", np.random.default_rng(size).bytes(size)), ("other", b"")])


def test_archives_used_longest_ago_give_way_except_those_in_use(tmp_path):
    cache = Cache(tmp_path / "cache", 250_000)
    one, two, three = (sized(tmp_path / f"{number}.zip", 100_000 + number) for number in range(3))
    kept, gone = inside(one, cache), inside(two, cache).path
    later = inside(three, cache).path
    assert (kept.path.exists(), gone.exists(), later.exists()) == (True, False, True)
    assert inside(two, cache).path.exists()
    assert kept.path.exists()
    del kept
    last = inside(three, cache)
    assert (last.path.exists(), inside(one, cache).path.exists()) == (True, True)


def test_a_dataset_keeps_its_archive_until_it_is_dropped(tmp_path, monkeypatch):
    monkeypatch.setenv("DEADWEIGHT_CACHE", str(tmp_path / "cache"))
    images = of_folder(tmp_path / "images.zip", folder(tmp_path / "raw", a=40, b=60))
    small = Cache(tmp_path / "cache", 12_000)
    dataset = opened(images, validation={"location": str(images)})
    with pytest.raises(NotSetUp, match=r"'b.zip' cannot be unpacked: the cache .* is full of what is in use \(DEADW"):
        inside(sized(tmp_path / "b.zip", 10_000), small)
    split = dataset.train
    del dataset
    with pytest.raises(NotSetUp):
        inside(tmp_path / "b.zip", small)
    del split
    assert inside(tmp_path / "b.zip", small).path.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_that_the_cache_could_never_hold_is_refused(tmp_path, kind):
    cache = Cache(tmp_path / "cache", 100_000)
    assert "more than the 100000 bytes allowed" in refused(sized(tmp_path / f"a.{kind}", 100_001), cache, Bounds())


def test_a_cache_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "cache").write_bytes(b"no folder")
    with pytest.raises(NotSetUp, match=r"'a.zip' cannot be unpacked: the cache in /.* cannot be used: Not a directory"):
        inside(packed(tmp_path / "a.zip", [("x.txt", b"1")]), Cache(tmp_path / "cache", 10**6))


UNPACK = """
import sys
from pathlib import Path
from diagnostics.data.archives import inside
from diagnostics.data.remote.cache import Cache
from diagnostics.data.remote.errors import NotSetUp

found = inside(Path(sys.argv[2]), Cache(Path(sys.argv[1]), 2**30))
print(found.path, flush=True)
sys.stdin.read()
"""


KILLED = """
import os
from diagnostics.data.unpacking import _Room

def killed(self, size_bytes, take=_Room.take):
    take(self, size_bytes)
    if self._taken > 2**21:
        os.kill(os.getpid(), 9)

_Room.take = killed
"""


def unpacking(cache, file, before=""):
    arguments = [sys.executable, "-c", before + UNPACK, str(cache), str(file)]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_what_a_killed_process_has_unpacked_is_deleted(tmp_path):
    child = unpacking(tmp_path / "cache", sized(tmp_path / "large.zip", 3_000_000), KILLED)
    assert child.wait(60) == -9
    child.communicate()
    downloads = tmp_path / "cache" / "downloads"
    assert [found.stat().st_size for found in downloads.glob("*/content/unpacked/data.bin")] == [2 * 2**20]
    inside(packed(tmp_path / "small.zip", [("x.txt", b"1")]), Cache(tmp_path / "cache", 2**30))
    assert list(downloads.iterdir()) == []
    assert len(list((tmp_path / "cache" / "entries").iterdir())) == 1


def test_what_another_process_reads_stays(tmp_path):
    first, second = (sized(tmp_path / f"{number}.zip", 100_000 + number) for number in range(2))
    child = unpacking(tmp_path / "cache", first)
    path = Path(child.stdout.readline().strip())
    small = Cache(tmp_path / "cache", 150_000)
    with pytest.raises(NotSetUp, match="full of what is in use"):
        inside(second, small)
    assert (path / "data.bin").stat().st_size == 100_000
    child.communicate()
    assert inside(second, small).path.exists()
    assert not path.exists()


def test_processes_that_want_the_same_unpack_it_once(tmp_path):
    file = sized(tmp_path / "a.tar.gz", 3_000_000)
    children = [unpacking(tmp_path / "cache", file) for _ in range(3)]
    assert len({child.communicate(timeout=60)[0] for child in children}) == 1
    assert len(list((tmp_path / "cache" / "entries").iterdir())) == 1
