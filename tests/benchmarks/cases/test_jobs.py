"""The job files of the cases are what their module says, can be jobs, and plan the posts' own number of steps."""

import numpy as np
import pytest

from diagnostics.spec.reading import read_job, read_text
from examples.cases.__main__ import HERE
from examples.cases.datasets import DATA
from examples.cases.gratings import Gratings
from examples.cases.jobs import JOBS
from examples.cases.photographs import coloured_pixel
from examples.cases.writing import text_of

PLANNED = {"000": 9_000, "001": 3_840, "002": 940, "003": 9_470, "004": 31_500}


@pytest.mark.parametrize("name", JOBS)
def test_the_file_is_as_generated(name):
    text = (HERE / f"{name}.yaml").read_text("utf-8")
    assert text == text_of(JOBS[name])
    assert read_job(read_text(text)) == read_job(JOBS[name].document)


@pytest.mark.parametrize("name", JOBS)
def test_as_many_steps_are_planned_as_in_the_post(name):
    document = JOBS[name].document
    validation, training = document["dataset"]["validation"], document["training"]
    images = DATA[document["dataset"]["location"].removesuffix(".npz")].args[0]
    train = images - round(images * (validation.get("fraction") or validation.get("tail")))
    assert -(-train // training["batch_size"]) * training["epochs"] == PLANNED[name[:3]]


def test_gratings_are_the_same_each_time_and_balanced():
    kind = Gratings(3, 2, 2)
    images, labels = kind.draw(100, 16, seed=5)
    assert images.shape == (100, 16, 16, 3)
    assert images.dtype == np.uint8
    counts = np.bincount(labels, minlength=kind.classes)
    assert counts.max() - counts.min() <= 1
    assert (kind.draw(100, 16, seed=5)[0] == images).all()
    assert (kind.draw(100, 16, seed=6)[0] != images).any()


def test_one_pixel_tells_the_class():
    images, labels = coloured_pixel(40, 20, seed=1)
    pixels = images[:, 8, 12]
    assert (pixels[:, 0] > pixels[:, 1]).astype(int).tolist() == labels.tolist()
    assert np.bincount(labels).tolist() == [20, 20]
