"""Training on data four times as large as the memory that the process may take."""

import json
import subprocess
import sys

import numpy as np
import pytest

_MOST = 2**30  # bytes for everything: the interpreter, TensorFlow and what it compiles included
_SHAPE = (224, 224, 3)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_epoch_of_four_times_the_memory_streams_through(tmp_path):
    samples = 4 * _MOST // int(np.prod(_SHAPE)) + 1
    inputs = np.lib.format.open_memmap(tmp_path / "x.npy", mode="w+", dtype=np.uint8, shape=(samples, *_SHAPE))
    inputs[1::1000] = 200  # the rest are holes, which take no room on the disk
    inputs.flush()
    np.save(tmp_path / "y.npy", np.arange(samples) % 2)
    settings = json.dumps({"location": str(tmp_path), "validation": {"fraction": 0.1}})
    command = [sys.executable, "-m", "tests.diagnostics.train.streaming", settings, str(_MOST)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=880)
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert np.prod(said["shape"]) >= 4 * _MOST
    assert said["steps"] == -(-(samples - round(0.1 * samples)) // 64)
    assert np.isfinite(said["losses"]).all()
    assert said["peak_bytes"] < _MOST
