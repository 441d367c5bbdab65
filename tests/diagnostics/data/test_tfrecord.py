import gzip
import io
import struct
import warnings

import numpy as np
import pytest
from PIL import Image

from diagnostics.data import record_files, tfrecord
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import Dataset
from tests.diagnostics.data.files import opened

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import tensorflow as tf


def example(**features):
    def feature(value):
        if isinstance(value, bytes | str):
            content = value.encode() if isinstance(value, str) else value
            return tf.train.Feature(bytes_list=tf.train.BytesList(value=[content]))
        values = np.atleast_1d(value)
        if values.dtype.kind == "f":
            return tf.train.Feature(float_list=tf.train.FloatList(value=values))
        return tf.train.Feature(int64_list=tf.train.Int64List(value=values))

    features = {name: feature(value) for name, value in features.items()}
    return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()


def stored(file, contents, packed=""):
    with tf.io.TFRecordWriter(str(file), packed) as writer:
        for content in contents:
            writer.write(content)
    return file


def encoded(pixels, kind="png"):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind)
    return file.getvalue()


def read(path, limits=Limits(), **dataset):  # noqa: B008
    return tfrecord.read(path, Dataset.model_validate({"location": str(path), **dataset}), limits)


def refused(path, **dataset):
    with pytest.raises(DataError) as caught:
        read(path, **dataset)
    return str(caught.value)


ROWS = [example(a=[float(n), n + 0.5], b=[n], label=n % 2, name="xy"[n % 2]) for n in range(6)]


@pytest.mark.parametrize("packed", ["", "GZIP"])
def test_one_feature_in_its_shape(tmp_path, packed):
    file = stored(tmp_path / "a.tfrecord", ROWS, packed)
    assert tfrecord.looks_like(file)
    raw = read(file, features={"a": {"kind": "number", "shape": [2, 1]}})
    assert (raw.inputs.dtype, raw.inputs[3].tolist()) == (np.float32, [[3.0], [3.5]])
    assert (raw.targets.dtype, raw.targets.tolist(), raw.classes) == (np.int64, [0, 1] * 3, None)


def test_several_features_side_by_side_in_the_order_stated(tmp_path):
    file = stored(tmp_path / "a.tfrecord", ROWS)
    assert read(file, features={"b": "number", "a": "number"}).inputs[3].tolist() == [3, 3, 3.5]


def test_sequences_of_whole_numbers_stay_whole(tmp_path):
    file = stored(tmp_path / "a.tfrecord", [example(words=[5, 0, n], y=n) for n in range(3)])
    raw = read(file, features={"words": "number"})
    assert (raw.inputs.dtype.kind, raw.inputs.tolist()) == ("i", [[5, 0, 0], [5, 0, 1], [5, 0, 2]])


def test_labels_that_are_text_or_several_numbers(tmp_path):
    file = stored(tmp_path / "a.tfrecord", ROWS)
    raw = read(file, features={"b": "number"}, labels={"column": "name"})
    assert (raw.classes, raw.targets.tolist()) == (("x", "y"), [0, 1] * 3)
    raw = read(file, features={"a": "number"}, labels={"column": ["b", "label"]})
    assert raw.targets.tolist() == [[n, n % 2] for n in range(6)]
    found = refused(file, features={"a": "number"}, labels={"column": ["name", "label"]})
    assert "feature 'name' is one of several with labels, and holds text" in found


def test_bytes_that_are_numbers(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (3, 4, 5, 1)).astype(np.uint8)
    file = stored(tmp_path / "a.tfrecord", [example(x=image.tobytes(), y=n) for n, image in enumerate(images)])
    stated = {"x": {"kind": "raw", "dtype": "uint8", "shape": [4, 5, 1]}}
    assert (read(file, features=stated).inputs == images).all()
    assert read(file, features={"x": {"kind": "raw", "dtype": "float32"}}).inputs.shape == (3, 5)
    wide = {"x": {"kind": "raw", "dtype": "uint8", "shape": [5, 5]}}
    assert "has 20 numbers, not the 25 for the shape (5, 5)" in refused(file, features=wide)
    assert "20 bytes, which are no float64" in refused(file, features={"x": {"kind": "raw", "dtype": "float64"}})


def test_bytes_that_are_images(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (3, 4, 5, 3)).astype(np.uint8)
    contents = [example(image=encoded(image), y=n) for n, image in enumerate(images)]
    file = stored(tmp_path / "a.tfrecord", [*contents, example(image=b"no image", y=3)])
    raw = read(file, features={"image": "image"})
    assert (raw.inputs == images).all()
    assert [(each.file, each.reason[:11]) for each in raw.unreadable] == [("record 4 of 'a.tfrecord'", "no image of")]
    assert (raw.targets.tolist(), raw.available) == ([0, 1, 2], 4)
    assert read(file, features={"image": "image"}, image={"size": [2, 2], "channels": 1}).inputs.shape == (3, 2, 2, 1)


def test_a_decompression_bomb_is_not_decoded(tmp_path):
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "png")
    fine = encoded(np.zeros((4, 4), np.uint8))
    file = stored(tmp_path / "a.tfrecord", [example(i=fine, y=0), example(i=bomb.getvalue(), y=1)])
    reason = read(file, features={"i": "image"}).unreadable[0].reason
    assert reason.endswith("more than the 50000000 pixels allowed (DEADWEIGHT_MAX_IMAGE_PIXELS)")


def test_features_that_are_not_stated_are_listed(tmp_path):
    found = refused(stored(tmp_path / "a.tfrecord", ROWS))
    assert found.startswith("state which features enter the network")
    assert found.endswith("there are a (2 × float32), b (1 × int64), label (1 × int64), name (1 bytes)")


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ({"z": "number"}, "record 1 of 'a.tfrecord' has no feature 'z'"),
        ({"a": "image"}, "feature 'a' of record 1 of 'a.tfrecord' holds numbers, which are not read as image"),
        ({"name": "number"}, "holds bytes, which are not read as number"),
        ({"name": "one_hot"}, "is read as number, image or raw; 'name' as one_hot"),
        ({"label": "number"}, "names no feature beside the labels"),
    ],
)
def test_features_that_are_not_as_stated(tmp_path, features, said):
    assert said in refused(stored(tmp_path / "a.tfrecord", ROWS), features=features)


def test_records_that_differ_from_the_first(tmp_path):
    file = stored(tmp_path / "a.tfrecord", [*ROWS, example(a=[1.0], b=1, label=0)])
    assert "feature 'a' of record 7 of 'a.tfrecord' has 1 numbers, not the 2" in refused(file, features={"a": "number"})
    file = stored(tmp_path / "a.tfrecord", [*ROWS, example(a=[1.0, 2.0])])
    assert "record 7 of 'a.tfrecord' has no label in feature 'label'" in refused(file, features={"a": "number"})
    file = stored(tmp_path / "a.tfrecord", [*ROWS, example(a=[1.0, 2.0], label=0.5)])
    assert "labels of several forms" in refused(file, features={"a": "number"})


def test_files_of_a_folder_and_those_held_out_by_name(tmp_path):
    for name, some in (("train.tfrecord-00000-of-00002", ROWS[:3]), ("train.tfrecord-00001-of-00002", ROWS[3:])):
        stored(tmp_path / f"digits-{name}", some)
    stored(tmp_path / "digits-test.tfrecord-00000-of-00001", ROWS[1:3])
    raw = read(tmp_path, features={"b": "number"}, labels={"column": "name"})
    assert raw.inputs[:, 0].tolist() == list(range(6))
    assert raw.held_out is not None
    assert (raw.held_out[0][:, 0].tolist(), raw.held_out[1].tolist()) == ([1, 2], [1, 0])
    assert read(tmp_path, features={"b": "number"}, limit=2).inputs[:, 0].tolist() == [0, 5]


def test_memory_is_bounded(tmp_path):
    file = stored(tmp_path / "a.tfrecord", [example(a=np.zeros(100), y=n) for n in range(6)], "GZIP")
    found = refused(file, features={"a": "number"}, limits=Limits(dataset_bytes=900))
    allowed = "900 are allowed (DEADWEIGHT_MAX_DATASET_BYTES)"
    assert found == f"6 records take 2400 bytes in memory, {allowed}; or set dataset.limit to 2 or less"


def framed(length, content=b""):
    head = struct.pack("<Q", length)
    return head + struct.pack("<L", record_files._masked(record_files._checksum(head))) + content


@pytest.mark.parametrize("length", [10**9, 2**63, 2**64 - 1, 100])
@pytest.mark.parametrize("packed", [False, True])
def test_a_length_that_leads_out_of_the_file_is_refused(tmp_path, length, packed):
    content = framed(length, b"abc")
    (tmp_path / "a.tfrecord").write_bytes(gzip.compress(content) if packed else content)
    found = refused(tmp_path / "a.tfrecord", features={"a": "number"})
    assert "record 1 says that it has" in found or "ends within record 1" in found


def test_a_bomb_of_records_is_refused_while_it_is_unpacked(tmp_path):
    record = framed(50_000, bytes(50_004))
    (tmp_path / "a.tfrecord").write_bytes(gzip.compress(record * 400))
    assert "unpacks to more than 400000 bytes" in refused(tmp_path / "a.tfrecord", limits=Limits(dataset_bytes=100_000))


def test_damaged_files_raise_one_kind_of_error(tmp_path):
    whole = np.frombuffer(stored(tmp_path / "a.tfrecord", ROWS).read_bytes(), np.uint8)
    for place in range(0, len(whole), 3):
        damaged = whole.copy()
        damaged[place] ^= 0x55
        (tmp_path / "a.tfrecord").write_bytes(damaged.tobytes())
        assert refused(tmp_path / "a.tfrecord", features={"a": "number"})


@pytest.mark.parametrize("content", [b"", b"some words that are no records"])
def test_what_holds_no_records(tmp_path, content):
    (tmp_path / "a.tfrecord").write_bytes(content)
    assert refused(tmp_path / "a.tfrecord", features={"a": "number"})


def test_records_that_are_no_examples(tmp_path):
    file = stored(tmp_path / "a.tfrecord", [b"\xff\xff\xff"])
    assert refused(file, features={"a": "number"}) == "record 1 of 'a.tfrecord' is no tf.train.Example"


def test_auto_knows_them(tmp_path):
    file = stored(tmp_path / "a.tfrecord", ROWS * 4)
    data = opened(file, features={"a": "number"})
    assert (data.facts.format, len(data.train), data.facts.input_shape) == ("tfrecord", 19, (2,))
