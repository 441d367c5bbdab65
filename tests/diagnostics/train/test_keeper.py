import shutil

import keras
import numpy as np
import pytest

from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan, TrialRecord
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.train.test_trial import stored

LAYERS = (
    layer("Dense", "hidden", units=8, activation="relu"),
    layer("BatchNormalization", "normalisation"),
    layer("Dropout", "dropout", rate=0.4),
    layer("Dense", "output", units=3, activation="softmax"),
)
PLATEAU = {"reduce_on_plateau": {"patience": 1, "min_delta": 0.05, "factor": 0.5}}
STOP = {"early_stopping": {"patience": 5, "min_delta": 0.05}}
TIMES = {"seconds", "seconds_per_step", "timings", "resumed_at_steps"}


class Killed(Exception):
    """Stands for the end of the process."""


class Folder:
    """Keeps the newest checkpoint in a folder, as often as it can be taken."""

    every_seconds = 0.0

    def __init__(self, folder):
        self.file = folder / "newest"

    def load(self, file):
        if self.file.exists():
            shutil.copy(self.file, file)
        return self.file.exists()

    def save(self, file):
        shutil.copy(file, self.file)


@pytest.fixture(autouse=True)
def _short_segments(monkeypatch):
    """One step between two chances to save, however quick the machine is."""
    monkeypatch.setattr("diagnostics.train.run._SEGMENT_SECONDS", 0.0)


@pytest.fixture
def data(tmp_path):
    return stored(tmp_path / "data.npz", samples=100)


@pytest.fixture
def checkpoints(tmp_path):
    return Folder(tmp_path)


def planned(data, **training) -> TrialPlan:
    """Eight epochs of ten steps, the last of each on a short batch, with everything that has a state."""
    settings = {"batch_size": 8, "epochs": 8, "callbacks": [PLATEAU, STOP], "metrics": ["accuracy"], **training}
    spec = chain(
        image(4),
        *LAYERS,
        dataset={"location": str(data), "validation": {"fraction": 0.22, "seed": 0}},
        training={"loss": "sparse_categorical_crossentropy", "learning_rate": 0.05, "seed": 3, **settings},
        diagnosis={"mode": "train"},
    )
    return TrialPlan(key="reference", role="reference", seed=3, spec=spec, horizon=None, stop_early=False)


def run_killed_at(steps, plan, checkpoints, model_file=None) -> TrialRecord:
    """The record of a trial whose process is lost at each of these steps."""
    for step in steps:

        def progress(done, planned, loss, last=step):
            if done >= last:
                raise Killed

        with pytest.raises(Killed):
            run_trial(plan, progress=progress, checkpoints=checkpoints)
        keras.utils.set_random_seed(99)  # what a new process has drawn until then is not what the old one had
    return run_trial(plan, checkpoints=checkpoints, model_file=model_file)


def assert_same(resumed, whole):
    assert resumed.model_dump_json(exclude=TIMES) == whole.model_dump_json(exclude=TIMES)


@pytest.mark.parametrize("steps", [[1], [2], [9, 10], [11, 23], [14, 15, 51]])
def test_a_trial_killed_anywhere_ends_as_one_that_was_not(steps, data, checkpoints, tmp_path):
    plan = planned(data)
    whole = run_trial(plan, model_file=tmp_path / "whole.keras")
    resumed = run_killed_at(steps, plan, checkpoints, tmp_path / "resumed.keras")
    assert_same(resumed, whole)
    assert resumed.resumed_at_steps == tuple(step - 1 for step in steps)
    first, second = (keras.models.load_model(tmp_path / name) for name in ("whole.keras", "resumed.keras"))
    for mine, other in zip(first.get_weights(), second.get_weights(), strict=True):
        assert (mine == other).all()
    for mine, other in zip(first.optimizer.variables, second.optimizer.variables, strict=True):
        assert (mine.numpy() == other.numpy()).all()


@pytest.mark.parametrize(
    "training",
    [
        {"optimizer": {"class_name": "SGD", "config": {"momentum": 0.9, "gradient_accumulation_steps": 3}}},
        {"optimizer": {"class_name": "Nadam"}},
        {"precision": "mixed_float16", "callbacks": []},
        {"learning_rate": {"cyclic": {"base": 0.001, "max": 0.05, "step_size": 7}}, "callbacks": [STOP]},
        {"shuffle": False, "class_weight": {0: 2.0, 1: 1.0, 2: 0.5}},
    ],
)
def test_whatever_the_optimizer_keeps_is_kept(training, data, checkpoints):
    plan = planned(data, epochs=4, **training)
    assert_same(run_killed_at([13, 26], plan, checkpoints), run_trial(plan))


def test_callbacks_go_on_where_they_stood(data, checkpoints):
    """The rate falls, and training stops early, at the very steps at which they do without an interruption."""
    plan = planned(data, epochs=40, learning_rate=1e-4)
    whole = run_trial(plan)
    assert whole.steps < whole.planned_steps
    assert_same(run_killed_at([25, 43], plan, checkpoints), whole)


def test_time_spent_before_counts(data, checkpoints):
    record = run_killed_at([30], planned(data), checkpoints)
    assert record.timings["checkpoints"] > 0
    assert record.timings["first_step"] < record.timings["until_first_step"] < record.seconds
    assert record.seconds_per_step is not None
    assert record.seconds_per_step < record.timings["first_step"]


def test_a_checkpoint_of_another_plan_is_left_alone(data, checkpoints):
    run_killed_at([20], planned(data), checkpoints)
    other = planned(data, batch_size=16)
    resumed = run_trial(other, checkpoints=checkpoints)
    assert resumed.resumed_at_steps == ()
    assert_same(resumed, run_trial(other))


def test_a_checkpoint_of_other_data_is_left_alone(data, checkpoints):
    plan = planned(data)
    run_killed_at([20], plan, checkpoints)
    inputs = np.random.default_rng(5).normal(size=(100, 4)).astype(np.float32)
    np.savez(data, x=inputs, y=inputs[:, :3].argmin(axis=1))
    assert run_trial(plan, checkpoints=checkpoints).resumed_at_steps == ()


def _cut(raw):
    return raw[: len(raw) // 2]


def _flipped(raw):
    middle = len(raw) // 2
    return raw[:middle] + bytes([raw[middle] ^ 255]) + raw[middle + 1 :]


def _emptied(raw):
    return raw[:0]


def _replaced(raw):
    return b"no archive at all" * len(raw)


@pytest.mark.parametrize("damage", [_cut, _flipped, _emptied, _replaced])
def test_a_damaged_checkpoint_costs_no_more_than_the_time(damage, data, checkpoints):
    plan = planned(data, epochs=3)
    with pytest.raises(Killed):
        run_trial(plan, progress=_killed_at(20), checkpoints=checkpoints)
    checkpoints.file.write_bytes(damage(checkpoints.file.read_bytes()))
    resumed = run_trial(plan, checkpoints=checkpoints)
    assert resumed.resumed_at_steps == ()
    assert_same(resumed, run_trial(plan))


def _killed_at(step):
    def progress(done, planned, loss):
        if done >= step:
            raise Killed

    return progress


def test_a_byte_changed_anywhere_is_noticed_or_harmless(data, checkpoints):
    """Reading alone: every part of the archive has a checksum."""
    from diagnostics.train import checkpoint

    with pytest.raises(Killed):
        run_trial(planned(data), progress=_killed_at(5), checkpoints=checkpoints)
    raw = checkpoints.file.read_bytes()
    before = checkpoint.read(checkpoints.file)
    for place in np.random.default_rng(0).integers(0, len(raw), 300):
        checkpoints.file.write_bytes(raw[:place] + bytes([raw[place] ^ 255]) + raw[place + 1 :])
        try:
            found = checkpoint.read(checkpoints.file)
        except Exception:  # noqa: BLE001  of many kinds
            continue
        assert found == before
