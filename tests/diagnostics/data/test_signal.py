import numpy as np
import pytest

from diagnostics.data.dataset import LoadedDataset, Split
from diagnostics.data.facts import dataset_facts
from diagnostics.data.labels import class_indices
from diagnostics.data.raw import Raw
from diagnostics.data.signal import signal_test
from diagnostics.spec.training import KerasObject

LOSSES = {
    "classes": "SparseCategoricalCrossentropy",
    "quantities": "MeanSquaredError",
    "labels": "BinaryCrossentropy",
}


def asked(inputs, targets, kind="classes"):
    loss = KerasObject(class_name=LOSSES[kind])
    inputs, targets = np.asarray(inputs), np.asarray(targets)
    split = Split(inputs, np.arange(len(inputs)), targets, class_indices(targets, loss, False))
    facts = dataset_facts(Raw("arrays", inputs, targets, None, len(inputs)), loss, split, None)
    return signal_test(LoadedDataset(split, None, facts))


def noise(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def gratings(samples):
    """Stripes in one of four directions, with a random phase."""
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 4, samples)
    down, across = np.mgrid[:32, :32]
    angle = (np.pi / 4 * labels)[:, None, None]
    phase = generator.uniform(0, 2 * np.pi, samples)[:, None, None]
    waves = np.sin(0.8 * (across * np.cos(angle) + down * np.sin(angle)) + phase)
    return (127 + 100 * waves + generator.normal(0, 20, waves.shape)).clip(0, 255).astype(np.uint8)[..., None], labels


def sequences(samples):
    """Waves of one of three frequencies under noise."""
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 3, samples)
    phase = generator.uniform(0, 6, samples)[:, None]
    waves = np.sin((2 * labels[:, None] + 3) * np.linspace(0, 6.28, 50) + phase)
    return (waves + generator.normal(0, 0.5, waves.shape))[..., None], labels


def tokens(samples):
    """Half of the texts use some words more than the other half."""
    generator = np.random.default_rng(0)
    texts, labels = generator.integers(1, 5000, (samples, 40)), generator.integers(0, 2, samples)
    texts[:, 5:9] = generator.integers(0, 20, (samples, 4)) + 20 * labels[:, None]
    return texts, labels


TABLE = noise(800, 6)
LEARNABLE = {
    "linear table": (TABLE, (TABLE[:, 0] > 0).astype(int), "classes"),
    "exclusive or": (TABLE, (TABLE[:, 0] * TABLE[:, 1] > 0).astype(int), "classes"),
    "quantity": (TABLE, np.sin(3 * TABLE[:, 0]) + 0.5 * noise(800, seed=1), "quantities"),
    "several labels": (TABLE, (TABLE[:, :3] + noise(800, 3, seed=1) > 0).astype(int), "labels"),
    "rare class": (TABLE, (TABLE[:, 0] > 1.6).astype(int), "classes"),
    "images": (*gratings(400), "classes"),
    "sequences": (*sequences(400), "classes"),
    "tokens": (*tokens(800), "classes"),
}


@pytest.mark.parametrize("name", LEARNABLE)
def test_there_is_something_to_learn(name):
    found = asked(*LEARNABLE[name])
    assert found.says == "signal"
    assert found.statistic > found.detectable > found.chance
    assert found.p_value <= 0.002


@pytest.mark.parametrize("name", LEARNABLE)
def test_shuffled_labels_never_look_learnable(name):
    inputs, targets, kind = LEARNABLE[name]
    found = asked(inputs, np.random.default_rng(1).permutation(targets), kind)
    assert found.says != "signal"


@pytest.mark.parametrize("name", ["linear table", "quantity", "images", "tokens"])
def test_none_is_said_where_the_test_was_sharp(name):
    inputs, targets, kind = LEARNABLE[name]
    shuffled = [np.random.default_rng(seed).permutation(targets) for seed in (1, 2, 3)]
    assert [asked(inputs, each, kind).says for each in shuffled].count("none") >= 2


def test_the_rate_of_false_alarms_is_the_one_stated():
    p_values = [asked(noise(64, 3, seed=seed), np.arange(64) % 2).p_value for seed in range(40)]
    assert np.mean(p_values) == pytest.approx(0.5, abs=0.17)
    assert min(p_values) > 0.002


def test_few_samples_leave_it_open():
    labels = np.random.default_rng(0).integers(0, 2, 100)
    assert asked(noise(100, 5), labels).says == "unclear"
    found = asked(noise(63, 5), labels[:63])
    assert (found.says, found.samples, found.p_value) == ("unclear", 63, 1.0)


def test_inputs_that_are_all_alike_leave_it_open():
    assert asked(np.ones((200, 5)), np.arange(200) % 2).says == "unclear"


def test_targets_that_are_all_alike_leave_it_open():
    assert asked(TABLE, np.full(800, 2.5), "quantities").says == "unclear"


def test_values_that_are_not_finite_do_no_harm():
    inputs = TABLE.copy()
    inputs[::7, 2] = np.nan
    inputs[3, 1] = np.inf
    assert asked(inputs, (TABLE[:, 0] > 0).astype(int)).says == "signal"


def test_the_same_question_gets_the_same_answer():
    assert asked(*LEARNABLE["sequences"]) == asked(*LEARNABLE["sequences"])


def test_at_most_2000_samples_are_looked_at():
    found = asked(noise(9000, 3), np.arange(9000) % 2)
    assert (found.samples, found.says) == (2000, "none")
    assert found.chance == pytest.approx(0.5, abs=0.02)
    assert found.statistic < found.at_most < 0.62
