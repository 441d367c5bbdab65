"""Data that mean harm, each planted as it would come, with what is said of it."""

from __future__ import annotations

import gzip
import io
import pickle
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

ROWS = 10**9
MARK = "was-run"  # the file that what is pickled would write, in the folder that is current

Plant = Callable[[Path], Path]  # from an empty folder to the location


class Program:
    """What a pickle of it does once it is loaded."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (Path(MARK),)


def zip_bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as file:
        for _ in range(140):
            file.write(bytes(2**20))
    return folder / "a.zip"


def tar_bomb(folder: Path) -> Path:
    member = tarfile.TarInfo("a.csv")
    member.size = 140 * 2**20
    with gzip.open(folder / "a.tar.gz", "wb", compresslevel=1) as file:
        file.write(member.tobuf())
        for _ in range(140):
            file.write(bytes(2**20))
    return folder / "a.tar.gz"


def zip_of_a_million(folder: Path) -> Path:
    head = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"x"
    foot = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(head) * 10**6, 4, 0)
    (folder / "a.zip").write_bytes(b"PK\x03\x04" + head * 10**6 + foot)
    return folder / "a.zip"


def tar_of_very_many(folder: Path) -> Path:
    member = tarfile.TarInfo("x")
    member.type = tarfile.DIRTYPE
    with gzip.open(folder / "a.tar.gz", "wb", compresslevel=1) as file:
        for _ in range(260):
            file.write(member.tobuf() * 1000)
    return folder / "a.tar.gz"


def zip_with_a_path_out(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a/../../../escaped.csv", "a,y\n1,2\n")
    return folder / "a.zip"


def tar_with_a_path_out(folder: Path) -> Path:
    with tarfile.open(folder / "a.tar", "w") as archive:
        member = tarfile.TarInfo(str(folder.parent / "escaped.csv"))
        member.size = 8
        archive.addfile(member, io.BytesIO(b"a,y\n1,2\n"))
    return folder / "a.tar"


def zip_with_a_link(folder: Path) -> Path:
    entry = zipfile.ZipInfo("a.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return folder / "a.zip"


def tar_that_writes_through_a_link(folder: Path) -> Path:
    with tarfile.open(folder / "a.tar", "w") as archive:
        link = tarfile.TarInfo("a")
        link.type, link.linkname = tarfile.SYMTYPE, str(folder.parent)
        archive.addfile(link)
        member = tarfile.TarInfo("a/escaped.csv")
        member.size = 8
        archive.addfile(member, io.BytesIO(b"a,y\n1,2\n"))
    return folder / "a.tar"


def link_out_of_the_root(folder: Path) -> Path:
    (folder / "a.csv").symlink_to("/etc/passwd")
    return folder / "a.csv"


def images_that_lead_out(folder: Path) -> Path:
    Image.new("L", (8, 8)).save(folder.parent / "secret.png")
    for name in ("a", "b"):
        (folder / "images" / name).mkdir(parents=True)
        (folder / "images" / name / "1.png").symlink_to(folder.parent / "secret.png")
    return folder / "images"


def manifest_that_leads_out(folder: Path) -> Path:
    (folder / "a.csv").write_text("path,label\n../secret.png,a\n")
    return folder / "a.csv"


def image_bomb(folder: Path) -> Path:
    """30,000 × 30,000 grey pixels in a PNG of 1 MB."""
    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(bytes(30_001 * 100)) for _ in range(300)) + packer.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    for name in ("a", "b"):
        (folder / "images" / name).mkdir(parents=True)
        with (folder / "images" / name / "1.png").open("wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for kind, content in parts:
                file.write(struct.pack(">I", len(content)) + kind + content)
                file.write(struct.pack(">I", zlib.crc32(kind + content)))
    return folder / "images"


def _image_and_archive(file: Path) -> Path:
    """A GIF that a reader of zips would open as well."""
    with io.BytesIO() as image, io.BytesIO() as archive:
        Image.new("L", (8, 8)).save(image, "GIF")
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("a.csv", "a,y\n1,2\n")
        file.write_bytes(image.getvalue() + archive.getvalue())
    return file


def polyglot_zip(folder: Path) -> Path:
    return _image_and_archive(folder / "a.zip")


def polyglot_arrays(folder: Path) -> Path:
    return _image_and_archive(folder / "a.npz")


def polyglot_table(folder: Path) -> Path:
    return _image_and_archive(folder / "a.csv")


def pickled_objects(folder: Path) -> Path:
    values = np.empty(10, dtype=object)
    values[:] = [Program()] * 10
    np.savez(folder / "a.npz", x=values, y=np.arange(10) % 2)
    return folder / "a.npz"


def pickled_labels_in_a_folder(folder: Path) -> Path:
    values = np.empty(10, dtype=object)
    values[:] = [Program()] * 10
    np.save(folder / "x.npy", np.zeros((10, 2)))
    np.save(folder / "y.npy", values)
    return folder


def pickle_alone(folder: Path) -> Path:
    (folder / "a.pickle").write_bytes(pickle.dumps(Program()))
    return folder / "a.pickle"


def _array_of(shape: tuple[int, ...]) -> bytes:
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "<f4", "fortran_order": False, "shape": shape})
    return head.getvalue() + bytes(400)


def arrays_that_lie(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.npz", "w") as archive:
        archive.writestr("x.npy", _array_of((ROWS, 10)))
        archive.writestr("y.npy", _array_of((ROWS,)))
    return folder / "a.npz"


def array_files_that_lie(folder: Path) -> Path:
    (folder / "x.npy").write_bytes(_array_of((ROWS, 10)))
    (folder / "y.npy").write_bytes(_array_of((ROWS,)))
    return folder


def idx_that_lies(folder: Path) -> Path:
    for split in ("train", "t10k"):
        (folder / f"{split}-images-idx3-ubyte").write_bytes(struct.pack(">IIII", 0x803, ROWS, 28, 28))
        (folder / f"{split}-labels-idx1-ubyte").write_bytes(struct.pack(">II", 0x801, ROWS))
    return folder


def parquet_of_many_rows(folder: Path) -> Path:
    """A few kilobytes that are 60 million rows, all of them the same text, as an encoding by runs allows."""
    words = pa.array(["word"] * 1_000_000).dictionary_encode()
    table = pa.table({"a": words, "y": words})
    with pq.ParquetWriter(folder / "a.parquet", table.schema) as writer:
        for _ in range(60):
            writer.write_table(table)
    return folder / "a.parquet"


def records_that_lie(folder: Path) -> Path:
    (folder / "a.tfrecord").write_bytes(struct.pack("<Q", ROWS) + bytes(100))
    return folder / "a.tfrecord"


def table_bomb(folder: Path) -> Path:
    with gzip.open(folder / "a.csv.gz", "wb", compresslevel=1) as file:
        file.write(b"a,y\n")
        for _ in range(200):
            file.write(b"12345,0\n" * 2**18)
    return folder / "a.csv.gz"


PLANTED: dict[Plant, str] = {
    zip_bomb: "'a.zip' unpacks to more than 200 times its size, as a bomb does",
    tar_bomb: "'a.tar.gz' unpacks to more than 200 times its size, as a bomb does",
    zip_of_a_million: "'a.zip' holds more than the 250000 entries allowed",
    tar_of_very_many: "'a.tar.gz' holds more than the 250000 entries allowed",
    zip_with_a_path_out: "'a.zip' holds an entry that leads out of its folder: 'a/../../../escaped.csv'",
    tar_with_a_path_out: "'a.tar' holds an entry that leads out of its folder: '/",
    zip_with_a_link: "'a.zip' holds a symbolic link, which is not unpacked: 'a.csv'",
    tar_that_writes_through_a_link: "'a.tar' holds a link, which is not unpacked: 'a'",
    link_out_of_the_root: "outside the folders that jobs may read (DEADWEIGHT_DATA_ROOTS: ",
    images_that_lead_out: "none of 2 images could be read; the first: a symbolic link that leads out of the dataset",
    manifest_that_leads_out: "leads out of",
    image_bomb: "none of 2 images could be read; the first: more than the 50000000 pixels allowed "
    "(DEADWEIGHT_MAX_IMAGE_PIXELS)",
    polyglot_zip: "'a.zip' is no zip file: it begins as something else",
    polyglot_arrays: "'a.npz' is no zip file: it begins as something else",
    polyglot_table: "'a.csv' is no UTF-8 text",
    pickled_objects: "x holds pickled Python objects, which are never loaded; save it as numbers",
    pickled_labels_in_a_folder: "y holds pickled Python objects, which are never loaded; save it as numbers",
    pickle_alone: "'a.pickle': a pickle is a program, and is never run here",
    arrays_that_lie: "x says that it has shape (1000000000, 10), which takes 40000000000 bytes; there are 400",
    array_files_that_lie: "x says that it has shape (1000000000, 10), which takes 40000000000 bytes; there are 400",
    idx_that_lies: "'train-images-idx3-ubyte' says that it holds 784000000000 bytes, ",
    parquet_of_many_rows: "60000000 rows of 2 numbers take 960000000 bytes in memory, ",
    records_that_lie: "'a.tfrecord'",
    table_bomb: "'a.csv.gz' holds more than 536870912 bytes of text, four times what data may take: ",
}
