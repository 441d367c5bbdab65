import datetime

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from diagnostics.data import parquet
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import Dataset


def read(path, limits=Limits(), **dataset):  # noqa: B008
    return parquet.read(path, Dataset(location=str(path), **dataset), limits)


def stored(file, **columns):
    pq.write_table(pa.table(columns), file, row_group_size=max(3, len(columns["y"]) // 3))
    return file


def refused(path, **dataset):
    with pytest.raises(DataError) as caught:
        read(path, **dataset)
    return str(caught.value)


def test_each_kind_of_column_is_read_as_stated(tmp_path):
    day = datetime.date(2020, 1, 1)
    file = stored(
        tmp_path / "a.parquet",
        n=pa.array([1, None, 3], pa.int32()),
        f=pa.array([0.5, 1.5, None], pa.float32()),
        ok=pa.array([True, False, None]),
        price=pa.array([1, 2, 3]).cast(pa.decimal128(22, 2)),
        city=pa.array(["b", None, "a"]),
        kind=pa.array(["u", "v", "u"]).dictionary_encode(),
        day=pa.array([day, None, day]),
        at=pa.array([datetime.datetime(2020, 1, 1, 6, tzinfo=datetime.UTC), None, None], pa.timestamp("ns", "UTC")),
        clock=pa.array([datetime.time(1), None, None]),
        y=pa.array(["p", "q", "p"]),
    )
    raw = read(file)
    assert raw.columns == (
        *("n", "f", "ok", "price", "city=a", "city=b", "kind=u", "kind=v"),
        *("day", "at", "clock"),
    )
    nan = np.nan
    expected = [
        [1, 0.5, 1, 1, 0, 1, 1, 0, 18262, 18262.25, 3600],
        [nan, 1.5, 0, 2, 0, 0, 0, 1, nan, nan, nan],
        [3, nan, nan, 3, 1, 0, 1, 0, 18262, nan, nan],
    ]
    np.testing.assert_array_equal(raw.inputs, expected)
    assert (raw.format, raw.classes, raw.targets.tolist()) == ("parquet", ("p", "q"), [0, 1, 0])


def test_lists_of_one_length_are_numbers_side_by_side(tmp_path):
    raw = read(stored(tmp_path / "a.parquet", v=pa.array([[1, 2, 3], [4, 5, 6]]), y=[0, 1]))
    assert (raw.columns, raw.inputs.tolist()) == (("v[0]", "v[1]", "v[2]"), [[1, 2, 3], [4, 5, 6]])
    for lists, said in (([[1, 2], [3]], "1 numbers"), ([[1, 2], None], "nothing")):
        found = refused(stored(tmp_path / "a.parquet", v=pa.array(lists), y=[0, 1]))
        assert f"column 'v' has lists of 2 numbers and one of {said}" in found


def test_row_groups_and_files_come_in_order(tmp_path):
    for name, numbers in (("b", range(10, 20)), ("a", range(10))):
        stored(tmp_path / f"{name}.parquet", n=list(numbers), c=[str(n % 2) for n in numbers], y=list(numbers))
    assert parquet.looks_like(tmp_path)
    raw = read(tmp_path)
    assert raw.targets.tolist() == raw.inputs[:, 0].tolist() == list(range(20))
    assert read(tmp_path, limit=3).targets.tolist() == [0, 10, 19]


def test_files_with_other_columns_are_refused(tmp_path):
    stored(tmp_path / "a.parquet", n=[1], y=[1])
    stored(tmp_path / "b.parquet", n=[1.5], y=[1])
    assert refused(tmp_path) == "'b.parquet' has other columns than 'a.parquet'"


def test_the_index_that_pandas_writes_is_no_column(tmp_path):
    assert read(stored(tmp_path / "a.parquet", n=[1, 2], y=[0, 1], __index_level_0__=[7, 8])).columns == ("n",)


def test_columns_that_hold_no_numbers(tmp_path):
    file = stored(tmp_path / "a.parquet", n=[1, 2], image=[b"a", b"b"], y=[0, 1])
    assert refused(file) == "column 'image' holds binary; name the columns to read in dataset.features"
    assert read(file, features={"n": "number"}).columns == ("n",)
    assert "column 'image' holds binary, which is no label" in refused(file, labels={"column": "image"})


def test_several_columns_of_labels(tmp_path):
    file = stored(tmp_path / "a.parquet", n=[1, 2], y=[0, 1], z=[True, False])
    raw = read(file, labels={"column": ["y", "z"]})
    assert (raw.targets.tolist(), raw.outputs) == ([[0, 1], [1, 0]], ("y", "z"))


def test_a_text_repeated_a_million_times_is_never_spelled_out(tmp_path):
    column = pa.DictionaryArray.from_arrays(np.zeros(1_000_000, np.int32), ["x" * 900_000])
    pq.write_table(pa.table({"n": np.arange(1_000_000), "c": column, "y": np.zeros(1_000_000)}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 20_000_000
    assert "texts of more than 1000 characters" in refused(tmp_path / "a.parquet")


def test_memory_is_bounded_before_rows_are_read(tmp_path):
    file = stored(tmp_path / "a.parquet", n=np.zeros(1_000_000), y=np.zeros(1_000_000))
    assert file.stat().st_size < 20_000
    found = refused(file, limits=Limits(dataset_bytes=1_000_000))
    assert "1000000 rows of 2 numbers take 16000000 bytes in memory, 1000000 are allowed" in found


def varint(number):
    """A whole number as Thrift's compact protocol writes it, which the foot of a file is in."""
    number, text = 2 * number, b""
    while number >= 128:
        text, number = text + bytes([number % 128 + 128]), number // 128
    return text + bytes([number])


def lying(file, rows, claimed, times):
    """The foot of the file claims another number of rows: of the whole alone, or of its parts as well."""
    whole = file.read_bytes()
    end = len(whole) - 8
    start = end - int.from_bytes(whole[end : end + 4], "little")
    foot = whole[start:end].replace(b"\x16" + varint(rows), b"\x16" + varint(claimed), times)
    file.write_bytes(whole[:start] + foot + len(foot).to_bytes(4, "little") + b"PAR1")


@pytest.mark.parametrize("times", [1, 9])
@pytest.mark.parametrize("claimed", [10**9, 99_000_000, 1234])
def test_a_foot_that_promises_more_rows_than_there_are(tmp_path, times, claimed):
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"n": np.arange(1200), "y": np.arange(1200)}), file)
    lying(file, 1200, claimed, times)
    assert refused(file, limit=10)


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"PAR1\xff\xff\xff\x7fPAR1", b"a,b\n"]
)
def test_what_is_no_parquet(tmp_path, content):
    (tmp_path / "a.parquet").write_bytes(content)
    assert "'a.parquet' cannot be read as parquet" in refused(tmp_path / "a.parquet")


def test_broken_files_raise_one_kind_of_error(tmp_path):
    generator = np.random.default_rng(0)
    file = stored(tmp_path / "a.parquet", n=np.arange(50.0), c=[str(n % 3) for n in range(50)], y=np.arange(50) % 2)
    whole = np.frombuffer(file.read_bytes(), np.uint8)
    refusals = 0
    for _ in range(300):
        damaged = whole.copy()
        damaged[generator.integers(0, len(damaged), 5)] = generator.integers(0, 256, 5)
        file.write_bytes(damaged.tobytes())
        try:
            read(file)
        except DataError:
            refusals += 1
    assert refusals > 100


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.parquet").symlink_to(stored(tmp_path / "a.parquet", n=[1], y=[1]))
    assert "a symbolic link that leads out of the dataset" in refused(data)
