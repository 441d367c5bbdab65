import pickle

import h5py
import numpy as np
import pytest

from diagnostics.formats import hdf5
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.hdf5 import opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "m.h5"


def made(path, fill):
    with h5py.File(path, "w") as file:
        fill(file)
    return path


def refused(path):
    with pytest.raises(SavedModelError) as caught, opened(path):
        pass
    return str(caught.value)


def test_groups_and_plain_numbers_are_read(path):
    def fill(file):
        file.create_dataset("a/b/kernel:0", data=np.ones((3, 4), "float32"), compression="gzip", shuffle=True)
        file.create_dataset("a/count", data=np.int64(3))

    with opened(made(path, fill)) as file:
        assert file["a/b/kernel:0"].shape == (3, 4)


def test_links_are_not_followed(path, tmp_path):
    other = made(tmp_path / "other.h5", lambda file: file.create_dataset("x", data=np.ones(3)))
    for link in (h5py.ExternalLink(str(other), "/x"), h5py.ExternalLink("/etc/passwd", "/x"), h5py.SoftLink("/a")):

        def fill(file, link=link):
            file.create_group("a")["inside"] = link

        assert "is a link" in refused(made(path, fill))


def test_pickles_texts_and_references_are_not_loaded(path):
    kinds = (
        lambda file: file.create_dataset("x", data=np.void(pickle.dumps({"a": 1}))),
        lambda file: file.create_dataset("x", data=["text"], dtype=h5py.string_dtype()),
        lambda file: file.create_dataset("x", (1,), dtype=h5py.ref_dtype),
        lambda file: file.create_dataset("x", (1,), dtype=h5py.vlen_dtype(np.int32)),
        lambda file: file.create_dataset("x", data=np.zeros(2, [("a", "f4")])),
        lambda file: file.create_dataset("x", data=h5py.Empty("f4")),
    )
    for fill in kinds:
        assert "objects are not loaded" in refused(made(path, fill))


def test_numbers_in_other_files_are_not_read(path, tmp_path):
    other = made(tmp_path / "other.h5", lambda file: file.create_dataset("x", data=np.ones(3)))
    outside = lambda file: file.create_dataset("x", (4,), "f4", external=[("/etc/hostname", 0, 16)])  # noqa: E731
    assert "in another file" in refused(made(path, outside))
    layout = h5py.VirtualLayout((3,), "f8")
    layout[:] = h5py.VirtualSource(str(other), "x", (3,))
    assert "in another file" in refused(made(path, lambda file: file.create_virtual_dataset("x", layout)))


def test_named_types_are_refused(path):
    assert "neither a group nor an array" in refused(made(path, lambda file: file.__setitem__("t", np.dtype("f4"))))


def test_groups_within_themselves_end(path):
    def fill(file):
        group = file.create_group("a")
        group["again"] = group
        group["more"] = group

    assert "nested deeper" in refused(made(path, fill))


def test_many_objects_are_refused(path, monkeypatch):
    monkeypatch.setattr(hdf5, "_MOST_OBJECTS", 5)
    assert "more than 5 groups" in refused(made(path, lambda file: [file.create_group(str(i)) for i in range(6)]))


def test_what_is_larger_than_its_file_is_refused(path, monkeypatch):
    zeros = lambda file: file.create_dataset("x", (2**16, 2**14), "f4", chunks=True, compression="gzip")  # noqa: E731
    assert "takes more" in refused(made(path, zeros)) or "compressed" in refused(path)
    monkeypatch.setattr(hdf5, "MAX_BYTES", 10)
    assert "more than 10 bytes" in refused(made(path, lambda file: file.create_dataset("x", data=np.ones(3))))


def test_filters_that_would_be_loaded_are_refused(path):
    lzf = lambda file: file.create_dataset("x", data=np.ones(100), compression="lzf")  # noqa: E731
    assert "a filter that is not read" in refused(made(path, lzf))


@pytest.mark.parametrize("content", [b"", b"text", b"\x89HDF\r\n\x1a\n" + b"\0" * 100])
def test_what_is_no_hdf5_is_told(path, content):
    path.write_bytes(content)
    assert "cannot be read as HDF5" in refused(path)
    assert "cannot be read as HDF5" in refused(path.parent / "gone.h5")
