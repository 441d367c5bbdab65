import gzip

import numpy as np
import pytest

from diagnostics.data import csv
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Limits
from diagnostics.spec.dataset import Dataset
from tests.diagnostics.data.files import opened


def read(path, limits=Limits(), **dataset):  # noqa: B008
    return csv.read(path, Dataset(location=str(path), **dataset), limits)


def table(folder, text, name="a.csv"):
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refused(path, **dataset):
    with pytest.raises(DataError) as caught:
        read(path, **dataset)
    return str(caught.value)


def test_each_kind_of_column_is_read_as_stated(tmp_path):
    text = "age,city,when,ok,y\n1,Berlin,2020-01-01,true,a\n2.5,Paris,2020-01-02 12:00:00,false,b\n,,,,a\n"
    raw = read(table(tmp_path, text))
    assert raw.columns == ("age", "city=Berlin", "city=Paris", "when", "ok")
    expected = [[1, 1, 0, 18262, 1], [2.5, 0, 1, 18263.5, 0], [np.nan, 0, 0, np.nan, np.nan]]
    np.testing.assert_array_equal(raw.inputs, expected)
    assert (raw.classes, raw.targets.tolist(), raw.available) == (("a", "b"), [0, 1, 0], 3)


def test_whole_numbers_stay_whole_as_an_embedding_takes_them(tmp_path):
    raw = read(table(tmp_path, "w1,w2,label\n5,0,1\n7,9,0\n"))
    assert (raw.inputs.dtype.kind, raw.inputs.tolist()) == ("i", [[5, 0], [7, 9]])
    assert (raw.targets.dtype.kind, raw.targets.tolist(), raw.classes) == ("i", [1, 0], None)


def test_a_missing_number_makes_whole_numbers_floats(tmp_path):
    assert np.isnan(read(table(tmp_path, "a,b,y\n5,1,1\nNA,2,0\n")).inputs[1, 0])


def test_a_column_is_what_all_of_its_values_can_be(tmp_path):
    rows = "".join(f"{number},0\n" for number in range(300_000))
    raw = read(table(tmp_path, f"a,y\n{rows}0.5,1\n"))
    assert raw.inputs[-1, 0] == 0.5
    assert "more than 64 different values" in refused(table(tmp_path, f"a,y\n{rows}word,1\n"))


def test_float_labels_are_quantities(tmp_path):
    assert read(table(tmp_path, "a,target\n1,0.5\n2,3\n")).targets.tolist() == [0.5, 3.0]


def test_several_columns_of_labels(tmp_path):
    raw = read(table(tmp_path, "a,red,round\n1,0,1\n2,1,1\n"), labels={"column": ["red", "round"]})
    assert (raw.targets.tolist(), raw.outputs, raw.classes) == ([[0, 1], [1, 1]], ("red", "round"), None)


def test_a_text_that_names_several_labels(tmp_path):
    raw = read(table(tmp_path, "a,y\n1,red|round\n2,\n3, round |big\n"), labels={"separator": "|"})
    assert (raw.outputs, raw.targets.tolist()) == (("big", "red", "round"), [[0, 1, 1], [0, 0, 0], [1, 0, 1]])


def test_several_labels_reach_the_facts_by_name(tmp_path):
    rows = "".join(f"{number},{'red|round' if number % 3 else 'red'}\n" for number in range(30))
    facts = opened(table(tmp_path, f"a,y\n{rows}"), "binary_crossentropy", labels={"separator": "|"}).facts
    assert facts.task == "multilabel"
    assert facts.train.label_counts is not None
    assert set(facts.train.label_counts) == {"red", "round"}


def test_the_columns_to_read_can_be_stated(tmp_path):
    file = table(tmp_path, "id,word,n,y\n1,b,3,0\n2,a,4,1\n3,,5,1\n")
    raw = read(file, features={"n": "number", "word": "index"})
    assert raw.columns is not None
    assert raw.columns[0] == "n"
    np.testing.assert_array_equal(raw.inputs, [[3, 1], [4, 0], [5, np.nan]])
    assert read(file, features={"n": {"kind": "one_hot"}}).columns == ("n=3", "n=4", "n=5")
    assert "there is no column 'm'; there are 'id', 'word', 'n', 'y'" in refused(file, features={"m": "number"})
    assert "column 'word' holds text; it cannot be read as 'number'" in refused(file, features={"word": "number"})


def test_the_column_of_the_labels_is_never_guessed_by_its_place(tmp_path):
    assert "none of 'a', 'b' is named label, labels, target, class, y" in refused(table(tmp_path, "a,b\n1,2\n"))
    assert "'y', 'Label' could each be it" in refused(table(tmp_path, "y,Label\n1,2\n"))
    assert "no column 'z'; there are 'a', 'b'" in refused(table(tmp_path, "a,b\n1,2\n"), labels={"column": "z"})
    assert read(table(tmp_path, "a,b\n1,2\n"), labels={"column": "a"}).columns == ("b",)


def test_numbers_in_the_first_line_are_a_row(tmp_path):
    raw = read(table(tmp_path, "1,2,3\n4,5,6\n"), labels={"column": "0"})
    assert (raw.inputs.tolist(), raw.targets.tolist(), raw.columns) == ([[2, 3], [5, 6]], [1, 4], ("1", "2"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "a;y\n1;2\n"),
        ("a.tsv", "a\ty\n1\t2\n"),
        ("a.csv", "\ufeffa,y\r\n1,2\r\n"),
        ("a.csv", '\n\n"a","y"\n"1","2"\n\n'),
        ("a.csv.gz", gzip.compress(b"a,y\n1,2\n", mtime=0)),
    ],
)
def test_ways_to_write_the_same_table(tmp_path, name, text):
    file = table(tmp_path, text, name)
    assert csv.looks_like(file)
    raw = read(file)
    assert (raw.columns, raw.inputs.tolist(), raw.targets.tolist()) == (("a",), [[1]], [2])


def test_a_bad_row_is_quoted_with_its_line(tmp_path):
    found = refused(table(tmp_path, "a,y\n1,2\n3,4,5\n6,7\n"))
    assert found == "line 3 of 'a.csv' has 3 values where 2 are expected: '3,4,5'"


def test_a_row_without_a_label_is_named(tmp_path):
    assert refused(table(tmp_path, "a,y\n1,2\n3,\n")) == "row 2 has no label in column 'y'"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "is empty"),
        (b"a,y\n", "the table has no rows"),
        (b"a,a,y\n1,2,3\n", "several columns named 'a'"),
        (b"a,y\n\xff\xfe,1\n", "no UTF-8 text"),
        (b"y\n1\n2\n", "no column beside the labels 'y'"),
        (b'a,y\n"1,2\n', "a.csv"),
        (b"a,y\n" + b"x" * 5_000_000 + b",1\n", "a.csv"),
    ],
)
def test_what_is_no_table(tmp_path, text, said):
    assert said in refused(table(tmp_path, text))


def test_bytes_that_are_no_text_beyond_the_first_lines(tmp_path):
    rows = b"word,1\n" * 700_000
    assert "cannot be read as csv" in refused(table(tmp_path, b"a,y\n" + rows + b"\xff\xfe,1\n"))


def test_memory_is_bounded_by_a_limit_that_fits(tmp_path):
    file = table(tmp_path, "a,y\n" + "1,0\n" * 100)
    limits = Limits(dataset_bytes=800)
    assert "100 rows of 2 numbers take 1600 bytes in memory, 800 are allowed" in refused(file, limits=limits)
    assert len(read(file, limits, limit=50).inputs) == 50


def test_a_limit_takes_rows_evenly(tmp_path):
    raw = read(table(tmp_path, "a,y\n" + "".join(f"{n},{n}\n" for n in range(20_000))), limit=3)
    assert (raw.inputs[:, 0].tolist(), raw.targets.tolist(), raw.available) == ([0, 10_000, 19_999],) * 2 + (20_000,)


def test_a_bomb_of_text_is_refused_while_it_is_read(tmp_path):
    file = table(tmp_path, gzip.compress(b"a,y\n" + b"1,0\n" * 2_000_000), "a.csv.gz")
    assert "more than 400000 bytes of text, four times what data may take: 100000 are allowed" in refused(
        file, limits=Limits(dataset_bytes=100_000)
    )


def test_a_broken_gz_is_refused(tmp_path):
    whole = gzip.compress(np.random.default_rng(0).integers(0, 9, (9000, 40)).astype(str).tobytes())
    assert "a.csv.gz" in refused(table(tmp_path, whole[:500], "a.csv.gz"))
    assert "cannot be unpacked" in refused(table(tmp_path, "a,y\n", "a.csv.gz"))


def test_validation_data_get_the_places_of_the_training_data(tmp_path):
    rows = "".join(f"{n},{'xyz'[n % 3]},{n % 2}\n" for n in range(30))
    train = table(tmp_path, f"n,c,y\n{rows}")
    other = table(tmp_path, "y,c,n\n0,z,7\n1,x,8\n", "b.csv")
    data = opened(train, validation={"location": str(other)})
    assert data.validation is not None
    assert data.validation.inputs[np.arange(2)].tolist() == [[7, 0, 0, 1], [8, 1, 0, 0]]
    for text in ("y,c,n\n0,w,7\n1,x,8\n", "y,c,n,m\n0,z,7,1\n1,x,8,1\n", "y,n\n0,7\n1,8\n"):
        with pytest.raises(DataError, match=r"data alone have 'c=|data alone have 'm'"):
            opened(train, validation={"location": str(table(tmp_path, text, "b.csv"))})


@pytest.mark.parametrize(
    ("labels", "loss", "task", "form", "asked"),
    [
        (["0", "1"], "binary_crossentropy", "binary", "index", {}),
        (["no", "yes"], "binary_crossentropy", "binary", "index", {}),
        (["a", "b", "c"], "sparse_categorical_crossentropy", "multiclass", "index", {}),
        (["a", "b", "c"], "categorical_crossentropy", "multiclass", "one_hot", {}),
        (["a", "b", "c"], "categorical_crossentropy", "multiclass", "index", {"encoding": "index"}),
        (["0", "1", "2"], "sparse_categorical_crossentropy", "multiclass", "one_hot", {"encoding": "one_hot"}),
        (["0.5", "1", "2"], "mean_squared_error", "regression", "float", {}),
        (["p", "q", "p|q"], "binary_crossentropy", "multilabel", "multi_hot", {"separator": "|"}),
    ],
)
def test_every_task_and_form_of_labels_right_and_wrong(tmp_path, labels, loss, task, form, asked):
    rows = "".join(f"{n},{n % 7},{labels[n % len(labels)]}\n" for n in range(40))
    facts = opened(table(tmp_path, f"a,b,y\n{rows}"), loss, labels=asked).facts
    assert (facts.task, facts.label_form) == (task, form)
