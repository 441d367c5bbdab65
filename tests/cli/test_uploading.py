"""Files that the server cannot see, and data on the web, from the command line to the report."""

import json

import numpy as np
import pytest
import yaml

from tests.diagnostics.data.remote.servers import serving, well


@pytest.fixture
def outside(write, tmp_path):
    """A job file whose data the server may not read where they lie."""
    inputs = np.random.default_rng(0).normal(size=(400, 8)).astype("float32")
    np.savez(tmp_path / "points.npz", x=inputs, y=(inputs[:, 0] > 0).astype("int64"))
    job = yaml.safe_load(write("elsewhere", kernel="zeros").read_text())
    file = tmp_path / "job.yaml"
    file.write_text(yaml.safe_dump(job))
    return file


def test_local_files_are_uploaded_and_diagnosed(run, url, outside):
    assert "outside the folders" in run("submit", outside, "--server", url).stderr
    shown = run("submit", outside, "--upload", "--watch", "--server", url)
    assert shown.returncode == 1, shown.stderr
    assert shown.stdout.startswith("NOT LEARNING")
    assert "uploaded points.npz: " in shown.stderr


def test_a_folder_is_not_uploaded(run, url, outside):
    (outside.parent / "points.npz").unlink()
    (outside.parent / "points.npz").mkdir()
    shown = run("submit", outside, "--upload", "--server", url)
    assert shown.returncode == 2
    assert "is a folder: make it an archive (zip, tar)" in shown.stderr


def test_a_file_that_is_not_there_is_told(run, url, outside):
    (outside.parent / "points.npz").unlink()
    shown = run("submit", outside, "--upload", "--server", url)
    assert (shown.returncode, "points.npz cannot be read: No such file" in shown.stderr) == (2, True)


def moved(job, location):
    document = yaml.safe_load(job.read_text())
    document["dataset"]["location"] = location
    job.write_text(yaml.safe_dump(document))
    return job


def test_data_on_the_web_are_diagnosed_in_process(run, outside, tmp_path):
    with serving(well((tmp_path / "points.npz").read_bytes())) as web:
        job = moved(outside, f"{web.address}/points.npz")
        here = {"DEADWEIGHT_CACHE": str(tmp_path / "cache")}
        refused = run("diagnose", job, **here)
        assert (refused.returncode, web.requests) == (1, [])
        assert "has no public address" in refused.stdout
        shown = run("diagnose", job, "--format", "json", **here, DEADWEIGHT_ALLOW_HOSTS=f"127.0.0.1:{web.port}")
    assert shown.returncode == 1, shown.stderr
    report = json.loads(shown.stdout)
    assert report["verdict"]["state"] == "not_learning"
    assert report["dataset"]["available"] == 400
    assert len([asked for asked in web.requests if "if-none-match" not in asked.headers]) == 1


def test_a_server_that_is_away_is_told(run, outside, tmp_path):
    with serving(well()) as web:
        pass
    here = {"DEADWEIGHT_CACHE": str(tmp_path / "cache"), "DEADWEIGHT_ALLOW_HOSTS": "127.0.0.1"}
    shown = run("diagnose", moved(outside, f"{web.address}/points.npz"), **here)
    assert shown.returncode == 2
    assert "deadweight: http://127.0.0.1:" in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_job_whose_data_are_not_to_be_had_says_so(run, url, outside):
    """The stack lists no host, so its worker refuses; the service had only looked at the location's form."""
    shown = run("submit", moved(outside, "http://127.0.0.1:9/points.npz"), "--watch", "--server", url)
    assert shown.returncode == 1, shown.stderr
    assert shown.stdout.startswith("INVALID")
    assert "has no public address" in shown.stdout
