"""TensorFlow's record files: lengths, bytes and their checksums."""

from __future__ import annotations

import gzip
import os
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits

_NAMED = re.compile(r"\.tfrecords?([.-]|$)", re.IGNORECASE)
_HELD_OUT = re.compile(r"(^|[-_.])(test|valid|validation|val)[-_.]", re.IGNORECASE)
_AT_ONCE = 2**20
_POLYNOMIAL = 0x82F63B78  # CRC-32C (Castagnoli), as RFC 3720 has it
_MASK = 0xA282EAD8


def files_at(path: Path) -> list[Path]:
    """The record files at a path, in the order of their names. Raises DataError for links that lead out of it."""
    if not path.is_dir():
        return [path] if _NAMED.search(path.name) else []
    files = sorted(file for file in path.iterdir() if _NAMED.search(file.name) and file.is_file())
    for file in files:
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(path)):
            raise DataError(f"{file.name!r} is a symbolic link that leads out of the dataset")
    return files


def parted(files: list[Path]) -> tuple[list[Path], list[Path]]:
    """Those to train on, and those that their names (test, val, validation) hold out; all of one kind are the first."""
    outside = [file for file in files if _HELD_OUT.search(file.name)]
    inside = [file for file in files if file not in outside]
    return (inside, outside) if inside else (outside, [])


def count(file: Path, limits: Limits) -> int:
    """How many records a file has, by the lengths in it. Raises DataError for a length that leads out of the file."""
    packed = is_packed(file)
    try:
        with file.open("rb") as stored:
            opened: Any = gzip.GzipFile(fileobj=stored) if packed else stored
            size = None if packed else file.stat().st_size
            return sum(map(bool, _lengths(opened, size, file.name, limits)))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DataError(f"{file.name!r} cannot be unpacked: {error}") from error


def is_packed(file: Path) -> bool:
    """Whether a file is gzipped, by its first bytes."""
    with file.open("rb") as stored:
        return stored.read(2) == b"\x1f\x8b"


def _lengths(file: IO[bytes], size: int | None, name: str, limits: Limits) -> Iterator[int]:
    """The number of each record, its content passed over; a packed file is bounded as it is unpacked."""
    place = number = 0
    while head := file.read(12):
        number += 1
        if len(head) < 12:
            raise DataError(f"{name!r} ends within the head of record {number}")
        length, stated = struct.unpack("<QL", head)
        if stated != _masked(_checksum(head[:8])):
            raise DataError(f"{name!r}: the checksum of the length of record {number} is wrong; this is no record file")
        place += 16 + length
        if length > limits.dataset_bytes or (size is not None and place > size):
            raise DataError(f"{name!r}: record {number} says that it has {length} bytes, more than there are or may be")
        if place > 4 * limits.dataset_bytes and size is None:
            most = f"{4 * limits.dataset_bytes} bytes, four times what data may take"
            raise DataError(f"{name!r} unpacks to more than {most}: {limits.allowed}")
        _pass_over(file, length + 4, size is not None, f"{name!r} ends within record {number}")
        yield number


def _pass_over(file: IO[bytes], length: int, is_plain: bool, complaint: str) -> None:
    if is_plain:
        file.seek(length, 1)
        return
    while length:
        block = file.read(min(length, _AT_ONCE))
        if not block:
            raise DataError(complaint)
        length -= len(block)


def _checksum(content: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (_POLYNOMIAL if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def _masked(checksum: int) -> int:
    """As the format stores it, rotated and moved."""
    return (((checksum >> 15) | (checksum << 17)) + _MASK) & 0xFFFFFFFF
