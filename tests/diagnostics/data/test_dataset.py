import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from diagnostics.data.augment import Draw
from diagnostics.data.dataset import open_dataset
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.files import as_nobody, folder, npz, opened
from tests.diagnostics.factories import chain, image, layer

X, Y = np.arange(40.0).reshape(20, 2), np.arange(20) % 2


def fault(location, loss="sparse_categorical_crossentropy", **dataset):
    with pytest.raises(DataError) as caught:
        opened(location, loss, **dataset)
    return caught.value.pointer, str(caught.value)


def everything(split):
    return split.batch(np.arange(len(split)))


@given(
    count=some.integers(4, 60),
    validation=some.one_of(
        some.builds(dict, tail=some.floats(0.05, 0.7)),
        some.builds(dict, fraction=some.floats(0.05, 0.7), seed=some.integers(0, 5), stratify=some.booleans()),
        some.none(),
    ),
)
def test_the_splits_are_disjoint_and_complete(tmp_path_factory, count, validation):
    location = npz(
        tmp_path_factory.mktemp("data") / "a.npz", x=np.arange(float(count))[:, None], y=np.arange(count) % 2
    )
    data = opened(location, validation=validation)
    train = everything(data.train)
    held_out = everything(data.validation) if data.validation else (np.empty((0, 1)), np.empty(0))
    assert sorted([*train[0][:, 0], *held_out[0][:, 0]]) == list(range(count))
    for inputs, targets in (train, held_out):
        assert (inputs[:, 0] % 2 == targets).all()
    assert (data.validation is None) == (validation is None)


def test_a_batch_is_float32_and_in_the_order_asked_for(tmp_path):
    data = opened(npz(tmp_path / "a.npz", x=X, y=Y), validation={"tail": 0.5})
    inputs, targets = data.train.batch(np.array([3, 0, 3]))
    assert inputs.dtype == np.float32
    assert inputs.tolist() == X[[3, 0, 3]].tolist()
    assert targets.tolist() == [1, 0, 1]


def test_the_tail_is_the_end_of_the_file(tmp_path):
    data = opened(npz(tmp_path / "a.npz", x=X, y=Y), validation={"tail": 0.25})
    assert data.validation is not None
    assert (everything(data.validation)[0] == X[15:]).all()


def test_a_held_out_pair_beside_the_training_pair_is_the_validation_split(tmp_path):
    location = npz(tmp_path / "a.npz", x_train=X, y_train=Y, x_test=X[:3] + 100, y_test=Y[:3])
    data = opened(location)
    assert data.validation is not None
    assert len(data.train) == 20
    assert (everything(data.validation)[0] == X[:3] + 100).all()


def test_no_validation_means_none_even_with_a_held_out_pair(tmp_path):
    assert opened(npz(tmp_path / "a.npz", x=X, y=Y, x_val=X, y_val=Y), validation=None).validation is None


def test_a_second_location_keeps_the_first_one_s_class_order(tmp_path):
    folder(tmp_path / "train", ant=3, bee=4, cat=5)
    folder(tmp_path / "held_out", bee=2, cat=1)
    data = opened(tmp_path / "train", validation={"location": str(tmp_path / "held_out")})
    assert data.validation is not None
    assert (len(data.train), data.validation.targets.tolist()) == (12, [1, 1, 2])
    assert data.facts.validation is not None
    assert data.facts.validation.label_counts == {"bee": 2, "cat": 1}


def test_a_class_of_the_second_location_alone_is_an_error(tmp_path):
    folder(tmp_path / "train", ant=3, bee=4)
    folder(tmp_path / "held_out", ant=2, wasp=1)
    pointer, message = fault(tmp_path / "train", validation={"location": str(tmp_path / "held_out")})
    assert (pointer, message) == ("/dataset/validation/location", "class 'wasp' appears in the validation data alone")


def test_a_fault_of_the_second_location_points_there(tmp_path):
    folder(tmp_path / "train", ant=3, bee=4)
    (tmp_path / "held_out" / "ant").mkdir(parents=True)
    for location, said in ((tmp_path / "held_out", "no images"), (tmp_path / "gone", "there is nothing")):
        pointer, message = fault(tmp_path / "train", validation={"location": str(location)})
        assert (pointer, message[: len(said)]) == ("/dataset/validation/location", said)


@pytest.mark.parametrize(
    ("held_out", "said"),
    [
        ({"x": X[:, :1], "y": Y}, r"validation inputs have shape (1,), training inputs (2,)"),
        ({"x": X, "y": np.eye(2)[Y]}, r"validation targets have shape (2,), training targets ()"),
    ],
)
def test_splits_of_different_form(tmp_path, held_out, said):
    npz(tmp_path / "a.npz", x=X, y=Y)
    npz(tmp_path / "b.npz", **held_out)
    pointer, message = fault(tmp_path / "a.npz", validation={"location": str(tmp_path / "b.npz")})
    assert (pointer, message) == ("/dataset/validation", said)


def test_class_names_become_indices_or_one_hot_rows_by_the_loss(tmp_path):
    folder(tmp_path, a=5, b=5)
    assert sorted(opened(tmp_path).train.targets.tolist()) == [0] * 4 + [1] * 4
    assert opened(tmp_path, "categorical_crossentropy").train.targets.shape == (8, 2)


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy", "mse"])
@pytest.mark.parametrize(("encoding", "shape"), [("index", (16,)), ("one_hot", (16, 2)), ("float", (16,))])
def test_an_encoding_asked_for_is_fed_whatever_the_loss(tmp_path, loss, encoding, shape):
    folder(tmp_path, a=10, b=10)
    targets = opened(tmp_path, loss, labels=encoding).train.targets
    assert targets.shape == shape
    assert targets.dtype == (np.int64 if encoding == "index" else np.float32)


def test_stored_targets_are_fed_as_they_are(tmp_path):
    for stored in (Y.astype(np.uint8), Y.astype(np.float64)[:, None], np.eye(2, dtype=np.float16)[Y]):
        targets = opened(npz(tmp_path / "a.npz", x=X, y=stored), validation=None).train.targets
        assert targets.dtype == stored.dtype
        assert (targets == stored).all()


def test_one_hot_keeps_a_column_for_a_class_that_is_absent(tmp_path):
    rows = np.eye(5)[Y]
    assert opened(npz(tmp_path / "a.npz", x=X, y=rows), labels="one_hot", validation=None).train.targets.shape == (
        20,
        5,
    )


def test_one_class_leaves_nothing_to_tell_apart(tmp_path):
    assert fault(folder(tmp_path / "a", ant=5)) == (
        "/dataset",
        "every sample has the label 'ant': there is nothing to tell apart",
    )
    pointer, message = fault(npz(tmp_path / "b.npz", x=X, y=Y * 0 + 3))
    assert (pointer, message[:32]) == ("/dataset", "every sample has the label '3': ")


def test_a_quantity_that_never_changes_is_no_class(tmp_path):
    assert opened(npz(tmp_path / "a.npz", x=X, y=np.full(20, 0.5)), "mse").facts.target_variance == 0


def test_a_failing_operation_is_pointed_at_in_its_split(tmp_path):
    location = npz(tmp_path / "a.npz", x=X, y=Y)
    rescale: Any = {"rescale": {"scale": 1.0}}
    grey: Any = {"grayscale_to_rgb": {}}
    assert fault(location, preprocess=[rescale, grey])[0] == "/dataset/preprocess/1"
    assert fault(location, preprocess={"train": [grey]})[0] == "/dataset/preprocess/train/0"
    assert fault(location, preprocess={"train": [rescale], "validation": [rescale, rescale, grey]})[0] == (
        "/dataset/preprocess/validation/2"
    )


def test_no_known_format(tmp_path):
    (tmp_path / "a.txt").write_text("1,2")
    for location in (tmp_path / "a.txt", tmp_path):
        assert fault(location)[0] == "/dataset/format"


def test_a_format_asked_for_is_the_one_read(tmp_path):
    folder(tmp_path, a=2, b=2)
    np.save(tmp_path / "x.npy", X)
    np.save(tmp_path / "y.npy", Y)
    assert opened(tmp_path).facts.format == "arrays"
    assert opened(tmp_path, format="image_folder").facts.format == "image_folder"
    assert "needs arrays x and y" in fault(folder(tmp_path / "other", a=2), format="arrays")[1]


def test_a_location_outside_the_roots_is_no_matter_of_data(tmp_path):
    spec = chain(image(4), layer("Dense", units=2), dataset={"location": "/etc"})
    with pytest.raises(SpecError, match="outside the folders"):
        open_dataset(spec, [tmp_path])


def test_limits_reach_the_readers(tmp_path):
    npz(tmp_path / "a.npz", x=X, y=Y)
    spec = chain(image(4), layer("Dense", units=2), dataset={"location": str(tmp_path / "a.npz")})
    with pytest.raises(DataError, match="100 are allowed"):
        open_dataset(spec, limits=Limits(dataset_bytes=100))


def test_a_limit_applies_before_the_split(tmp_path):
    data = opened(npz(tmp_path / "a.npz", x=X, y=Y), limit=10)
    assert data.validation is not None
    assert (len(data.train), len(data.validation), data.facts.available) == (8, 2, 20)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.npz")
    assert "there is nothing at" in fault(tmp_path / "a.npz")[1]


def test_a_class_folder_that_may_not_be_read(tmp_path):
    folder(tmp_path, a=2, b=2)
    for each in (tmp_path, tmp_path / "a", tmp_path / "b"):
        each.chmod(0o755)
    (tmp_path / "b").chmod(0o000)
    with as_nobody(tmp_path):
        pointer, message = fault(tmp_path)
    assert pointer == "/dataset/location"
    assert message.endswith("cannot be read: Permission denied")


IMAGES = np.random.default_rng(0).integers(0, 256, (20, 8, 8, 1)).astype(np.uint8)


@pytest.mark.parametrize(
    ("augment", "training", "held_out"),
    [([{"rotate": 0.2}], True, False), ({"validation": [{"rotate": 0.2}]}, False, True)],
)
def test_images_are_augmented_in_the_split_that_is_to_be(tmp_path, augment, training, held_out):
    data = opened(npz(tmp_path / "a.npz", x=IMAGES, y=Y), augment=augment, validation={"tail": 0.5})
    assert data.validation is not None
    rows = np.arange(10)
    for split, images, augmented in ((data.train, IMAGES[:10], training), (data.validation, IMAGES[10:], held_out)):
        drawn = split.batch(rows, Draw(3, 0) if split is data.train else None)[0]
        assert (drawn != images).any() == augmented
    assert (everything(data.train)[0] == IMAGES[:10]).all()
    assert (everything(data.validation)[0] == data.validation.batch(rows)[0]).all()


def test_augmenting_what_is_no_image_is_pointed_at(tmp_path):
    data = opened(npz(tmp_path / "a.npz", x=X, y=Y), augment=[{"rotate": 0.2}])
    with pytest.raises(DataError, match=r"not inputs of shape \(2,\)") as caught:
        data.train.batch(np.arange(2), Draw(0, 0))
    assert caught.value.pointer == "/dataset/augment"
