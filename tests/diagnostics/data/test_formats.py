"""Formats are found by walking the package."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostics.data.errors import DataError
from diagnostics.data.formats import format_of, formats
from diagnostics.spec.dataset import Dataset


def test_every_module_of_a_format_is_found():
    assert list(formats()) == [
        *("arrays", "cifar", "csv", "idx", "image_folder", "image_manifest", "parquet", "tfrecord"),
    ]


def test_the_named_format_is_taken_whatever_the_location_looks_like(tmp_path):
    (tmp_path / "class").mkdir()
    named = format_of(Dataset(location=str(tmp_path), format="arrays"), tmp_path)
    assert named.FORMAT == "arrays"


def test_auto_takes_what_the_location_looks_like(tmp_path):
    (tmp_path / "class").mkdir()
    assert format_of(Dataset(location=str(tmp_path)), tmp_path).FORMAT == "image_folder"
    np.save(tmp_path / "x.npy", np.zeros(3))
    assert format_of(Dataset(location=str(tmp_path)), tmp_path).FORMAT == "arrays"


def test_a_location_that_looks_like_nothing_names_what_is_known(tmp_path):
    with pytest.raises(
        DataError, match=r"looks like none of arrays, .*tfrecord; if it is one of them, dataset\.format says"
    ):
        format_of(Dataset(location=str(tmp_path)), tmp_path)


def test_a_file_that_would_do_is_named(tmp_path):
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "table.csv").write_text("a,y\n1,2\n")
    with pytest.raises(DataError, match=r"; or give 'table.csv', which it holds, as the location$"):
        format_of(Dataset(location=str(tmp_path)), tmp_path)
