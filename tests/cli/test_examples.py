"""The example jobs say what they are."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cli

EXAMPLES = Path(cli.__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """The job files beside their data."""
    folder = tmp_path_factory.mktemp("examples")
    subprocess.run([sys.executable, EXAMPLES / "make_data.py", folder], check=True)
    for file in EXAMPLES.glob("*.yaml"):
        shutil.copy(file, folder)
    return folder


def test_the_images_are_learned(run, examples):
    shown = run("diagnose", examples / "images.yaml")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("LEARNING")
    assert shown.stderr == ""  # quiet when not a terminal
    assert "\x1b" not in shown.stdout


def test_the_raw_readings_are_found_out(run, examples):
    shown = run("diagnose", examples / "arrays.yaml")
    assert shown.returncode == 1, shown.stderr
    assert shown.stdout.startswith("NOT LEARNING")
    assert "root cause DAT201" in shown.stdout


def test_every_example_is_run_here():
    assert {file.name for file in EXAMPLES.glob("*.yaml")} == {"images.yaml", "arrays.yaml"}
