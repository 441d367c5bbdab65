import keras
import numpy as np
import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.labels import automatic_encoding, class_count, class_indices, encode, seem_numbered, task_of
from diagnostics.spec.training import KerasObject

SPARSE = KerasObject(class_name="SparseCategoricalCrossentropy")
CATEGORICAL = KerasObject(class_name="CategoricalCrossentropy")
BINARY = KerasObject(class_name="BinaryCrossentropy")
SQUARES = KerasObject(class_name="MeanSquaredError")
ROWS = np.array([[0, 1, 0], [0, 0, 1], [0, 1, 0]])


def indices(targets, loss=SPARSE, named=False):
    found = class_indices(np.asarray(targets), loss, named)
    return None if found is None else found.tolist()


@pytest.mark.parametrize("loss", [SPARSE, CATEGORICAL, BINARY])
def test_whole_numbers_are_classes_for_a_loss_of_classes(loss):
    assert indices([0, 2, 1], loss) == [0, 2, 1]
    assert indices([0.0, 2.0, 1.0], loss) == [0, 2, 1]
    assert indices([[0], [2], [1]], loss) == [0, 2, 1]
    assert indices([True, False], loss) == [1, 0]


def test_whole_numbers_are_quantities_for_other_losses():
    assert indices([0, 2, 1], SQUARES) is None


def test_named_labels_are_classes_for_any_loss():
    assert indices([0, 2, 1], SQUARES, named=True) == [0, 2, 1]


@pytest.mark.parametrize("targets", [[0.5, 1.0], [-1, 1], [0, 100_000], [0.0, np.nan], [0.0, np.inf]])
def test_what_no_class_index_can_be(targets):
    assert indices(targets) is None


@pytest.mark.parametrize("loss", [CATEGORICAL, SQUARES])
def test_one_hot_rows_are_classes(loss):
    assert indices(ROWS, loss) == [1, 2, 1]
    assert indices(ROWS.astype(float), loss) == [1, 2, 1]


@pytest.mark.parametrize("rows", [[[1, 1], [0, 1]], [[0, 0], [0, 1]], [[0.5, 0.5], [0, 1]]])
def test_rows_that_are_not_one_hot_are_quantities(rows):
    assert indices(rows, CATEGORICAL) is None


def test_what_is_learned():
    assert task_of(None, SPARSE) == "regression"
    assert task_of(np.array([0, 1]), BINARY) == "binary"
    assert task_of(np.array([0, 1]), SPARSE) == "multiclass"
    assert task_of(np.array([0, 2]), BINARY) == "multiclass"


def test_one_hot_is_keras_s_to_categorical():
    classes = np.array([2, 0, 1, 2])
    encoded = encode(classes, classes, 4, "one_hot")
    assert (encoded == keras.utils.to_categorical(classes, 4)).all()
    assert encoded.dtype == np.float32


def test_one_hot_rows_become_indices():
    assert encode(ROWS, class_indices(ROWS, CATEGORICAL, False), 3, "index").tolist() == [1, 2, 1]


def test_float_feeds_what_is_stored():
    encoded = encode(np.array([[1], [2]]), None, 0, "float")
    assert encoded.tolist() == [[1.0], [2.0]]
    assert encoded.dtype == np.float32


@pytest.mark.parametrize("encoding", ["index", "one_hot"])
def test_quantities_have_no_class_encoding(encoding):
    with pytest.raises(DataError, match=f"labels.encoding '{encoding}' needs one class a sample") as caught:
        encode(np.array([0.5]), None, 0, encoding)
    assert caught.value.pointer == "/dataset/labels"


def test_one_hot_labels_too_large_for_memory_are_refused():
    classes = np.zeros(2**15, np.int64)
    with pytest.raises(DataError, match="32768 one-hot labels of 90000 classes do not fit in memory"):
        encode(classes, classes, 90_000, "one_hot")


def test_class_names_become_what_the_loss_takes():
    assert automatic_encoding(True, SPARSE) == "index"
    assert automatic_encoding(True, CATEGORICAL) == "one_hot"
    assert automatic_encoding(True, BINARY) == "index"
    assert automatic_encoding(False, CATEGORICAL) is None


def test_classes_are_counted_by_names_columns_or_the_highest_index():
    assert class_count(np.array([0, 1]), np.array([0, 1]), ("a", "b", "c")) == 3
    assert class_count(np.eye(4)[[0, 1]], np.array([0, 1]), None) == 4
    assert class_count(np.array([0, 4]), np.array([0, 4]), None) == 5
    assert class_count(np.array([[0], [4]]), np.array([0, 4]), None) == 5


@pytest.mark.parametrize(
    ("numbers", "classes"),
    [
        ([0, 1] * 3, True),
        ([0, 1, 2, 5], True),
        ([1, 2, 3] * 5, True),
        (list(range(12)), True),
        (list(range(13)), False),
        (list(range(100)) * 5, True),
        (list(range(100)) * 4, False),
        (list(range(20, 90)) * 9, False),
        ([0, 100] * 9, False),
    ],
)
def test_whole_numbers_that_seem_to_number_classes(numbers, classes):
    assert seem_numbered(np.array(numbers)) is classes
