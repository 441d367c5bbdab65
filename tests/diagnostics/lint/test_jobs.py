import pytest

from diagnostics.data.glance import Glance
from diagnostics.lint.jobs import lint_job
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import SpecError
from diagnostics.spec.reading import read_job


def job(units=10, diagnosis=None, **dataset):
    return read_job(
        {
            "dataset": {"location": "nowhere.npz", **dataset},
            "model": {
                "layers": [
                    {"name": "image", "class_name": "InputLayer", "config": {"shape": [8]}},
                    {"name": "lost", "class_name": "Rescaling", "config": {"scale": 0.1}},
                    {"name": "answer", "class_name": "Dense", "config": {"units": units}, "inputs": ["image"]},
                ]
            },
            "training": {"loss": "sparse_categorical_crossentropy", "batch_size": 64, "epochs": 5},
            "diagnosis": diagnosis or {},
        }
    )


def codes(*arguments, **options):
    return [located.finding.code for located in lint_job(*arguments, **options).findings]


def test_a_job_is_linted_without_its_data():
    (first, *_) = lint_job(job(), Glance()).findings
    assert (first.finding.code, first.finding.at, first.finding.lines) == ("SPC101", ("/model/layers/1",), None)
    assert codes(job(), Glance()) == ["SPC101", "SPC105"]


def test_what_is_known_of_the_data_is_used():
    assert codes(job(), Glance(classes=3, samples=60)) == ["SPC101", "SPC104", "SPC105", "SPC117"]


def test_labels_count_as_stated_unless_they_are_left_to_the_data():
    assert "SPC106" in codes(job(labels="one_hot"), Glance())
    assert "SPC106" not in codes(job(), Glance())


def test_the_jobs_own_choice_of_rules_is_narrowed():
    own = {"select": ["SPC"], "ignore": ["SPC105"]}
    assert codes(job(diagnosis=own), Glance()) == ["SPC101"]
    assert codes(job(diagnosis=own), Glance(), diagnosis=Diagnosis(ignore=("SPC101",))) == []
    assert codes(job(), Glance(), diagnosis=Diagnosis(select=("SPC105",))) == ["SPC105"]


def test_unknown_codes_are_refused():
    with pytest.raises(SpecError, match="no rule or group"):
        lint_job(job(diagnosis={"select": ["SPC999"]}), Glance())
