"""Jobs and batches on a running stack."""

import json
import uuid

import pytest


@pytest.fixture(scope="module")
def sick_job(run, write, stack):
    """The id of a job that was submitted and watched, and what the command wrote."""
    shown = run("submit", write("zeros", kernel="zeros"), "--watch", "--server", stack.url)
    return shown.stderr.split()[0], shown


def test_submit_prints_id_and_address(run, write, url):
    shown = run("submit", write("later", steps=1), "--server", url)
    assert shown.returncode == 0, shown.stderr
    job_id, address = shown.stdout.split()
    assert address == f"{url}/v1/jobs/{uuid.UUID(job_id)}"


def test_submit_and_watch_prints_the_report_and_exits_as_diagnose_does(sick_job):
    _, shown = sick_job
    assert shown.returncode == 1, shown.stderr
    assert shown.stdout.startswith("NOT LEARNING")
    assert "SPC109" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_watching_a_job_that_has_ended_prints_its_report(run, url, sick_job):
    job_id, shown = sick_job
    again = run("watch", job_id, "--server", url)
    assert (again.returncode, again.stdout) == (1, shown.stdout)


def test_report_gives_text_and_json(run, url, sick_job, tmp_path):
    job_id, shown = sick_job
    assert run("report", job_id, "--server", url).stdout == shown.stdout
    written = run("report", job_id, "--format", "json", "--output", tmp_path / "report.json", "--server", url)
    assert (written.returncode, written.stdout) == (0, "")
    assert json.loads((tmp_path / "report.json").read_text())["verdict"]["state"] == "not_learning"


def test_report_gives_a_page(run, url, sick_job, tmp_path):
    job_id, _ = sick_job
    written = run("report", job_id, "--format", "html", "--output", tmp_path / "report.html", "--server", url)
    assert (written.returncode, written.stdout) == (0, "")
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!doctype html>")


def test_jobs_lists_and_filters(run, url, sick_job):
    job_id, _ = sick_job
    assert job_id in run("jobs", "--server", url).stdout
    for matching in (
        ("--verdict", "not_learning"),
        ("--code", "SPC109"),
        ("--name", "zeros"),
        ("--state", "succeeded"),
    ):
        assert job_id in run("jobs", *matching, "--server", url).stdout
    assert job_id not in run("jobs", "--verdict", "learning", "--server", url).stdout
    assert len(run("jobs", "--limit", "1", "--server", url).stdout.splitlines()) == 2


def test_a_batch_is_submitted_watched_and_shown(run, write, url):
    files = write("learns"), write("brief", steps=1)
    shown = run("batch", "submit", *files, "--name", "two", "--watch", "--server", url)
    assert shown.returncode == 3, shown.stderr
    batch_id = shown.stdout.split()[0]
    assert "verdicts: " in shown.stdout
    status = run("batch", "status", batch_id, "--server", url)
    assert status.returncode == 0
    assert "1 learning" in status.stdout
    assert "1 inconclusive" in status.stdout
    assert status.stdout.index("learns") < status.stdout.index("brief")  # in the order given


def test_a_batch_with_one_bad_job_is_refused_whole(run, write, url):
    before = run("jobs", "--server", url).stdout
    bad = write("bad", training={"loss": "mse", "epocs": 3})
    shown = run("batch", "submit", write("learns"), bad, "--server", url)
    assert shown.returncode == 2
    assert "/jobs/1/training/epocs: unknown key 'epocs'; did you mean 'epochs'? (got 3)" in shown.stderr
    assert run("jobs", "--server", url).stdout == before


def test_a_bad_spec_is_refused_with_pointers(run, write, url):
    shown = run("submit", write("bad", training={"loss": "mse", "epocs": 3}), "--server", url)
    assert shown.returncode == 2
    assert "/training/epocs: unknown key 'epocs'; did you mean 'epochs'? (got 3)" in shown.stderr


def test_data_outside_the_roots_are_refused(run, write, url):
    shown = run("submit", write("outside", dataset={"location": "/etc"}), "--server", url)
    assert shown.returncode == 2
    assert "/dataset/location: outside the folders that jobs may read" in shown.stderr


def test_an_unknown_job_is_told(run, url):
    job_id = uuid.uuid4()
    for command in (("watch", job_id), ("report", job_id), ("batch", "status", job_id)):
        shown = run(*command, "--server", url)
        assert shown.returncode == 2
        assert str(job_id) in shown.stderr
        assert shown.stderr.count("\n") == 1
