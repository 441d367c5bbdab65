import json
import subprocess
import sys

import pytest
import yaml

from diagnostics.spec.reading import read_job
from tests.cli.test_lint import JOB
from tests.diagnostics.lint.programs import LOST, OPEN


@pytest.fixture
def read(environment, tmp_path):
    """Reads a file with this content."""

    def read_file(name, text, *arguments):
        (tmp_path / name).write_text(text)
        argv = [sys.executable, "-m", "cli.main", "read", name, *map(str, arguments)]
        return subprocess.run(
            argv, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )

    return read_file


def test_a_program_is_shown_as_a_table_with_what_is_unused(read):
    shown = read("train.py", LOST)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "model"
    (lost,) = [line for line in lines if line.startswith("rescaling")]
    assert lost.endswith("  5     UNUSED: no output depends on it")
    (convolution,) = [line for line in lines if line.startswith("conv2d")]
    assert " ".join(convolution.split()) == "conv2d Conv2D 30 × 30 × 16 448 6"
    assert "618 parameters" in lines
    assert "training: optimizer Adam, learning_rate 0.001, loss sparse_categorical_crossentropy" in shown.stdout


def test_what_is_left_open_is_told_and_counts_as_unknown(read):
    shown = read("train.py", OPEN)
    assert "? parameters" in shown.stdout
    assert "left open:\n  line 8: num_classes: " in shown.stdout
    assert "left open" not in read("train.py", OPEN, "--define", "num_classes=10").stdout


def test_json_is_that_of_the_contract(read):
    (job,) = json.loads(read("train.py", LOST, "--format", "json").stdout)["jobs"]
    assert set(job) == {"name", "spec", "graph", "parameters", "trainable_parameters", "missing"}
    assert (job["name"], job["parameters"], job["trainable_parameters"], job["missing"]) == ("model", 618, 618, [])
    lost = next(layer for layer in job["graph"]["layers"] if layer["class_name"] == "Rescaling")
    assert lost == {
        "name": "rescaling",
        "class_name": "Rescaling",
        "output_shape": [32, 32, 3],
        "parameters": 0,
        "state": "unused",
        "lines": [5, 5],
    }
    spec = job["spec"]
    spec["dataset"]["location"] = "data.npz"
    assert read_job(spec).training.loss.class_name == "sparse_categorical_crossentropy"


def test_every_network_of_a_program_is_shown(read):
    shown = read("train.py", LOST + LOST.replace("model", "other"), "--format", "json")
    assert [job["name"] for job in json.loads(shown.stdout)["jobs"]] == ["model", "other"]


def test_a_network_that_cannot_be_read_keeps_no_other_from_being_shown(read):
    odd = "odd = keras.Sequential([keras.Input((4,)), layers.Lambda(lambda x: mystery(x))])\nodd.compile()\n"
    shown = read("train.py", LOST + odd, "--format", "json")
    assert [job["name"] for job in json.loads(shown.stdout)["jobs"]] == ["model"]
    assert shown.stderr.startswith("deadweight: not read: ")
    assert "odd" in shown.stderr


def test_a_job_is_shown_too(read):
    (job,) = json.loads(read("job.yaml", yaml.safe_dump(JOB), "--format", "json").stdout)["jobs"]
    assert [layer["state"] for layer in job["graph"]["layers"]] == ["used", "unused", "used"]
    assert job["parameters"] == 18


def test_what_holds_no_network_is_unusable(read, tmp_path):
    refused = read("train.py", "x = 1\n")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("deadweight: train.py: ")
