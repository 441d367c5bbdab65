"""The config inside a saved model; a `.keras` file is a zip archive. Weights stay where they are."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.hdf5 import SUFFIXES
from diagnostics.formats.hdf5_model import read_hdf5
from diagnostics.formats.keras_config import read_config_text
from diagnostics.formats.saved_model import SavedModel, check_built

MAX_CONFIG_BYTES = 16 * 2**20  # the largest of Keras's own applications takes 1 MiB
MAX_WEIGHTS_BYTES = 4 * 2**30
MAX_RATIO = 200
_CONFIG, _WEIGHTS = "config.json", "model.weights.h5"
_MEMBERS = {"metadata.json": 2**20, _CONFIG: MAX_CONFIG_BYTES, _WEIGHTS: MAX_WEIGHTS_BYTES}
_MAX_DIRECTORY_BYTES = 4096
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _COMMENT_BYTES = 22, 65_535
_RAISED_BY_ZIP = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, struct.error)


def read_archive(path: Path) -> SavedModel:
    """The network in a file that `model.save` wrote, `.keras` or `.h5`. Raises SavedModelError."""
    if path.suffix.lower() in SUFFIXES:
        model = read_hdf5(path)
    elif path.suffix.lower() == ".keras":
        model = _read_zip(path)
    else:
        raise SavedModelError(
            "only .keras, .h5 and .hdf5 files are read; save with model.save('name.keras') of Keras 3"
        )
    check_built(model)
    return model


def _read_zip(path: Path) -> SavedModel:
    try:
        text = _config_text(path)
    except SavedModelError:
        raise
    except _RAISED_BY_ZIP as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise SavedModelError(f"it cannot be read as a .keras archive: {reason}") from error
    return read_config_text(text, _CONFIG)


def _config_text(path: Path) -> bytes:
    with path.open("rb") as file:
        _check_directory(file)  # first, since zipfile reads all of a directory, however long
        with zipfile.ZipFile(file) as archive:
            _check_members(archive.infolist())
            with archive.open(_CONFIG) as member:
                text = member.read(MAX_CONFIG_BYTES + 1)  # what the archive lists need not be true
    if len(text) > MAX_CONFIG_BYTES:
        raise SavedModelError(f"its {_CONFIG} holds more than {MAX_CONFIG_BYTES:,} bytes")
    return text


def _check_directory(file: IO[bytes]) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0:
        raise SavedModelError("it is no zip archive, which a .keras file is")
    entries, directory_bytes = struct.unpack("<HI", tail[end + 10 : end + 16])
    if _END_64 in tail[:end][-20:] or entries > len(_MEMBERS) or directory_bytes > _MAX_DIRECTORY_BYTES:
        raise SavedModelError(f"it holds more than {', '.join(_MEMBERS)}; models with other files are not read")


def _check_members(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    for entry in entries:
        name = entry.filename
        if name not in _MEMBERS or names.count(name) > 1:
            raise SavedModelError(f"it holds {name!r}; {', '.join(_MEMBERS)} are read, each once")
        if entry.file_size > _MEMBERS[name]:
            raise SavedModelError(f"its {name} takes {entry.file_size:,} bytes, {_MEMBERS[name]:,} are allowed")
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1024):
            raise SavedModelError(f"its {name} is compressed more than {MAX_RATIO} times")
    missing = [name for name in (_CONFIG, _WEIGHTS) if name not in names]
    if missing:
        raise SavedModelError(f"it holds no {missing[0]}")
