import numpy as np
import pytest
from PIL import Image

from benchmarks.data_faults.clean import Samples, pictures, table
from benchmarks.data_faults.instance import Instance, Split, instance, written


def generator():
    return np.random.default_rng(3)


def few_pictures(channels=3):
    pixels = generator().integers(0, 256, (10, 8, 8, channels)).astype(np.uint8)
    return Samples(pixels, np.arange(10) % 2, "none")


def test_arrays_are_read_back_as_they_are(tmp_path):
    made = instance(generator(), few_pictures(), as_files=False, apart=True)
    dataset = written(made, tmp_path, generator())
    assert made.held_out is not None
    with np.load(dataset.location) as stored:
        np.testing.assert_array_equal(stored["x_train"], made.train.inputs)
        np.testing.assert_array_equal(stored["y_val"], made.held_out.labels)
    assert (len(made.train), len(made.held_out)) == (8, 2)


@pytest.mark.parametrize("channels", [1, 3])
def test_files_lie_in_a_folder_a_class(tmp_path, channels):
    made = instance(generator(), few_pictures(channels), as_files=True, apart=True)
    dataset = written(made, tmp_path, generator())
    files = sorted((tmp_path / "train").rglob("*.*"))
    assert len(files) == 8
    assert {file.parent.name for file in files} == {"class-0", "class-1"}
    with Image.open(files[0]) as image:
        assert image.size == (8, 8)
        assert channels == 3 or np.ptp(np.asarray(image.convert("RGB"), int), axis=2).max() < 8  # a webp is coloured
    assert dataset.validation is not None
    assert dataset.validation.location == str(tmp_path / "held-out")


def test_a_file_that_is_cut_loses_its_end(tmp_path):
    whole = Split(few_pictures().inputs, few_pictures().labels)
    written(Instance(whole, as_files=True), tmp_path / "whole", generator())
    written(Instance(whole, as_files=True, cut={3: 0.5}), tmp_path / "cut", generator())
    sizes = {name: {file.name: file.stat().st_size for file in (tmp_path / name).rglob("*.*") if file.is_file()}
             for name in ("whole", "cut")}  # fmt: skip
    shorter = [name for name, size in sizes["cut"].items() if size < sizes["whole"][name]]
    assert [name[:4] for name in shorter] == ["0003"]


def test_bytes_are_rescaled_by_the_job_or_before():
    for seed in range(10):
        made = instance(np.random.default_rng(seed), few_pictures())
        assert (made.train.inputs.dtype == np.uint8) == ("preprocess" in made.settings)


def test_samples_are_as_many_and_as_varied_as_the_page_says():
    for seed in range(5):
        seen = pictures(np.random.default_rng(seed))
        assert 500 <= len(seen) <= 900
        assert 16 <= seen.inputs.shape[1] <= 32
        assert 2 <= len(np.unique(seen.labels)) <= 8
        rows = table(np.random.default_rng(seed))
        assert 500 <= len(rows) <= 900
        assert (rows.are_pictures, seen.are_pictures) == (False, True)
