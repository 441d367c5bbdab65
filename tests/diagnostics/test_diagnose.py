import numpy as np
import pytest
from PIL import Image

from diagnostics.diagnose import diagnose
from diagnostics.intake import take_in
from diagnostics.report.model import Report
from diagnostics.report.text import render
from diagnostics.spec.reading import read_job

HEAD = {"class_name": "Dense", "config": {"units": 2, "activation": "softmax"}}


@pytest.fixture
def images(tmp_path):
    """Dark and bright pictures of 8 × 8 pixels with noise, 80 of each."""
    generator = np.random.default_rng(0)
    for name, level in (("dark", 60), ("bright", 190)):
        (tmp_path / name).mkdir()
        for number in range(80):
            pixels = (level + generator.normal(0, 30, (8, 8))).clip(0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.png")
    return tmp_path


def diagnosed(location, layers, progress=lambda *_: None, **parts):
    settings = {"loss": "sparse_categorical_crossentropy", "learning_rate": 0.01, "epochs": 25}
    training = settings | parts.pop("training", {})
    dataset = {"location": str(location), **parts.pop("dataset", {})}
    document = {"dataset": dataset, "model": {"layers": layers}, "training": training, **parts}
    return diagnose(take_in(read_job(document), None), progress)


def test_a_healthy_network_on_an_image_folder(images):
    report = diagnosed(
        images,
        [{"class_name": "Flatten"}, HEAD],
        dataset={"preprocess": [{"rescale": {"scale": 1 / 255, "offset": -0.5}}]},
    )
    assert report.verdict.state == "learning"
    assert [finding for finding in report.findings if finding.severity == "error"] == []
    assert report.dataset is not None
    assert (report.dataset.format, report.dataset.classes) == ("image_folder", ("bright", "dark"))
    assert render(report).startswith("LEARNING")
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_a_sick_network_on_arrays(tmp_path):
    inputs = np.random.default_rng(0).normal(size=(200, 6)).astype(np.float32)
    np.savez(tmp_path / "a.npz", x=inputs, y=inputs[:, 0] > 0)
    frozen = [
        {"class_name": "Dense", "config": {"units": 8, "activation": "relu", "trainable": False}},
        {"class_name": "Dense", "config": {"units": 2, "activation": "softmax", "trainable": False}},
    ]
    report = diagnosed(tmp_path / "a.npz", frozen)
    assert report.verdict.state == "not_learning"
    assert {"SPC102", "TRN401"} <= {finding.code for finding in report.findings}
    assert "SPC102" in {cause.code for cause in report.verdict.root_causes}
    assert [fix.name for fix in report.fixes if fix.name == "unfreeze"] == ["unfreeze"]


def test_a_job_that_cannot_be_trained(images):
    report = diagnosed(images, [{"class_name": "Conv2D", "config": {"filters": 2, "kernel_size": 9}}, HEAD])
    assert report.verdict.state == "invalid"
    assert "(at /model/layers/1)" in report.verdict.summary
    assert "DAT201" in {finding.code for finding in report.findings}, "which is not why"
    assert [cause.code for cause in report.verdict.root_causes] == ["SPC112"]
    scaling = next(fix for fix in report.fixes if fix.name == "scale-input")
    assert (scaling.status, scaling.reason) == ("untested", "what keeps the job from being trained comes first")
    assert render(report).startswith("INVALID")


def test_every_trial_reports_its_progress_and_counts(images):
    told = []
    report = diagnosed(
        images,
        [{"class_name": "Flatten"}, HEAD],
        progress=lambda plan, *seen: told.append((plan.key, *seen)),
        dataset={"preprocess": [{"rescale": {"scale": 1 / 255, "offset": -0.5}}]},
        training={"epochs": 2},
        diagnosis={"replicates": 2},
    )
    assert [key for key, steps, _, _ in told if steps == 0] == ["reference", "replicate-1", "replicate-2"]
    assert [trial.seed for trial in report.trials] == [0, 1, 2]
    assert report.verdict.steps_spent == sum(trial.steps for trial in report.trials) == 3 * 8


def test_the_same_job_twice_gives_the_same_findings_and_evidence(images):
    """With dropout, batch normalisation, a replicate, and what is looked into after the verdict."""
    layers = [
        {"class_name": "Conv2D", "config": {"filters": 4, "kernel_size": 3, "activation": "relu"}},
        {"class_name": "BatchNormalization"},
        {"class_name": "Dropout", "config": {"rate": 0.5}},
        {"class_name": "Flatten"},
        HEAD,
    ]
    sick = {"training": {"learning_rate": 30.0, "epochs": 10}, "diagnosis": {"replicates": 1, "prove": False}}
    first, second = (diagnosed(images, layers, **sick) for _ in range(2))
    assert first.findings
    assert [told(finding) for finding in first.findings] == [told(finding) for finding in second.findings]
    assert first.verdict == second.verdict
    assert [trial.snapshots for trial in first.trials] == [trial.snapshots for trial in second.trials]


def told(finding):
    """All but the ids, which are each job's own."""
    return finding.model_dump(exclude={"id", "caused_by", "fixes"}), len(finding.caused_by)
