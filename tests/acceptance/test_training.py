"""A job in mode `train` survives its worker, and its network can be had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from store.blobs import Blobs, checkpoint_of, model_of
from store.db import transaction
from store.repositories import jobs
from tests.acceptance.installation import kill, wait_for
from tests.api.serving import serving

pytestmark = pytest.mark.slow

HELD_OUT = 128
EPOCHS, STEPS = 200, 200 * 64


@pytest.fixture
def blobs(installation: Any) -> Blobs:
    return Blobs(installation.settings.blobs)


@pytest.fixture
def training(installation: Any) -> dict[str, Any]:
    """Several seconds of training with what has a state, and held-out samples, few enough to be all looked at."""
    with np.load(installation.folder / "data.npz") as data:
        np.savez(installation.folder / "held-out.npz", x=data["x"][:HELD_OUT] + 0.1, y=data["y"][:HELD_OUT])
    beside = str(installation.folder / "held-out.npz")
    hidden = {"units": 16, "activation": "relu"}
    return {
        "name": "kept",
        "dataset": {"location": str(installation.folder / "data.npz"), "validation": {"location": beside}},
        "model": {
            "layers": [
                {"class_name": "InputLayer", "name": "values", "config": {"shape": [4]}},
                {"class_name": "Dense", "name": "block/hidden", "config": hidden},
                {"class_name": "BatchNormalization", "name": "normalisation"},
                {"class_name": "Dropout", "name": "dropout", "config": {"rate": 0.2}},
                {"class_name": "Dense", "name": "answer", "config": {"units": 2, "activation": "softmax"}},
            ]
        },
        "training": {"loss": "sparse_categorical_crossentropy", "batch_size": 8, "epochs": EPOCHS},
        "diagnosis": {"mode": "train"},
    }


def test_a_killed_trial_goes_on_from_its_checkpoint_and_leaves_its_network(
    installation: Any, worker: Any, blobs: Blobs, training: dict[str, Any], tmp_path: Path
) -> None:
    job_id = installation.submit(training)
    trial = installation.wait_until_training(job_id)
    checkpoint = checkpoint_of(job_id, trial.id)
    wait_for(lambda: blobs.size_bytes(checkpoint), "a checkpoint")
    kill(int(trial.worker.rpartition(":")[2]))
    ended = installation.wait_until_ended(job_id)
    assert (ended.state, ended.verdict) == ("succeeded", "learning")
    finished = installation.trial(job_id)
    assert finished.attempts == 2
    (resumed_at,) = finished.record["resumed_at_steps"]
    assert 0 < resumed_at < finished.record["steps"] == STEPS
    assert installation.ended_once(job_id)
    assert blobs.size_bytes(checkpoint) is None

    with serving(installation.settings) as client:
        answer = client.get(f"/v1/jobs/{job_id}/model")
    assert answer.status_code == 200
    (tmp_path / "model.keras").write_bytes(answer.content)
    model = keras.models.load_model(tmp_path / "model.keras")
    assert [layer.name for layer in model.layers][1:] == ["block__hidden", "normalisation", "dropout", "answer"]
    assert held_out_loss(model, installation) == pytest.approx(reported_loss(ended.report), rel=1e-4)


def reported_loss(report: dict[str, Any]) -> float:
    """Of the last look at the held-out samples."""
    last = report["trials"][0]["snapshots"][-1]
    assert (last["step"], last["validation"]["samples"]) == (STEPS, HELD_OUT)
    return float(last["validation"]["loss"])


def held_out_loss(model: Any, installation: Any) -> float:
    with np.load(installation.folder / "held-out.npz") as data:
        answers, labels = model.predict(data["x"], verbose=0), data["y"]
    return float(-np.log(answers[np.arange(HELD_OUT), labels]).mean())


def test_a_deleted_job_leaves_no_file_behind(
    installation: Any, worker: Any, blobs: Blobs, training: dict[str, Any]
) -> None:
    """Not even where its worker was about to save once more when it was deleted."""
    job_id = installation.submit(training)
    trial = installation.wait_until_training(job_id)
    wait_for(lambda: blobs.size_bytes(checkpoint_of(job_id, trial.id)), "a checkpoint")
    with transaction(installation.engine) as connection:
        running = jobs.remove(connection, job_id)
    blobs.remove_job(job_id)
    installation.queue.revoke(running)
    following = installation.submit({**training, "training": {**training["training"], "epochs": 1}})
    assert installation.wait_until_ended(following).state == "succeeded"
    assert blobs.size_bytes(checkpoint_of(job_id, trial.id)) is None
    assert blobs.size_bytes(model_of(following, installation.trial(following).id))
