import json

import keras
import numpy as np
import pytest

from diagnostics.report.model import Report


def test_a_sick_network_exits_with_1_and_writes_the_report(run, write, tmp_path):
    shown = run("diagnose", write("zeros", kernel="zeros"), "--format", "json", "--output", tmp_path / "report.json")
    assert shown.returncode == 1, shown.stderr
    assert shown.stdout == ""
    report = Report.model_validate(json.loads((tmp_path / "report.json").read_text()))
    assert report.verdict.state == "not_learning"
    assert "SPC109" in {finding.code for finding in report.findings}


def test_the_report_is_written_as_a_page(run, write, tmp_path):
    shown = run("diagnose", write("zeros", kernel="zeros"), "--format", "html", "--output", tmp_path / "report.html")
    assert shown.returncode == 1, shown.stderr
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Not learning" in page
    assert '<svg class="chart"' in page


def test_too_small_a_budget_is_inconclusive_and_exits_with_3(run, write):
    shown = run("diagnose", write("brief", steps=1))
    assert shown.returncode == 3, shown.stderr
    assert shown.stdout.startswith("INCONCLUSIVE")


def test_data_that_cannot_be_trained_on_is_told_in_the_report(run, write, data_folder):
    (data_folder / "words.npz").write_text("no archive")
    shown = run("diagnose", write("words", dataset={"location": "words.npz"}))
    assert shown.returncode == 1, shown.stderr
    assert shown.stdout.startswith("INVALID")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("dataset: [unclosed\nmodel: x", "neither JSON nor YAML at line 2"),
        ("just words", '/: a job spec is a mapping with dataset, model and training (got "just words")'),
        (
            "dataset: {location: points.npz}\nmodel: {layers: [{class_name: Flatten}]}",
            "/training: this key is required",
        ),
        (
            "dataset: {location: points.npz}\nmodel: {layers: [{class_name: Flatten}]}\n"
            "training: {loss: mse, batch_sise: 32}",
            "/training/batch_sise: unknown key 'batch_sise'; did you mean 'batch_size'? (got 32)",
        ),
    ],
)
def test_a_file_that_is_no_job_exits_with_2_and_says_where(run, tmp_path, text, complaint):
    file = tmp_path / "job.yaml"
    file.write_text(text)
    shown = run("diagnose", file)
    assert shown.returncode == 2
    assert complaint in shown.stderr
    assert str(file) in shown.stderr
    assert "Traceback" not in shown.stderr


def test_data_that_are_missing_are_named_by_their_absolute_path(run, tmp_path, write):
    job = write("lost", dataset={"location": "lost.npz"}).rename(tmp_path / "lost.yaml")
    shown = run("diagnose", job)
    assert shown.returncode == 2
    assert f'/dataset/location: there is nothing at this location (got "{tmp_path}/lost.npz")' in shown.stderr


def test_a_missing_file_exits_with_2(run):
    shown = run("diagnose", "nowhere.yaml")
    assert (shown.returncode, shown.stderr) == (2, "deadweight: there is no file nowhere.yaml\n")


def test_a_folder_is_no_job_file(run, tmp_path):
    shown = run("diagnose", tmp_path)
    assert shown.returncode == 2
    assert "is a folder" in shown.stderr


def test_an_output_that_cannot_be_written_is_told_before_the_work(run, write, tmp_path):
    shown = run("diagnose", write("learns"), "--output", tmp_path / "nowhere" / "report.txt")
    assert shown.returncode == 2
    assert "cannot be written" in shown.stderr


def test_a_training_leaves_its_network(run, write, tmp_path):
    job = write("trained", diagnosis={"mode": "train"})
    shown = run("diagnose", job, "--save-model", tmp_path / "model.keras")
    assert shown.returncode == 0, shown.stderr
    model = keras.models.load_model(tmp_path / "model.keras")
    assert [layer.name for layer in model.layers] == ["point", "hidden", "answer"]
    with np.load(job.parent / "points.npz") as data:
        right = model.predict(data["x"], verbose=0).argmax(axis=1) == data["y"]
    assert right.mean() > 0.9


@pytest.mark.parametrize(
    ("mode", "file", "complaint"),
    [
        ("diagnose", "model.keras", "set `diagnosis: {mode: train}` in the job"),
        ("train", "model.h5", "the name of a Keras model ends in .keras"),
        ("train", "nowhere/model.keras", "cannot be written"),
    ],
)
def test_a_model_that_cannot_be_is_told_before_the_work(run, write, tmp_path, mode, file, complaint):
    shown = run("diagnose", write("trained", diagnosis={"mode": mode}), "--save-model", tmp_path / file)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert complaint in shown.stderr
