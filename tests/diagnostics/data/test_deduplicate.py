import numpy as np
import pytest

from diagnostics.data.deduplicate import without_copies
from diagnostics.data.errors import DataError
from diagnostics.data.raw import Raw
from tests.diagnostics.data.files import npz, opened

VALUES = np.random.default_rng(0).normal(size=(30, 4, 4)).astype(np.float32)
LABELS = np.arange(30) % 2


def raw(inputs, targets):
    return Raw("arrays", inputs, np.asarray(targets), None, len(inputs))


def inputs_of(split):
    return split.batch(np.arange(len(split)))[0]


def repeated(copies):
    return copies.repeated


def test_of_equal_inputs_the_first_stays_with_its_label():
    inputs = np.concatenate([VALUES, VALUES[[3, 5]], VALUES[:1]])
    kept, beside = without_copies(raw(inputs, [*LABELS, *(1 - LABELS[[3, 5]]), 0]), None)
    assert np.array_equal(np.asarray(kept.inputs), VALUES)
    assert kept.targets.tolist() == LABELS.tolist()
    assert beside is None


def test_the_order_stays():
    kept, _ = without_copies(raw(VALUES[[2, 0, 2, 1, 0]], [0, 1, 2, 3, 4]), None)
    assert kept.targets.tolist() == [0, 1, 3]


def test_data_without_copies_are_passed_on_as_they_are():
    given = raw(VALUES, LABELS)
    kept, _ = without_copies(given, None)
    assert kept is given


def test_of_blank_inputs_one_stays():
    kept, _ = without_copies(raw(np.concatenate([np.zeros((5, 4, 4)), VALUES, np.ones((2, 4, 4))]), range(37)), None)
    assert len(kept.inputs) == 32


def test_inputs_that_differ_in_a_single_number_are_no_copies():
    close = VALUES[:1].copy()
    close[0, 0, 0] = np.nextafter(close[0, 0, 0], 9, dtype=np.float32)
    assert len(without_copies(raw(np.concatenate([VALUES, close]), range(31)), None)[0].inputs) == 31


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_trained_on_is_not_held_out(dtype):
    beside = VALUES[[25, 3, 26, 25]].astype(dtype), np.array([10, 11, 12, 13])
    kept, held_out = without_copies(raw(VALUES[:20], LABELS[:20]), beside)
    assert len(kept.inputs) == 20
    assert held_out is not None
    assert np.array_equal(np.asarray(held_out[0]), VALUES[[25, 26]])
    assert held_out[1].tolist() == [10, 12]


def test_a_held_out_location_of_nothing_but_copies_is_refused():
    with pytest.raises(DataError, match="none of 3 held-out samples is left") as caught:
        without_copies(raw(VALUES, LABELS), (VALUES[:3], LABELS[:3]))
    assert caught.value.pointer == "/dataset/deduplicate"


def test_more_samples_than_are_read_at_once():
    inputs = np.arange(3000.0)[:, None] % 2000
    assert len(without_copies(raw(inputs, inputs[:, 0]), None)[0].inputs) == 2000


def test_a_job_that_asks_for_it_is_split_without_copies(tmp_path):
    location = npz(tmp_path / "a.npz", x=np.concatenate([VALUES, VALUES]), y=np.concatenate([LABELS, LABELS]))
    sick, cured = (opened(location, validation={"fraction": 0.5}, deduplicate=asked) for asked in (False, True))
    assert repeated(sick.facts.train_copies) + repeated(sick.facts.validation_copies) > 0
    assert [len(inputs_of(split)) for split in (cured.train, cured.validation)] == [15, 15]
    assert repeated(cured.facts.train_copies) == repeated(cured.facts.validation_copies) == 0


def test_a_job_with_a_held_out_location(tmp_path):
    train = npz(tmp_path / "train.npz", x=np.concatenate([VALUES[:20], VALUES[:5]]), y=[*LABELS[:20], *LABELS[:5]])
    held_out = npz(tmp_path / "held_out.npz", x=VALUES[15:], y=LABELS[15:])
    data = opened(train, validation={"location": str(held_out)}, deduplicate=True)
    assert (inputs_of(data.train) == VALUES[:20]).all()
    assert (inputs_of(data.validation) == VALUES[20:]).all()
