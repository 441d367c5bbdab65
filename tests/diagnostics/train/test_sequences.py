"""Sequences of tokens, padded with zeros, in two classes."""

import numpy as np
import pytest

from diagnostics.train.trial import run_trial
from diagnostics.trial import TrialPlan
from tests.diagnostics.factories import chain, image, layer

TOKENS = 100


def sentences(count=240):
    """The first three of 5 to 19 tokens tell the class."""
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 2, count)
    inputs = np.zeros((count, 20), np.int32)
    for row, label in zip(inputs, labels, strict=True):
        length = generator.integers(5, 20)
        row[:length] = generator.integers(1, TOKENS, length)
        row[:3] = generator.integers(50 * label + 1, 50 * label + 20, 3)
    return inputs, labels


def record(location, *, tokens=TOKENS, validation=None):
    spec = chain(
        image(20),
        layer("Embedding", "words", input_dim=tokens, output_dim=8, mask_zero=True),
        layer("GRU", units=8),
        layer("Dense", units=1, activation="sigmoid"),
        dataset={"location": str(location), "validation": validation},
        training={"loss": "binary_crossentropy", "batch_size": 16, "epochs": 40},
    )
    return run_trial(TrialPlan(key="reference", role="reference", seed=0, spec=spec, horizon=None, stop_early=True))


def test_they_are_learned(tmp_path):
    inputs, labels = sentences()
    np.savez(tmp_path / "sentences.npz", x=inputs, y=labels)
    seen = record(tmp_path / "sentences.npz", validation={"fraction": 0.2})
    assert seen.verdict == "learning"
    assert (seen.dataset.task, seen.dataset.input_shape, seen.dataset.train.label_counts.keys()) == (
        "binary",
        (20,),
        {"0", "1"},
    )


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (TOKENS, "the data hold 0 to 100; set its input_dim to 101 or more"),
        (-1, "the data hold -1 to 99; negative numbers have no row"),
        (np.inf, "the data hold 0 to inf; infinity has no row"),
    ],
)
@pytest.mark.parametrize("row", [1234, -1])  # of which the last is held out
def test_a_token_without_a_row_is_told_before_training(tmp_path, number, says, row):
    inputs, labels = sentences(8000)
    inputs = inputs.astype(np.float64)
    inputs[0, 0] = TOKENS - 1
    inputs[row, 4] = number
    np.savez(tmp_path / "sentences.npz", x=inputs, y=labels)
    seen = record(tmp_path / "sentences.npz", validation={"tail": 0.2})
    assert (seen.verdict, seen.steps) == ("invalid", 0)
    assert seen.fault.pointer == "/model/layers/1/config/input_dim"
    assert seen.fault.detail == f"the embedding 'words' has rows for the numbers 0 to 99, and {says}"
