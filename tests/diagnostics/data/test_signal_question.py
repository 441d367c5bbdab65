import numpy as np
import pytest

from diagnostics.data.dataset import LoadedDataset, Split
from diagnostics.data.facts import dataset_facts
from diagnostics.data.raw import Raw
from diagnostics.data.signal_question import FOLDS, MAX_SAMPLES, looked_at, question
from diagnostics.spec.training import KerasObject

GENERATOR = np.random.default_rng(0)


def dataset(train, held_out=None, inputs=None):
    """Some samples of each class for training, and held out."""
    labels = np.concatenate([np.repeat(np.arange(len(each)), each) for each in (train, held_out or [])]).astype(int)
    inputs = GENERATOR.normal(size=(len(labels), 20)) if inputs is None else inputs
    rows = np.split(np.arange(len(labels)), [sum(train)])
    first, second = (Split(inputs, some, labels[some], labels[some]) for some in rows)
    loss = KerasObject(class_name="SparseCategoricalCrossentropy")
    facts = dataset_facts(Raw("arrays", inputs, labels, None, len(inputs)), loss, first, second if held_out else None)
    return LoadedDataset(first, second if held_out else None, facts)


def sizes(seen):
    return [len(part) for part in looked_at(seen)]


def test_few_training_samples_are_joined_by_held_out_ones():
    seen = dataset([100, 100], [25, 25])
    assert sizes(seen) == [200, 50]
    asked = question(looked_at(seen), False)
    assert asked is not None
    assert np.bincount(asked.folds).tolist() == [50] * (FOLDS + 1)
    assert asked.wanted.sum(axis=0).tolist() == [125, 125]


def test_held_out_samples_weigh_no_more_than_a_fold():
    assert sizes(dataset([100, 100], [500, 500])) == [200, 50]
    assert sizes(dataset([100, 100], [0, 500])) == [200, 25]


def test_enough_training_samples_are_joined_by_none():
    assert sizes(dataset([1500, 1500], [100, 100])) == [MAX_SAMPLES]


def test_classes_too_rare_for_every_fold_are_left_out_on_both_sides():
    assert sizes(dataset([100, 100, 7], [20, 20, 20])) == [200, 40]


def test_copies_of_training_samples_are_not_asked_about():
    inputs = GENERATOR.normal(size=(250, 20))
    inputs[200:] = inputs[:50]
    assert sizes(dataset([100, 100], [25, 25], inputs)) == [200]


def test_each_class_is_in_each_fold_as_often():
    seen = dataset([101, 80, 60])
    asked = question(looked_at(seen), False)
    assert asked is not None
    for fold in range(FOLDS):
        within = asked.wanted[asked.folds == fold].sum(axis=0)
        np.testing.assert_allclose(within, asked.wanted.sum(axis=0) / FOLDS, atol=1)


@pytest.mark.parametrize("train", [[30, 30], [200], [100, 7]])
def test_too_few_samples_or_classes_leave_nothing_to_ask(train):
    assert question(looked_at(dataset(train)), False) is None


def test_large_samples_are_few():
    assert sizes(dataset([100, 100], inputs=np.zeros((200, 2**20), np.uint8))) == [64]
