import numpy as np
import pytest

from diagnostics.data.raw import Limits
from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan
from tests.diagnostics.data.files import picture
from tests.diagnostics.factories import chain, image, layer


@pytest.fixture
def location(tmp_path):
    generator = np.random.default_rng(0)
    for number in range(64):
        picture(tmp_path / "ab"[number % 2] / f"{number}.png", generator.integers(0, 256, (4, 4, 1)).squeeze())
    return tmp_path


def planned(location):
    spec = chain(
        image(4, 4, 1),
        layer("Flatten"),
        layer("Dense", units=2, activation="softmax"),
        dataset={"location": str(location), "image": {"size": [4, 4], "channels": 1}},
        training={"batch_size": 4, "epochs": 4},
    )
    return TrialPlan(key="reference", role="reference", seed=0, spec=spec, horizon=None, stop_early=False)


def test_wherever_images_are_kept_a_trial_takes_the_same_course(location):
    kept, decoded = (
        run_trial(planned(location), limits=limits)
        for limits in (Limits(), Limits(memory_bytes=1, scratch_bytes=20 * 16))
    )
    assert kept.losses == decoded.losses
    assert kept.dataset is not None
    assert decoded.dataset is not None
    assert kept.dataset.model_dump_json() == decoded.dataset.model_dump_json()
    for one, other in zip(kept.snapshots, decoded.snapshots, strict=True):
        assert one.model_dump_json() == other.model_dump_json()


def test_images_that_vanish_while_a_trial_runs_are_the_data_s_fault(location):
    def vanish(step, *_):
        if step == 1:
            for file in location.rglob("*.png"):
                file.unlink()

    record = run_trial(planned(location), limits=Limits(memory_bytes=1, scratch_bytes=0), progress=vanish)
    assert record.verdict == "invalid"
    assert record.fault is not None
    assert record.fault.title == "The data can no longer be read"
    assert record.fault.pointer == "/dataset/location"
