"""Fixes applied, and models downloaded, on a running stack."""

import json
import uuid

import keras
import pytest


@pytest.fixture(scope="module")
def fix(run, write, stack, tmp_path_factory):
    """The id of the job of a network whose weights are all zero, and of a fix for it."""
    shown = run("submit", write("zeros", kernel="zeros"), "--watch", "--server", stack.url)
    job_id = shown.stderr.split()[0]
    report = json.loads(run("report", job_id, "--format", "json", "--server", stack.url).stdout)
    return job_id, next(fix["id"] for fix in report["fixes"] if fix["name"] == "he-initialisation")


@pytest.fixture(scope="module")
def mended(run, stack, fix):
    """What applying the fix and training to the end wrote, and the new job's id."""
    shown = run("apply", fix[1], "--mode", "train", "--name", "mended", "--watch", "--server", stack.url)
    return shown, shown.stderr.split()[0]


def test_apply_and_watch_prints_the_report_of_the_new_job(mended, run, url):
    shown, job_id = mended
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("LEARNING")
    assert job_id in run("jobs", "--name", "mended", "--server", url).stdout


def test_a_job_without_source_has_no_diff(fix, run, url):
    shown = run("export-diff", fix[0], "--fix", "he-initialisation", "--server", url)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert f"`deadweight apply {fix[1]}` makes a job of the change" in shown.stderr


def test_apply_prints_id_and_address(fix, run, url):
    shown = run("apply", fix[1], "--server", url)
    assert shown.returncode == 0, shown.stderr
    job_id, address = shown.stdout.split()
    assert address == f"{url}/v1/jobs/{uuid.UUID(job_id)}"


def test_the_model_can_be_had(mended, run, url, tmp_path):
    shown = run("model", mended[1], "--output", tmp_path / "mended.keras", "--server", url)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "", "")
    assert [file.name for file in tmp_path.iterdir()] == ["mended.keras"]
    assert keras.models.load_model(tmp_path / "mended.keras").layers[1].name == "hidden"


def test_a_job_without_a_model_says_why(fix, run, url, tmp_path):
    shown = run("model", fix[0], "--output", tmp_path / "model.keras", "--server", url)
    assert shown.returncode == 2
    assert "only jobs in mode 'train' keep their network" in shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fix_that_is_not_there_is_told(run, url):
    fix_id = uuid.uuid4()
    shown = run("apply", fix_id, "--server", url)
    assert (shown.returncode, shown.stderr) == (2, f"deadweight: there is no fix {fix_id}\n")


def test_a_model_that_cannot_be_written_is_told(mended, run, url, tmp_path):
    shown = run("model", mended[1], "--output", tmp_path / "nowhere" / "model.keras", "--server", url)
    assert shown.returncode == 2
    assert "cannot be written" in shown.stderr
