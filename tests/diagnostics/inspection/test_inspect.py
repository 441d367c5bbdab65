import numpy as np
import pytest

from diagnostics.data.errors import DataError
from diagnostics.inspection.inspect import inspect
from diagnostics.inspection.text import render
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.errors import SpecError
from tests.diagnostics.data.files import npz, picture

GENERATOR = np.random.default_rng(0)
LABELS = np.arange(500) % 2
TABLE = (GENERATOR.normal(size=(500, 20)) + LABELS[:, None] * (np.arange(20) < 3)).astype(np.float32)


def inspected(location, diagnosis=Diagnosis(), **dataset):  # noqa: B008
    return inspect(Dataset.model_validate({"location": str(location), **dataset}), diagnosis=diagnosis)


def codes(found):
    return [(finding.code, finding.severity) for finding in found.findings]


def table(tmp_path, y=LABELS, x=TABLE):
    return npz(tmp_path / "table.npz", x=x, y=y)


def test_healthy_data_have_facts_and_no_findings(tmp_path):
    found = inspected(table(tmp_path))
    assert codes(found) == []
    assert (found.facts.task, found.facts.available, found.facts.signal.says) == ("binary", 500, "signal")


@pytest.mark.parametrize(
    ("targets", "task"),
    [
        (LABELS, "binary"),
        (np.arange(500) % 5, "multiclass"),
        (np.eye(3)[np.arange(500) % 3], "multiclass"),
        (GENERATOR.integers(0, 2, (500, 4)), "multilabel"),
        (GENERATOR.normal(size=500), "regression"),
        (GENERATOR.integers(20, 90, 500), "regression"),
        (GENERATOR.integers(0, 10_000, 500), "regression"),
    ],
)
def test_the_task_is_told_by_the_labels(tmp_path, targets, task):
    assert inspected(table(tmp_path, targets)).facts.task == task


def test_the_labels_are_what_the_spec_says(tmp_path):
    location = table(tmp_path, np.arange(500) % 5)
    assert inspected(location, labels="float").facts.task == "regression"
    assert inspected(table(tmp_path, GENERATOR.integers(20, 90, 500)), labels="index").facts.task == "multiclass"


def test_what_only_a_network_can_settle_is_a_warning(tmp_path):
    assert codes(inspected(table(tmp_path, x=1000 * TABLE))) == [("DAT201", "warning")]
    shuffled = np.random.default_rng(2).permutation(1000) % 2
    noise = np.random.default_rng(3).normal(size=(1000, 20))
    assert codes(inspected(table(tmp_path, shuffled, noise))) == [("DAT209", "warning")]
    far_off = 1e6 + 1e5 * TABLE[:, 0]
    assert codes(inspected(table(tmp_path, far_off))) == [("DAT211", "warning")]


def test_bytes_as_stored_are_no_more_than_information(tmp_path):
    pictures = (GENERATOR.integers(0, 200, (500, 8, 8, 1)) + 50 * LABELS[:, None, None, None]).astype(np.uint8)
    location = npz(tmp_path / "a.npz", x=pictures, y=LABELS)
    assert codes(inspected(location)) == [("DAT201", "info")]
    assert codes(inspected(location, preprocess=[{"rescale": {"scale": 1 / 255}}])) == []
    assert codes(inspected(location, preprocess=[{"rescale": {"scale": 1.0}}])) == [("DAT201", "warning")]


def test_errors_come_first_and_places_are_those_of_the_dataset(tmp_path):
    values = TABLE * 1000
    values[3, 4] = np.nan
    found = inspected(table(tmp_path, np.sort(LABELS), values), validation={"tail": 0.2})
    assert codes(found)[0] == ("DAT202", "error")
    assert ("DAT204", "error") in codes(found)
    assert all(place.startswith("/dataset") for finding in found.findings for place in finding.at)


def test_rules_are_selected_and_their_thresholds_set(tmp_path):
    location = table(tmp_path, x=1000 * TABLE)
    assert codes(inspected(location, Diagnosis(ignore=("DAT201",)))) == []
    strict = Diagnosis(select=("DAT212",), thresholds={"DAT212.min_samples": 1000})
    assert codes(inspected(location, strict)) == [("DAT212", "warning")]
    with pytest.raises(SpecError):
        inspected(location, Diagnosis(select=("DAT999",)))


def test_data_that_cannot_be_looked_at_are_refused(tmp_path):
    with pytest.raises(DataError, match="there is nothing"):
        inspected(tmp_path / "gone.npz")
    with pytest.raises(DataError, match="every sample has the label"):
        inspected(table(tmp_path, np.zeros(500, np.int64)))


def test_single_numbers_are_looked_at(tmp_path):
    assert inspected(npz(tmp_path / "a.npz", x=TABLE[:, 0], y=LABELS)).facts.input_shape == ()


def test_the_text_has_findings_first_and_shows_names_as_they_are(tmp_path):
    for number in range(80):
        picture(tmp_path / f"kind\x1b[31m{number % 2}" / f"{number}.png", GENERATOR.integers(0, 255, (16, 16)))
    (next(tmp_path.iterdir()) / "broken.png").write_bytes(b"no image")
    shown = render(inspected(tmp_path))
    assert shown.startswith("1 warning, 1 info\n  ! DAT208 unreadable-samples  (warning, 1.00)\n")
    assert "near copies" in shown
    assert "sizes of image files    16 × 16 (80)" in shown
    assert "\x1b" not in shown
