import io
import pickle
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from diagnostics.data import arrays
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.data.row_file import RowFile
from tests.diagnostics.data.files import npz

ANY = Limits()
X, Y = np.arange(12.0).reshape(6, 2), np.array([0, 1, 0, 1, 0, 1])


def load(path, limit=None, limits=ANY):
    return arrays.load(path, limit, limits)


def test_x_and_y(tmp_path):
    raw = load(npz(tmp_path / "a.npz", x=X, y=Y))
    assert (raw.inputs == X).all()
    assert (raw.targets == Y).all()
    assert (raw.format, raw.classes, raw.available, raw.held_out) == ("arrays", None, 6, None)


@pytest.mark.parametrize("held_out", ["val", "validation", "test", "VAL"])
def test_a_pair_for_training_and_one_beside_it_in_any_case(tmp_path, held_out):
    other = {f"X_{held_out}": X[:2] + 1, f"y_{held_out}": Y[:2]}
    raw = load(npz(tmp_path / "a.npz", X_train=X, Y_Train=Y, **other))
    assert (raw.inputs == X).all()
    assert raw.held_out is not None
    assert (raw.held_out[0] == X[:2] + 1).all()


def test_x_train_comes_before_x(tmp_path):
    assert (load(npz(tmp_path / "a.npz", x=X + 9, y=Y, x_train=X, y_train=Y)).inputs == X).all()


def test_a_folder_of_npy_files(tmp_path):
    np.save(tmp_path / "X.npy", X)
    np.save(tmp_path / "y.npy", Y)
    assert arrays.looks_like(tmp_path)
    assert (load(tmp_path).inputs == X).all()


def test_compressed_archives_and_column_order(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", x=np.asfortranarray(X), y=Y)
    assert (load(tmp_path / "a.npz").inputs == X).all()


def test_a_limit_takes_samples_evenly(tmp_path):
    raw = load(npz(tmp_path / "a.npz", x=X, y=Y), limit=3)
    assert (raw.inputs == X[[0, 2, 5]]).all()
    assert (raw.targets == Y[[0, 2, 5]]).all()
    assert raw.available == 6


def test_pickled_objects_are_refused(tmp_path):
    np.savez(tmp_path / "a.npz", x=np.array([{}, {}, {}], dtype=object), y=Y[:3])
    np.save(tmp_path / "x.npy", np.array([{}, {}, {}], dtype=object))
    np.save(tmp_path / "y.npy", Y[:3])
    for path in (tmp_path / "a.npz", tmp_path):
        with pytest.raises(
            DataError,
            match=r"x holds pickled Python objects, which are never loaded; save it as numbers.*pad_sequences",
        ):
            load(path)


def test_members_with_other_names_are_not_opened(tmp_path):
    np.savez(tmp_path / "a.npz", x=X, y=Y, notes=np.array([{}], dtype=object))
    assert (load(tmp_path / "a.npz").inputs == X).all()


def test_lengths_that_differ(tmp_path):
    with pytest.raises(DataError, match=r"x has shape \(6, 2\) and y \(5,\): the first lengths differ"):
        load(npz(tmp_path / "a.npz", x=X, y=Y[:5]))


def test_single_numbers_have_no_samples(tmp_path):
    with pytest.raises(DataError, match=r"x has shape \(\)"):
        load(npz(tmp_path / "a.npz", x=1.0, y=2.0))


@pytest.mark.parametrize(("x", "y", "name"), [(X[:0], Y[:0], "x"), (X[:, :0], Y, "x"), (X, np.empty((6, 0)), "y")])
def test_empty_arrays(tmp_path, x, y, name):
    with pytest.raises(DataError, match=f"{name} is empty"):
        load(npz(tmp_path / "a.npz", x=x, y=y))


@pytest.mark.parametrize("labels", [np.array(list("ababab")), np.array([1j] * 6), np.array(["2020"] * 6, "M8[Y]")])
def test_arrays_that_hold_no_numbers(tmp_path, labels):
    with pytest.raises(DataError, match=r"y holds .*, not numbers"):
        load(npz(tmp_path / "a.npz", x=X, y=labels))


def test_missing_names_are_listed(tmp_path):
    with pytest.raises(DataError, match=r"needs arrays x and y, or x_train and y_train; it holds Labels, images"):
        load(npz(tmp_path / "a.npz", images=X, Labels=Y))
    with pytest.raises(DataError, match="it holds nothing"):
        load(npz(tmp_path / "b.npz"))


def test_x_without_y(tmp_path):
    with pytest.raises(DataError, match="it holds x, y_train"):
        load(npz(tmp_path / "a.npz", x=X, y_train=Y))


def test_a_truncated_archive(tmp_path):
    whole = npz(tmp_path / "a.npz", x=X, y=Y).read_bytes()
    (tmp_path / "a.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="cannot be read as NumPy arrays: File is not a zip file"):
        load(tmp_path / "a.npz")


def test_no_archive_at_all(tmp_path):
    np.save(tmp_path / "a.npy", X)
    (tmp_path / "a.npy").rename(tmp_path / "a.npz")
    with pytest.raises(DataError, match="is no zip file: it begins as something else"):
        load(tmp_path / "a.npz")


def test_a_member_that_is_no_array(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("x", "some text")
        archive.writestr("y", "some text")
    with pytest.raises(DataError, match="the magic string is not correct"):
        load(tmp_path / "a.npz")


def header_that_lies(shape):
    """The header of an array of this shape, and the data of one number."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return file.getvalue() + bytes(8)


@pytest.mark.parametrize("shape", [(10**9,), (10**9, 10**9), (10**13,), (2**62, 4), (1000,)])
def test_headers_that_promise_more_than_there_is(tmp_path, shape):
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("x.npy", header_that_lies(shape))
        archive.writestr("y.npy", header_that_lies(shape))
    (tmp_path / "x.npy").write_bytes(header_that_lies(shape))
    (tmp_path / "y.npy").write_bytes(header_that_lies(shape))
    for path in (tmp_path / "a.npz", tmp_path):
        with pytest.raises(DataError, match=r"x says that it has shape .*, which takes \d+ bytes; there are 8"):
            load(path)


def test_a_zip_bomb_is_refused_unread(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", x=np.zeros((1000, 1000)), y=np.zeros(1000))
    assert (tmp_path / "a.npz").stat().st_size < 20_000
    with pytest.raises(DataError, match="the arrays take 8008256 bytes, 1000000 are allowed"):
        load(tmp_path / "a.npz", limits=Limits(dataset_bytes=1_000_000))


def test_an_archive_cannot_give_more_than_it_lists(tmp_path):
    """The listed size of x is lowered to 200 bytes, its data left as they are."""
    npz(tmp_path / "a.npz", x=np.zeros(10_000), y=np.zeros(10_000))
    raw = bytearray((tmp_path / "a.npz").read_bytes())
    with zipfile.ZipFile(tmp_path / "a.npz") as archive:
        size = archive.getinfo("x.npy").file_size.to_bytes(4, "little")
    raw = raw.replace(size, (200).to_bytes(4, "little"))
    (tmp_path / "a.npz").write_bytes(raw)
    with pytest.raises(DataError, match=r"x says that it has shape .*, which takes 80000 bytes; there are 72"):
        load(tmp_path / "a.npz", limits=Limits(dataset_bytes=1000))


def test_folders_are_bounded_too(tmp_path):
    np.save(tmp_path / "x.npy", X)
    np.save(tmp_path / "y.npy", Y)
    with pytest.raises(DataError, match="the arrays take 400 bytes, 399 are allowed"):
        load(tmp_path, limits=Limits(dataset_bytes=399))
    with pytest.raises(DataError, match="the arrays take 176 bytes, 95 are allowed"):
        load(tmp_path, limits=Limits(dataset_bytes=95))  # x stays in its file
    np.save(tmp_path / "x.npy", np.asfortranarray(X))
    with pytest.raises(DataError, match="the arrays take 400 bytes, 95 are allowed"):
        load(tmp_path, limits=Limits(dataset_bytes=95))


@pytest.mark.parametrize("shape", [(6, 3), (6, 5, 2), (6, 4, 4, 3), (6, 2, 4, 4, 1)])
@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float16, bool])
def test_any_rank_and_type_of_number(tmp_path, shape, dtype):
    values = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    raw = load(npz(tmp_path / "a.npz", x=values, y=Y))
    assert (raw.inputs.dtype, raw.inputs.shape) == (dtype, shape)
    assert (raw.inputs == values).all()


def test_a_list_of_too_many_members_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    with pytest.raises(DataError, match="more than the 10000 entries allowed"):
        load(tmp_path / "a.npz")


def test_one_array_alone_is_not_enough(tmp_path):
    np.save(tmp_path / "x.npy", X)
    assert arrays.looks_like(tmp_path / "x.npy")
    with pytest.raises(DataError, match=r"'x\.npy' is one array; give the folder with x\.npy and y\.npy"):
        load(tmp_path / "x.npy")


def converted(message, folder):
    """What the line in a message makes of the pickles, which this test wrote itself."""
    line = message[message.index('python -c "') + len('python -c "') : -1]
    subprocess.run([sys.executable, "-c", line], cwd=folder, check=True)
    return load(folder / "data.npz")


def refused(path):
    with pytest.raises(DataError, match="a pickle is a program, and is never run here") as caught:
        load(path)
    return str(caught.value)


def test_a_pair_of_pickles_is_never_read_and_can_be_converted(tmp_path):
    (tmp_path / "X.pickle").write_bytes(pickle.dumps(X.tolist()))
    (tmp_path / "y.pickle").write_bytes(pickle.dumps(Y.tolist()))
    assert arrays.looks_like(tmp_path)
    raw = converted(refused(tmp_path), tmp_path)
    assert (raw.inputs == X).all()
    assert (raw.targets == Y).all()


def test_one_pickle_is_never_read_and_can_be_converted(tmp_path):
    (tmp_path / "data.pkl").write_bytes(pickle.dumps((X, Y)))
    assert arrays.looks_like(tmp_path / "data.pkl")
    raw = converted(refused(tmp_path / "data.pkl"), tmp_path)
    assert (raw.targets == Y).all()


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    np.save(tmp_path / "secret.npy", X)
    data = tmp_path / "data"
    data.mkdir()
    (data / "x.npy").symlink_to(tmp_path / "secret.npy")
    np.save(data / "y.npy", Y)
    with pytest.raises(DataError, match="a symbolic link that leads out of the dataset"):
        load(data)


def test_broken_archives_raise_one_kind_of_error(tmp_path):
    generator = np.random.default_rng(0)
    np.savez_compressed(tmp_path / "a.npz", x=X, y=Y)
    whole = np.frombuffer((tmp_path / "a.npz").read_bytes(), np.uint8)
    refused = 0
    for _ in range(500):
        damaged = whole.copy()
        damaged[generator.integers(0, len(damaged), 5)] = generator.integers(0, 256, 5)
        (tmp_path / "b.npz").write_bytes(damaged.tobytes())
        try:
            load(tmp_path / "b.npz")
        except DataError:
            refused += 1
    assert refused > 250


def test_the_line_to_convert_with_holds_no_name_that_a_shell_would_run(tmp_path):
    (tmp_path / '";touch out;".pkl').write_bytes(b"")
    said = refused(tmp_path)
    assert "open('NAME.pickle', 'rb')" in said
    assert "touch" not in said[said.index("python -c") :]


def large(folder):
    np.save(folder / "x.npy", X)
    np.save(folder / "y.npy", Y)
    np.savez(folder / "stored.npz", x_train=X, y_train=Y, X_val=X[:3], y_val=Y[:3])
    return Limits(memory_bytes=10)


def test_large_inputs_are_read_when_they_are_asked_for(tmp_path):
    limits = large(tmp_path)
    archive, beside = load(tmp_path / "stored.npz", limits=limits), load(tmp_path, limits=limits)
    for raw in (archive, beside):
        assert isinstance(raw.inputs, RowFile)
        assert isinstance(raw.targets, np.ndarray)
        assert (raw.inputs[np.array([2, 0])] == X[[2, 0]]).all()
        assert (raw.targets == Y).all()
    assert archive.held_out is not None
    assert (archive.held_out[0][np.arange(3)] == X[:3]).all()


def test_a_limit_takes_the_same_samples_of_large_inputs(tmp_path):
    raw = load(tmp_path, limit=3, limits=large(tmp_path))
    assert (raw.inputs[np.arange(3)] == X[[0, 2, 5]]).all()


def test_large_inputs_by_columns_are_read_as_a_whole(tmp_path):
    np.save(tmp_path / "x.npy", np.asfortranarray(X))
    np.save(tmp_path / "y.npy", Y)
    assert (load(tmp_path, limits=Limits(memory_bytes=10)).inputs == X).all()
