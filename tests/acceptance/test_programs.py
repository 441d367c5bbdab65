"""A program goes in, and its cure comes out as a diff of it."""

from __future__ import annotations

import pytest

from diagnostics.source.read import read

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
TEXT = """import numpy as np
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

data = np.load("data.npz")

model = Sequential()
for _ in range(3):
    model.add(Dense(16, activation="relu", kernel_initializer="zeros"))  # nothing comes through
model.add(Dense(2, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(data["x"], data["y"], epochs=15, batch_size=32)
"""


def test_a_program_gets_a_proven_diff_and_findings_on_its_lines(installation):
    worker = installation.start_worker()
    source = {"text": TEXT, "filename": "train.py"}
    document = {"dataset": {"location": str(installation.folder / "data.npz")}, "model": {"source": source}}
    ended = installation.wait_until_ended(installation.submit(document))
    installation.end(worker)
    assert ended.state == "succeeded", ended.error
    report = ended.report
    assert report["spec"]["training"]["epochs"] == 15
    zeros = next(finding for finding in report["findings"] if finding["code"] == "SPC109")
    assert zeros["lines"] == [9, 9]
    proven = [fix for fix in report["fixes"] if fix["status"] == "proven" and fix["diff"]]
    assert proven, [(fix["name"], fix["status"], fix["reason"]) for fix in report["fixes"]]
    removed, added = (_line(proven[0]["diff"], sign) for sign in "-+")
    assert removed.endswith("# nothing comes through")
    assert added.endswith("# nothing comes through")
    (changed,) = read(TEXT.replace(removed, added)).models
    assert not any(layer.config.get("kernel_initializer") == "zeros" for layer in changed.layers)


def _line(diff: str, sign: str) -> str:
    """The one line that a diff takes out or puts in."""
    (line,) = (each[1:] for each in diff.split("\n") if each.startswith(sign) and not each.startswith(sign * 3))
    return line
