import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.diagnostics.data.files import npz
from tests.diagnostics.data.test_archives import packed

LABELS = np.arange(400) % 2


def asked(root, dataset, most_bytes=2**28, **variables):
    """What the process answers about a dataset in this folder."""
    document = {"dataset": dataset, "roots": [str(root)], "bytes": most_bytes, "pixels": 10**6}
    done = subprocess.run(
        [sys.executable, "-m", "diagnostics.inspection.child"], input=json.dumps(document), cwd=Path.cwd(),
        env={**os.environ, "DEADWEIGHT_CACHE": str(root / "cache"), "OPENBLAS_NUM_THREADS": "1", **variables},
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def problem(answer):
    ((pointer, message, _),) = answer["problems"]
    return pointer, message


def test_what_is_found_is_a_document(tmp_path):
    npz(tmp_path / "a.npz", x=np.random.default_rng(0).normal(size=(400, 5)) + LABELS[:, None], y=LABELS)
    found = asked(tmp_path, {"location": "a.npz"})["found"]
    assert (found["facts"]["available"], found["facts"]["signal"]["says"], found["findings"]) == (400, "signal", [])


def test_what_cannot_be_looked_at_is_a_problem_with_its_place(tmp_path):
    npz(tmp_path / "a.npz", x=np.zeros((10, 2)), y=np.zeros(10))
    answer = asked(tmp_path, {"location": "a.npz", "validation": {"location": "../b.npz"}})
    assert problem(answer)[0] == "/dataset/validation/location"
    assert problem(asked(tmp_path, {"location": "a.npz", "labels": "one_hot"})) == (
        "/dataset",
        "every sample has the label '0': there is nothing to tell apart",
    )


def test_memory_ends_at_the_bound_and_files_too(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", x=np.zeros((100, 10**6), np.uint8), y=LABELS[:100])
    most = 2**26
    pointer, message = problem(asked(tmp_path, {"location": "a.npz"}, most))
    assert (pointer, "33554432 are allowed (half of DEADWEIGHT_INSPECT_BYTES)" in message) == (
        "/dataset/location",
        True,
    )
    packed(tmp_path / "b.zip", [("a.bin", np.random.default_rng(0).bytes(2**26 + 1))])
    pointer, message = problem(asked(tmp_path, {"location": "b.zip"}, most))
    assert (pointer, message.endswith("cannot be used: File too large")) == ("/dataset/location", True)


@pytest.mark.parametrize(("most", "told"), [("1000", "1000 bytes allowed"), ("many", "a number of bytes is needed")])
def test_a_cache_that_cannot_take_it_is_told(tmp_path, most, told):
    packed(tmp_path / "a.zip", [("a.bin", np.random.default_rng(0).bytes(2000))])
    pointer, message = problem(asked(tmp_path, {"location": "a.zip"}, DEADWEIGHT_CACHE_BYTES=most))
    assert pointer == "/dataset/location"
    assert told in message
