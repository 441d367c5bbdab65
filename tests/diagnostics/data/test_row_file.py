import gc
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from diagnostics.data.errors import DataError
from diagnostics.data.row_file import RowFile

VALUES = np.random.default_rng(0).normal(size=(50, 3, 4)).astype(np.float32)


def stored(folder, values=VALUES, offset=7):
    file = folder / "rows"
    file.write_bytes(b"x" * offset + values.tobytes())
    return RowFile(os.open(file, os.O_RDONLY), offset, values.shape, values.dtype)


def opened():
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


@given(indices=some.lists(some.integers(0, 49), max_size=60))
def test_rows_are_those_of_the_array(tmp_path_factory, indices):
    rows = np.array(indices, np.int64)
    found = stored(tmp_path_factory.mktemp("data"))
    assert (found[rows] == VALUES[rows]).all()
    assert (found.part(rows, 5, 9) == VALUES.reshape(50, -1)[rows, 5:9]).all()


@pytest.mark.parametrize("dtype", [np.uint8, ">i2", np.float64, bool])
@pytest.mark.parametrize("shape", [(6,), (6, 1), (6, 2, 3, 1)])
def test_any_type_and_form(tmp_path, dtype, shape):
    values = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    found = stored(tmp_path, values)
    assert (len(found), found.shape, found.dtype) == (6, shape, values.dtype)
    assert (found[np.array([4, 5, 0])] == values[[4, 5, 0]]).all()


def test_a_part_beyond_the_end_of_a_sample_ends_there(tmp_path):
    assert (stored(tmp_path).part(np.array([1]), 10, 300) == VALUES.reshape(50, -1)[1:2, 10:]).all()


def test_a_file_that_has_become_shorter_is_an_error(tmp_path):
    found = stored(tmp_path)
    os.truncate(tmp_path / "rows", 500)
    assert (found[np.arange(5)] == VALUES[:5]).all()
    with pytest.raises(DataError, match="become shorter"):
        found[np.arange(50)]


def test_the_file_is_closed_with_its_last_reader(tmp_path):
    found = stored(tmp_path)
    gc.collect()  # of readers that other tests let go of
    before = opened()
    del found
    gc.collect()
    assert opened() == before - 1
