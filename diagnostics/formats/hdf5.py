"""HDF5 files, looked through before anything of them is used: no links, no objects, no more than is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from diagnostics.formats.errors import SavedModelError

SUFFIXES = frozenset({".h5", ".hdf5"})
MAX_BYTES = 4 * 2**30
MAX_RATIO = 200
_MOST_OBJECTS = 200_000
_MOST_DEPTH = 64
_NUMBERS = "biuf"  # kinds of dtype
_DEFLATE_SHUFFLE_CHECKSUM = frozenset({1, 2, 3})  # filters that HDF5 has built in; others are loaded from elsewhere
_SMALL_BYTES = 2**20
_RAISED_BY_HDF5 = (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError, RecursionError)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The file, of which every part has been looked at. Raises SavedModelError."""
    import h5py  # takes a tenth of a second, and only these files need it

    with reading():
        file = h5py.File(path, "r", locking=False)
    with file:
        with reading():
            _Look().into(file, 0)
        yield file


@contextmanager
def reading() -> Iterator[None]:
    """While this is entered, what HDF5 stumbles over is a SavedModelError."""
    try:
        yield
    except SavedModelError:
        raise
    except _RAISED_BY_HDF5 as error:
        raise SavedModelError(f"it cannot be read as HDF5: {str(error) or type(error).__name__}") from error


class _Look:
    """Counts what it has seen of a file."""

    def __init__(self) -> None:
        self._objects = 0
        self._bytes = 0

    def into(self, group: Any, depth: int) -> None:
        """Looks at everything below a group. Raises SavedModelError."""
        import h5py

        if depth > _MOST_DEPTH:
            raise SavedModelError(f"its groups are nested deeper than {_MOST_DEPTH} levels")
        for name in group:
            self._objects += 1
            if self._objects > _MOST_OBJECTS:
                raise SavedModelError(f"it holds more than {_MOST_OBJECTS:,} groups and arrays")
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise SavedModelError(f"{group.name}/{name} is a link, to another place or another file: not followed")
            entry = group[name]
            if isinstance(entry, h5py.Dataset):
                self._array(entry)
            elif isinstance(entry, h5py.Group):
                self.into(entry, depth + 1)
            else:
                raise SavedModelError(f"{entry.name} is neither a group nor an array")

    def _array(self, array: Any) -> None:
        if array.dtype.kind not in _NUMBERS or array.shape is None:
            raise SavedModelError(f"{array.name} holds {array.dtype} and no plain numbers: objects are not loaded")
        if array.external or array.is_virtual:
            raise SavedModelError(f"{array.name} keeps its numbers in another file: not followed")
        self._check_filters(array)
        self._bytes += array.nbytes
        if self._bytes > MAX_BYTES:
            raise SavedModelError(f"its arrays take more than {MAX_BYTES:,} bytes")
        stored = max(array.id.get_storage_size(), _SMALL_BYTES)
        if array.nbytes > MAX_RATIO * stored:
            raise SavedModelError(f"{array.name} is compressed more than {MAX_RATIO} times")

    @staticmethod
    def _check_filters(array: Any) -> None:
        made = array.id.get_create_plist()
        used = {made.get_filter(position)[0] for position in range(made.get_nfilters())}
        if not used <= _DEFLATE_SHUFFLE_CHECKSUM:
            raise SavedModelError(f"{array.name} is packed with a filter that is not read; save it with gzip or plain")
