import numpy as np

from diagnostics.data.inputs import Chosen, chosen, common_type, in_bounds, part, sample_bytes, size
from tests.diagnostics.data.test_row_file import stored

VALUES = np.random.default_rng(0).normal(size=(50, 3, 4)).astype(np.float32)


class Opaque:
    """Inputs that can do no more than they have to."""

    shape, dtype = VALUES.shape, VALUES.dtype

    def __len__(self):
        return len(VALUES)

    def __getitem__(self, indices):
        return VALUES[indices]


def test_those_in_memory_are_copied_and_others_are_read_when_asked_for(tmp_path):
    rows = np.array([7, 3, 3])
    assert isinstance(chosen(VALUES, rows), np.ndarray)
    lazy = chosen(stored(tmp_path), rows)
    assert isinstance(lazy, Chosen)
    assert (len(lazy), lazy.shape, lazy.dtype) == (3, (3, 3, 4), VALUES.dtype)
    assert (lazy[np.array([1, 0])] == VALUES[[3, 7]]).all()


def test_parts_are_the_same_however_the_inputs_are_read(tmp_path):
    rows = np.array([7, 3, 3])
    wanted = VALUES.reshape(50, -1)[rows, 2:6]
    for inputs in (VALUES, stored(tmp_path), Opaque(), chosen(stored(tmp_path), np.arange(50))):
        assert (part(inputs, rows, 2, 6) == wanted).all()


def test_rows_in_bounds_are_all_rows_in_order():
    assert [each.tolist() for each in in_bounds(VALUES, np.arange(5), 2)] == [[0, 1], [2, 3], [4]]
    large = np.broadcast_to(np.float32(0), (4, 2**21))
    assert [len(each) for each in in_bounds(large, np.arange(4), 100)] == [2, 2]
    assert list(in_bounds(VALUES, np.arange(0), 2)) == []


def test_sizes():
    assert (size(VALUES), sample_bytes(VALUES)) == (12, 48)
    assert (size(VALUES[:, 0, 0]), sample_bytes(VALUES[:, 0, 0])) == (1, 4)


def test_what_is_of_two_types_is_compared_as_float32():
    assert common_type(VALUES, VALUES) == np.float32
    assert common_type(VALUES.astype(np.uint8)) == np.uint8
    assert common_type(VALUES.astype(np.uint8), VALUES.astype(np.float64)) == np.float32
