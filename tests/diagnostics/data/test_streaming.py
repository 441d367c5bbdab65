"""Data several times as large as the memory that a process may take."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

_MOST = 2**26  # bytes beyond those of the interpreter and what it has loaded
_SAMPLES = 1800
_SIDE = 224


def streamed(location, **limits):
    """What the process says of a dataset at the location; the system itself refuses it much more than it needs."""
    settings = {"location": str(location), "image": {"size": [_SIDE, _SIDE]}, "validation": {"fraction": 0.1}}
    asked = json.dumps([settings, {"memory_bytes": 2**20, **limits}, 12 * _MOST])
    command = [sys.executable, "-m", "tests.diagnostics.data.streaming", asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert np.prod(said["shape"]) >= 4 * _MOST
    return said


@pytest.fixture(scope="module")
def jpegs(tmp_path_factory):
    """Small files that are large once decoded: one image a class, many times over."""
    folder = tmp_path_factory.mktemp("jpegs")
    for label in range(2):
        (folder / f"class-{label}").mkdir()
        pixels = np.random.default_rng(label).integers(0, 256, (4, 4, 3), dtype=np.uint8)
        image = Image.fromarray(pixels).resize((64, 64))
        image.save(folder / "one.jpg")
        data = (folder / "one.jpg").read_bytes()
        for number in range(_SAMPLES // 2):
            (folder / f"class-{label}" / f"{number:05}.jpg").write_bytes(data)
    return folder


def test_arrays_stream_through(tmp_path):
    shape = (_SAMPLES, _SIDE, _SIDE, 3)
    inputs = np.lib.format.open_memmap(tmp_path / "x.npy", mode="w+", dtype=np.uint8, shape=shape)
    for start in range(0, _SAMPLES, 500):
        inputs[start : start + 500] = (np.arange(start, min(start + 500, _SAMPLES)) % 251)[:, None, None, None]
    inputs.flush()
    np.save(tmp_path / "y.npy", np.arange(_SAMPLES) % 2)
    assert streamed(tmp_path)["bytes"] < _MOST


@pytest.mark.parametrize("scratch_bytes", [2**32, 2**27])
def test_images_stream_through_with_and_without_room_for_all_on_disk(jpegs, scratch_bytes):
    assert streamed(jpegs, scratch_bytes=scratch_bytes)["bytes"] < _MOST
